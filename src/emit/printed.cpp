// `alembic upgrade head --sql` and `liquibase update-sql` name each migration in a comment; a dump names none.
#include "emit/printed.hpp"

#include <lockstep/error.hpp>

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/dialects/python.hpp"
#include "emit/statement.hpp"

#include <algorithm>
#include <map>

namespace lockstep {

namespace {

/// What stands behind each line that begins with `mark`, by the name that `name_of` finds in that line.
std::map<std::string, std::string> cut_at(const std::string& text, std::string_view mark,
                                          std::string (*name_of)(std::string_view line)) {
  std::map<std::string, std::string> parts;
  std::string* part = nullptr;
  for (const std::string& line : split(text, '\n')) {
    if (line.starts_with(mark))
      part = &parts[name_of(std::string_view(line).substr(mark.size()))];
    else if (part != nullptr)
      *part += line + "\n";
  }
  return parts;
}

/// "ae10 -> 27c6" names the revision behind the arrow.
std::string revision_in(std::string_view line) {
  const std::size_t arrow = line.find("->");
  const std::string_view name = trim(arrow == std::string_view::npos ? line : line.substr(arrow + 2));
  return std::string(name.substr(0, name.find_first_of(" ,")));
}

/// "db/changelog/one.xml::1::ada" names the file.
std::string changelog_in(std::string_view line) { return std::string(trim(line.substr(0, line.find("::")))); }

bool is_own(const StatementFacts& facts, const std::vector<std::string>& own) {
  const std::vector<std::string> names = facts.names();
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const std::vector<std::string> parts = parse_name(name);
    return !parts.empty() && std::any_of(own.begin(), own.end(), [&](const std::string& table) {
      return parts.back() == table || parts.back() == table + "_pkey";
    });
  });
}

/// Without the commands of psql, the runner's own tables, and its transactions: those are the chain's to make.
std::string cleaned(const std::string& text, const std::vector<std::string>& own) {
  std::string plain;
  for (const std::string& line : split(text, '\n')) plain += (line.starts_with('\\') ? "" : line) + "\n";
  std::string result;
  for (const Statement& statement : split_statements(plain)) {
    const StatementFacts facts(statement.text);
    if (facts.begins_transaction() || facts.commits() || is_own(facts, own)) continue;
    result += statement.text + ";\n";
  }
  return result.empty() ? "-- nothing in the database\n" : result;
}

bool is_sql(const Dialect& dialect, const std::string& path, const std::string& content) {
  if (path.ends_with(".lockstep") || !dialect.owns(path)) return true;
  if (path.ends_with(".py") || path.ends_with(".rb")) return embedded_sql(path, content).has_value();
  const bool changelog = path.ends_with(".xml") || path.ends_with(".yaml") || path.ends_with(".yml");
  return !changelog || content.find("changeSet") == std::string::npos;
}

std::map<std::string, std::string> parts_of(const Dialect& dialect, const Folder& folder,
                                            const std::vector<std::string>& paths, const std::string& text) {
  std::map<std::string, std::string> parts;
  if (dialect.name == "alembic") {
    auto revisions = cut_at(text, "-- Running upgrade ", &revision_in);
    for (const std::string& path : paths)
      for (const std::string& revision : python::strings_of(folder.at(path), "revision"))
        if (revisions.contains(revision)) parts[path] = revisions.at(revision);
  } else if (dialect.name == "liquibase") {
    for (const auto& [name, part] : cut_at(text, "-- Changeset ", &changelog_in))
      for (const std::string& path : paths)
        if (name == path || name.ends_with("/" + path)) parts[path] += part;
  } else {
    for (const std::string& path : paths) parts[path] = "-- in " + paths.back() + ".lockstep\n";
    if (!paths.empty()) parts[paths.back()] = text;
  }
  return parts;
}

} // namespace

std::vector<std::string> not_sql(const Dialect& dialect, const Folder& folder) {
  std::vector<std::string> paths;
  for (const auto& [path, content] : folder)
    if (!folder.contains(path + ".lockstep") && !is_sql(dialect, path, content)) paths.push_back(path);
  return paths;
}

namespace {

/// A dump is of the end of a chain: it holds what the migrations before did that are SQL, too.
std::vector<std::string> to_print(const Dialect& dialect, const Folder& folder) {
  std::vector<std::string> paths = not_sql(dialect, folder);
  if (dialect.name != "rails" || paths.empty()) return paths;
  paths.clear();
  for (const auto& [path, content] : folder)
    if (path.ends_with(".rb") && path.find_first_of("0123456789") == 0) paths.push_back(path);
  return paths;
}

} // namespace

std::vector<std::string> add_printed(const Dialect& dialect, Folder& folder, const std::string& text,
                                     const std::vector<std::string>& own) {
  const std::vector<std::string> paths = to_print(dialect, folder);
  const auto parts = parts_of(dialect, folder, paths, text);
  std::vector<std::string> added;
  for (const std::string& path : paths) {
    const auto part = parts.find(path);
    if (part == parts.end()) {
      Error error =
          usage_error("the printed SQL does not know this migration", "print it anew, from the first to the last");
      error.where = path;
      throw error;
    }
    added.push_back(path + ".lockstep");
    folder[added.back()] = cleaned(part->second, own);
  }
  return added;
}

} // namespace lockstep
