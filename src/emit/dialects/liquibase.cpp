// Liquibase, formatted SQL: a changeset a migration in changes/, and a changelog that includes the folder.
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
/// Behind "--" of a header line whose first word Liquibase would take for its own.
constexpr std::string_view shield = "-- > ";

bool owns(std::string_view path) {
  return std::any_of(changelog_endings.begin(), changelog_endings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); }) ||
         path.ends_with(".sql");
}

/// Liquibase reads such comments as words of its own, also inside of a function's body.
bool is_directive(std::string_view line) {
  constexpr std::array<std::string_view, 13> words = {
      "changeset",   "rollback", "comment",    "property",    "precondition", "preconditions",  "validchecksum",
      "ignorelines", "include",  "includeall", "tagdatabase", "liquibase",    "rollbacksqlfile"};
  const std::string text = comment_words(line);
  const std::string word = text.substr(0, text.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
  return std::any_of(words.begin(), words.end(), [&](std::string_view known) { return word == known; });
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

/// One changeset of a file: what is between its line and the next.
struct Changeset {
  std::string author;
  std::string id;
  std::string attributes;
  std::string sql;
};

std::string unquote(std::string_view text) {
  text = trim(text);
  if (text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
    text = text.substr(1, text.size() - 2);
  return std::string(text);
}

Changeset begin_changeset(const std::string& path, const std::string& line) {
  std::string_view rest = trim(std::string_view(line).substr(line.find("hangeset") + 8));
  rest.remove_prefix(rest.starts_with(':') ? 1 : 0);
  rest = trim(rest);
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos)
    throw native::file_error(path, 0, "this changeset names no author:id: " + line, "--changeset name:1");
  const std::string_view behind = rest.substr(colon + 1);
  const std::size_t end =
      behind.starts_with('"') ? behind.find('"', 1) + 1 : std::min(behind.find_first_of(" \t"), behind.size());
  return {unquote(rest.substr(0, colon)),
          unquote(behind.substr(0, end)),
          replace_all(std::string(behind.substr(end)), " ", ""),
          {}};
}

std::vector<Changeset> changesets_of(const std::string& path, const std::string& content) {
  std::vector<Changeset> sets;
  bool rollback_block = false;
  std::string above; // lines keep their numbers
  for (const std::string& line : split(content, '\n')) {
    above += "\n";
    if (!sets.empty()) sets.back().sql += "\n";
    const std::string words = comment_words(line);
    const std::string bare = lower(trim(line));
    if (words.starts_with("changeset")) {
      sets.push_back(begin_changeset(path, line));
      sets.back().sql = above.substr(1);
    } else if (bare.starts_with("/*") && trim(bare.substr(2)).starts_with("liquibase rollback")) {
      rollback_block = true;
    } else if (rollback_block) {
      rollback_block = bare.find("*/") == std::string::npos;
    } else if (!sets.empty() && !is_directive(line)) {
      sets.back().sql += line.starts_with(shield) ? "--" + line.substr(shield.size()) : line;
    }
  }
  return sets;
}

/// "@@" at the end of a line becomes a semicolon.
std::string with_semicolons(const Changeset& set) {
  const std::size_t at = set.attributes.find("endDelimiter:");
  if (at == std::string::npos) return set.sql;
  std::string mark = set.attributes.substr(at + 13);
  mark = unquote(mark.substr(0, mark.find_first_of(" \t")));
  std::vector<std::string> lines = split(set.sql, '\n');
  for (std::string& line : lines)
    if (const std::string_view text = trim(line); !mark.empty() && text.ends_with(mark))
      line = std::string(text.substr(0, text.size() - mark.size())) + ";";
  return join(lines, "\n");
}

bool is_for_postgresql(const Changeset& set) {
  const std::size_t at = set.attributes.find("dbms:");
  return at == std::string::npos || set.attributes.find("postgresql", at) != std::string::npos;
}

void read_sql(const std::string& path, const std::string& content, std::vector<ChainFile>& chain) {
  const std::vector<Changeset> sets = changesets_of(path, content);
  const std::size_t logical = content.find("logicalFilePath:");
  std::string name = path;
  if (content.starts_with("--") && logical < content.find('\n'))
    name = content.substr(logical + 16, content.find_first_of(" \r\n", logical) - logical - 16);
  for (const Changeset& set : sets) {
    if (!is_for_postgresql(set)) continue;
    Migration known;
    known.name = set.id;
    if (set.author == "lockstep") known.version = set.id;
    std::optional<TransactionMode> told;
    if (set.attributes.find("runInTransaction:false") != std::string::npos) told = TransactionMode::each;
    const std::string part = sets.size() == 1 ? path : path + "#" + set.author + ":" + set.id;
    chain.push_back(chain_file(part, content, parse_carried(part, known, with_semicolons(set), told),
                               set.author + ":" + set.id + "|" + name));
  }
  if (sets.empty() && path.ends_with(".sql")) {
    Migration known;
    known.name = file_of(path);
    chain.push_back(chain_file(path, content, parse_carried(path, known, content), "includeAll:raw|" + path));
  }
}

std::vector<ChainFile> read(const Folder& folder) {
  std::vector<ChainFile> chain;
  for (const std::string& path : included_files(folder)) {
    if (path.ends_with(".sql")) {
      read_sql(path, folder.at(path), chain);
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
