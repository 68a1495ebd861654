// See the header.
#include "emit/dialects/parts.hpp"

#include "base/files.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/native.hpp"
#include "emit/native_words.hpp"
#include "emit/statement.hpp"

#include <lockstep/error.hpp>

#include <algorithm>

namespace lockstep::dialects {

std::string plain_name(const Migration& migration) {
  return migration.phase.empty() ? migration.name : migration.name + "_" + migration.phase;
}

std::optional<Numbered> numbered(std::string_view stem, std::string_view separator) {
  const std::size_t digits = std::min(stem.find_first_not_of("0123456789"), stem.size());
  if (digits == 0 || !stem.substr(digits).starts_with(separator)) return std::nullopt;
  return Numbered{std::string(stem.substr(0, digits)), std::string(stem.substr(digits + separator.size()))};
}

std::string file_of(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

ChainFile chain_file(const std::string& path, const std::string& content, Migration migration, std::string id) {
  return {path, content, sha256(content), std::move(migration), std::move(id), {}};
}

namespace {

/// One more, as decimal digits.
std::string increased(std::string digits) {
  for (std::size_t at = digits.size(); at-- > 0;) {
    if (digits[at] != '9') {
      ++digits[at];
      return digits;
    }
    digits[at] = '0';
  }
  return "1" + digits;
}

} // namespace

void number(std::vector<ChainFile>& chain) {
  std::string last = "0";
  for (ChainFile& file : chain) {
    std::string& version = file.migration.version;
    const bool digits = !version.empty() && version.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || !version_less(last, version)) version = increased(last);
    last = version;
  }
}

void sort_by_version(std::vector<ChainFile>& chain) {
  std::stable_sort(chain.begin(), chain.end(), [](const ChainFile& a, const ChainFile& b) {
    return version_less(a.migration.version, b.migration.version);
  });
  for (std::size_t i = 1; i < chain.size(); ++i)
    if (!version_less(chain[i - 1].migration.version, chain[i].migration.version))
      throw usage_error(chain[i - 1].path + " and " + chain[i].path + " have the same version",
                        "give the one that landed later a new version");
}

WayBack way_back(const Migration& migration) {
  WayBack way;
  for (auto unit = migration.units.rbegin(); unit != migration.units.rend(); ++unit) {
    const std::vector<Statement> statements = split_statements(unit->back);
    if (statements.empty() && !native::needs_no_undoing(*unit)) return {false, {}};
    for (const Statement& statement : statements) way.statements.push_back(statement.text);
  }
  if (way.statements.size() > 1 && refuse_transaction(way.statements)) return {false, {}};
  return way;
}

std::string no_way_back_block(const Migration& migration) {
  return "DO $$ BEGIN RAISE EXCEPTION " + quote_literal(migration.name + " can not be undone") + "; END $$";
}

bool refuse_transaction(const std::vector<std::string>& statements) {
  return std::any_of(statements.begin(), statements.end(),
                     [](const std::string& statement) { return StatementFacts(statement).refuses_transaction(); });
}

std::string back_script(const Migration& migration, bool begins) {
  const WayBack way = way_back(migration);
  if (!way.possible) return terminated(no_way_back_block(migration)) + "\n";
  if (way.statements.empty()) return "-- nothing to undo\n";
  std::string text;
  for (const std::string& statement : way.statements) text += terminated(statement) + "\n";
  return begins && way.statements.size() > 1 ? "BEGIN;\n" + text + "COMMIT;\n" : text;
}

void refuse_lines(const Migration& migration, std::string_view runner,
                  const std::function<bool(std::string_view line)>& trap) {
  for (const MigrationUnit& unit : migration.units)
    for (const std::string& statement : unit.statements)
      for (const std::string& line : split(statement, '\n'))
        if (trap(trim(line)))
          throw usage_error(std::string(runner) + " would take this line of a statement for a word of its own: " + line,
                            "write the line in another way in the schema, for example the comment in other words");
}

std::string comment_words(std::string_view line) {
  line = trim(line);
  if (!line.starts_with("--")) return {};
  return lower(trim(line.substr(2)));
}

std::string sql_beside(const Folder& folder, const std::string& path, const std::string& what, const std::string& how) {
  const auto found = folder.find(path + ".lockstep");
  if (found != folder.end()) return found->second;
  Error error = usage_error(what, "write the SQL that it runs into " + path + ".lockstep, " + how);
  error.where = path;
  throw error;
}

std::size_t indentation_of(std::string_view line) { return std::min(line.find_first_not_of(" \t"), line.size()); }

std::string first_comments(const std::vector<std::string>& lines) {
  std::string comments;
  for (const std::string& line : lines) {
    if (!line.starts_with("#")) break;
    comments += "--" + line.substr(1) + "\n";
  }
  return comments;
}

} // namespace lockstep::dialects
