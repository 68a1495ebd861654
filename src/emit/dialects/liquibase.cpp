// Liquibase, formatted SQL: a changeset a migration in changes/, and a changelog that includes the folder.
#include "emit/dialects/changesets.hpp"
#include "emit/dialects/parts.hpp"

#include "base/text.hpp"
#include "emit/dialects/changelog.hpp"
#include "emit/native.hpp"
#include "emit/native_header.hpp"
#include "emit/statement.hpp"

#include <lockstep/error.hpp>

#include <algorithm>
#include <array>

namespace lockstep::dialects {

namespace {

constexpr std::string_view master_file = "changelog.yaml";
constexpr std::string_view master_text = "databaseChangeLog:\n"
                                         "  - includeAll:\n"
                                         "      path: changes/\n"
                                         "      relativeToChangelogFile: true\n";
bool owns(std::string_view path) {
  return std::any_of(changelog_endings.begin(), changelog_endings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); }) ||
         path.ends_with(".sql");
}

std::string shielded(const std::string& text) {
  std::vector<std::string> lines = split(text, '\n');
  for (std::string& line : lines)
    if (is_directive(line)) line = std::string(shield) + line.substr(2);
  return join(lines, "\n");
}

/// A statement that Liquibase would cut: it knows no dollar quotes and counts the words BEGIN and END.
bool is_cut(const std::string& statement) {
  const std::vector<Token> tokens = tokens_of(statement);
  return statement.find('$') != std::string::npos || std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
           const bool counted = token.sort == Token::Sort::word && (token.text == "BEGIN" || token.text == "END");
           return counted || token.text.find(';') != std::string::npos;
         });
}

/// Where the changelog finds a new file, behind all others: changes/, or a folder that it includes already.
std::string place_for(const Folder& folder, const std::string& file) {
  std::vector<std::string> places{"changes"};
  const std::vector<std::string> included = included_files(folder);
  for (auto path = included.rbegin(); path != included.rend(); ++path) places.push_back(folder_of(*path));
  for (const std::string& place : places) {
    Folder with = folder;
    std::string path = place.empty() ? file : place + "/" + file;
    with[path] = "--liquibase formatted sql\n";
    const std::vector<std::string> files = included_files(with);
    if (!files.empty() && files.back() == path) return path;
  }
  Error error =
      usage_error("the changelog includes no folder behind its last file",
                  "end it with\n    - includeAll:\n        path: changes/\n        relativeToChangelogFile: true");
  error.where = "changelog";
  throw error;
}

void write(Folder& folder, const Migration& migration) {
  refuse_lines(migration, "Liquibase", &is_directive);
  const bool outside = migration.mode == TransactionMode::each;
  const bool whole = !outside || is_cut(migration.units.front().statements.front());
  const TextStyle style{.begins = false,
                        .sets_outside = !whole,
                        .resets = true,
                        .again = "liquibase update",
                        .again_outside = "liquibase update"};
  const std::string file = migration.version + "_" + plain_name(migration) + ".sql";
  std::string text = "--liquibase formatted sql logicalFilePath:" + file +
                     "\n\n--changeset lockstep:" + migration.version + (outside ? " runInTransaction:false" : "") +
                     (whole ? " splitStatements:false" : "") + "\n" + shielded(to_text(make_text(migration, style)));
  const WayBack way = way_back(migration);
  for (const std::string& statement : way.statements)
    for (const std::string& line : split(terminated(statement), '\n')) text += "--rollback " + line + "\n";
  if (way.possible && way.statements.empty()) text += "--rollback empty\n";
  const bool has_master = std::any_of(folder.begin(), folder.end(),
                                      [](const auto& entry) { return is_changelog(entry.first, entry.second); });
  if (!has_master) folder[std::string(master_file)] = master_text;
  folder[place_for(folder, file)] = text;
}

ChainFile changeset_file(const std::string& content, const Changeset& set, const std::string& part,
                         const std::string& name) {
  Migration known;
  known.name = set.id;
  if (set.author == "lockstep") known.version = set.id;
  std::optional<TransactionMode> told;
  if (set.says("runInTransaction") == "false") told = TransactionMode::each;
  const std::string own_name = set.says("logicalFilePath");
  ChainFile file = chain_file(part, content, parse_carried(part, known, set.script(), told),
                              set.author + ":" + set.id + "|" + (own_name.empty() ? name : own_name));
  file.sum = set.sum();
  file.guards = set.guards;
  if (set.says("runOnChange") == "true") file.repeats = Repeats::when_changed;
  if (set.says("runAlways") == "true") file.repeats = Repeats::always;
  return file;
}

void read_sql(const std::string& path, const std::string& content, const Choices& choices,
              std::vector<ChainFile>& chain) {
  const std::vector<Changeset> sets = changesets_of(path, content, choices);
  const std::size_t logical = content.find("logicalFilePath:");
  std::string name = path;
  if (content.starts_with("--") && logical < content.find('\n'))
    name = content.substr(logical + 16, content.find_first_of(" \r\n", logical) - logical - 16);
  for (const Changeset& set : sets) {
    if (!is_for_postgres(set.says("dbms")) ||
        !is_chosen(set.says("context") + set.says("contextFilter"), set.says("labels"), choices))
      continue;
    const std::string part = sets.size() == 1 ? path : path + "#" + set.author + ":" + set.id;
    chain.push_back(changeset_file(content, set, part, name));
  }
  if (sets.empty() && path.ends_with(".sql")) {
    Migration known;
    known.name = file_of(path);
    chain.push_back(chain_file(path, content, parse_carried(path, known, content), "includeAll:raw|" + path));
  }
}

std::vector<ChainFile> read(const Folder& folder) {
  Choices choices = folder.choices;
  for (const auto& [path, content] : folder) {
    take_properties(content, choices);
    if (is_changelog(path, content)) take_changelog_properties(content, choices);
  }
  std::vector<ChainFile> chain;
  for (const std::string& path : included_files(folder)) {
    if (path.ends_with(".sql")) {
      read_sql(path, folder.at(path), choices, chain);
      continue;
    }
    const std::string sql =
        sql_beside(folder, path, "this changelog holds changesets that are not SQL",
                   "as `liquibase update-sql --changelog-file=" + path + "` prints it for an empty database");
    Migration known;
    known.name = file_of(path);
    chain.push_back(chain_file(path, folder.at(path), parse_carried(path, known, sql), "*|" + path));
  }
  number(chain);
  return chain;
}

} // namespace

extern const Dialect liquibase;
const Dialect liquibase{"liquibase", "liquibase update", "liquibase changelog-sync", true, true, &owns, &read, &write,
                        nullptr};

} // namespace lockstep::dialects
