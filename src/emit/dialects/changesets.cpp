// See the header.
#include "emit/dialects/changesets.hpp"

#include "base/digest.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/dialects/parts.hpp"
#include "emit/native_header.hpp"

#include <algorithm>
#include <array>

namespace lockstep::dialects {

namespace {

std::string unquote(std::string_view text) {
  text = trim(text);
  if (text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
    text = text.substr(1, text.size() - 2);
  return std::string(text);
}

/// The value of `name: value` in a line; values with blanks stand in quotes.
std::string value_in(std::string_view line, std::string_view name) {
  for (std::size_t at = line.find(name); at != std::string_view::npos; at = line.find(name, at + 1)) {
    const bool whole = at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t';
    std::string_view rest = trim(line.substr(at + name.size()));
    if (!whole || !rest.starts_with(':')) continue;
    rest = trim(rest.substr(1));
    const bool quoted = !rest.empty() && (rest.front() == '"' || rest.front() == '\'');
    const std::size_t end = quoted ? rest.find(rest.front(), 1) + 1 : rest.find_first_of(" \t\r");
    return unquote(rest.substr(0, end));
  }
  return {};
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
  return {unquote(rest.substr(0, colon)), unquote(behind.substr(0, end)), std::string(behind.substr(end)), {}, {}};
}

Guard::Otherwise otherwise_of(const std::string& word) {
  const std::string known = lower(word);
  if (known == "continue" || known == "mark_ran") return Guard::Otherwise::skip;
  return known == "warn" ? Guard::Otherwise::run : Guard::Otherwise::fail;
}

std::string relation_is_there(const std::string& kinds, const std::string& name, const std::string& schema) {
  return "SELECT count(*) > 0 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
         "WHERE c.relkind IN (" +
         kinds + ") AND lower(c.relname) = lower(" + quote_literal(name) +
         ") AND n.nspname = " + (schema.empty() ? "current_schema()" : quote_literal(schema));
}

/// "expectedResult:0 SELECT count(*) FROM people"
void take_sql_check(std::string_view text, Guard& guard) {
  constexpr std::string_view mark = "expectedResult:";
  if (text.starts_with(mark)) text = trim(text.substr(mark.size()));
  const bool quoted = text.starts_with('"') || text.starts_with('\'');
  const std::size_t end = std::min(quoted ? text.find(text.front(), 1) + 1 : text.find_first_of(" \t"), text.size());
  guard.expected = unquote(text.substr(0, end));
  guard.query = trim(text.substr(end));
  if (guard.query.ends_with(';')) guard.query.pop_back();
}

/// A line "--preconditions onFail:… onError:…", which counts for the lines "--precondition-… …" below it.
void take_precondition(const std::string& path, int number, const std::string& line, Guard& usual, Changeset& set) {
  const std::string words = comment_words(line);
  if (words.starts_with("preconditions")) {
    usual.otherwise = otherwise_of(value_in(line, "onFail"));
    usual.on_error = otherwise_of(value_in(line, "onError"));
    return;
  }
  if (!words.starts_with("precondition-")) return;
  Guard guard = usual;
  guard.line = number;
  guard.expected = "t";
  const std::string_view rest = std::string_view(line).substr(lower(line).find("precondition-") + 13);
  const std::string_view sort = rest.substr(0, rest.find_first_of(" \t"));
  if (sort == "sql-check")
    take_sql_check(trim(rest.substr(sort.size())), guard);
  else if (sort == "table-exists")
    guard.query = relation_is_there("'r', 'p'", value_in(line, "table"), value_in(line, "schema"));
  else if (sort == "view-exists")
    guard.query = relation_is_there("'v'", value_in(line, "view"), value_in(line, "schema"));
  if (guard.query.empty())
    throw native::file_error(path, number, "this precondition is not known here: " + std::string(trim(line)),
                             "--precondition-sql-check expectedResult:0 SELECT …, --precondition-table-exists table:… "
                             "and --precondition-view-exists view:… are");
  set.guards.push_back(std::move(guard));
}

} // namespace

bool is_directive(std::string_view line) {
  constexpr std::array<std::string_view, 13> words = {
      "changeset",   "rollback", "comment",    "property",    "precondition", "preconditions",  "validchecksum",
      "ignorelines", "include",  "includeall", "tagdatabase", "liquibase",    "rollbacksqlfile"};
  const std::string text = comment_words(line);
  const std::string word = text.substr(0, text.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
  return std::any_of(words.begin(), words.end(), [&](std::string_view known) { return word == known; });
}

std::string Changeset::says(std::string_view name) const { return value_in(attributes, name); }

std::string Changeset::script() const {
  const std::string mark = says("endDelimiter");
  std::vector<std::string> lines = split(sql, '\n');
  for (std::string& line : lines)
    if (const std::string_view text = trim(line); !mark.empty() && text.ends_with(mark))
      line = std::string(text.substr(0, text.size() - mark.size())) + ";";
  return join(lines, "\n");
}

std::string Changeset::sum() const {
  std::string bare = raw;
  std::erase_if(bare, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  return "9:" + hex(digest("MD5", "9:" + hex(digest("MD5", bare)) + ":"));
}

std::vector<Changeset> changesets_of(const std::string& path, const std::string& content, const Choices& choices) {
  std::vector<Changeset> sets;
  bool rollback_block = false;
  Guard usual;
  std::string above; // lines keep their numbers
  for (const std::string& line : split(fill_in(content, choices).text, '\n')) {
    above += "\n";
    if (!sets.empty()) sets.back().sql += "\n";
    const std::string words = comment_words(line);
    const std::string bare = lower(trim(line));
    if (words.starts_with("changeset")) {
      sets.push_back(begin_changeset(path, line));
      sets.back().sql = above.substr(1);
      usual = {};
    } else if (bare.starts_with("/*") && trim(bare.substr(2)).starts_with("liquibase rollback")) {
      rollback_block = true;
    } else if (rollback_block) {
      rollback_block = bare.find("*/") == std::string::npos;
    } else if (!sets.empty() && words.starts_with("precondition")) {
      take_precondition(path, static_cast<int>(above.size()), line, usual, sets.back());
    } else if (!sets.empty() && !is_directive(line)) {
      sets.back().sql += line.starts_with(shield) ? "--" + line.substr(shield.size()) : line;
      sets.back().raw += line + "\n";
    }
  }
  return sets;
}

void take_properties(const std::string& content, Choices& choices) {
  for (const std::string& line : split(content, '\n'))
    if (comment_words(line).starts_with("property") && is_for_postgres(value_in(line, "dbms")) &&
        is_chosen(value_in(line, "context"), value_in(line, "labels"), choices))
      if (const std::string name = value_in(line, "name"); !name.empty())
        choices.placeholders.emplace(lower(name), value_in(line, "value"));
}

} // namespace lockstep::dialects
