// Rails Active Record: classes whose `up` and `down` execute SQL.
#include "emit/dialects/parts.hpp"

#include "base/text.hpp"
#include "emit/dialects/ruby.hpp"
#include "emit/native.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace lockstep::dialects {

namespace {

constexpr TextStyle style{
    .begins = false, .resets = true, .again = "rails db:migrate", .again_outside = "rails db:migrate"};
/// What every Rails that is maintained still knows; a folder that has migrations says its own.
constexpr std::string_view oldest_rails = "6.1";

bool owns(std::string_view path) { return path.ends_with(".rb") && path.find('/') == std::string_view::npos; }

/// Of the newest migration that is there.
std::string rails_version(const Folder& folder) {
  constexpr std::string_view mark = "ActiveRecord::Migration[";
  std::string version(oldest_rails);
  for (const auto& [path, content] : folder)
    if (const std::size_t at = content.find(mark); at != std::string::npos)
      version = content.substr(at + mark.size(), content.find(']', at) - at - mark.size());
  return version;
}

/// Class names are unique over the whole folder, so file names are too.
std::string unique_name(const Folder& folder, const Migration& migration) {
  std::string name = plain_name(migration);
  if (std::isdigit(static_cast<unsigned char>(name.front())) != 0) name = "migration_" + name;
  std::set<std::string> classes;
  for (const auto& [path, content] : folder)
    if (const auto parts = numbered(path.substr(0, path.size() - 3))) classes.insert(ruby::class_name(parts->name));
  std::string unique = name;
  for (int i = 2; classes.contains(ruby::class_name(unique)); ++i) unique = name + "_" + std::to_string(i);
  return unique;
}

std::string as_ruby_comment(const std::string& line, const std::string& indentation) {
  return indentation + "#" + line.substr(2) + "\n";
}

std::string calls(const std::vector<Block>& blocks) {
  std::vector<std::string> texts;
  for (const Block& pieces : blocks) {
    std::string text;
    for (const Piece& piece : pieces) {
      for (const std::string& line : piece.comments) text += as_ruby_comment(line, "    ");
      text += ruby::execute(piece.statement, "    ");
    }
    texts.push_back(text);
  }
  return join(texts, "\n");
}

std::string down(const Migration& migration) {
  const WayBack way = way_back(migration);
  if (!way.possible) return "    raise ActiveRecord::IrreversibleMigration\n";
  if (way.statements.empty()) return "    # nothing to undo\n";
  Block pieces;
  for (const std::string& statement : way.statements) pieces.push_back({{}, statement});
  return calls({pieces});
}

void write(Folder& folder, const Migration& migration) {
  const std::string name = unique_name(folder, migration);
  const NativeText text = make_text(migration, style);
  const bool outside = migration.mode == TransactionMode::each || refuse_transaction(way_back(migration).statements);
  std::string file;
  for (const std::string& line : split(trim(text.header), '\n')) file += as_ruby_comment(line, "");
  file += "class " + ruby::class_name(name) + " < ActiveRecord::Migration[" + rails_version(folder) + "]\n" +
          (outside ? "  disable_ddl_transaction!\n\n" : "") + "  def up\n" + calls(text.blocks) + "  end\n\n" +
          "  def down\n" + down(migration) + "  end\nend\n";
  folder[migration.version + "_" + name + ".rb"] = file;
}

std::vector<ChainFile> read(const Folder& folder) {
  std::vector<ChainFile> chain;
  for (const auto& [path, content] : folder) {
    if (!path.ends_with(".rb")) continue;
    const auto name = numbered(path.substr(0, path.size() - 3));
    if (!name) continue;
    const auto beside = folder.find(path + ".lockstep");
    std::optional<std::string> sql = beside == folder.end() ? ruby::sql_of(content) : beside->second;
    if (!sql)
      sql = sql_beside(folder, path, "this migration does more than execute \"…\"",
                       "as Rails logs it while `rails db:migrate:up VERSION=" + name->digits +
                           "` runs on a scratch database");
    Migration known;
    known.version = name->digits;
    known.name = name->name;
    std::optional<TransactionMode> told;
    if (content.find("disable_ddl_transaction!") != std::string::npos) told = TransactionMode::each;
    chain.push_back(chain_file(path, content, parse_carried(path, known, *sql, told), name->digits));
  }
  sort_by_version(chain);
  return chain;
}

} // namespace

extern const Dialect rails;
const Dialect rails{"rails",
                    "rails db:migrate",
                    "INSERT INTO schema_migrations VALUES (VERSION);, for each",
                    true,
                    true,
                    &owns,
                    &read,
                    &write,
                    nullptr};

} // namespace lockstep::dialects
