// The queries of one reading: only of kinds that can have objects there.
#include "catalog/queries.hpp"

#include "base/text.hpp"
#include "catalog/access.hpp"
#include "catalog/addresses.hpp"
#include "catalog/attributes.hpp"
#include "kinds/kinds.hpp"

#include <map>
#include <set>

namespace lockstep {

namespace {

/// The options of the column `a` that somebody set. Since the minor releases of November 2026 the server keeps a number
/// of its own beside them, which is another in every database.
constexpr std::string_view own_attoptions = R"(CASE
         WHEN a.attoptions IS NULL OR starts_with(a.attoptions[1], 'pg_attver=') AND a.attoptions[2] IS NULL THEN NULL
         ELSE (SELECT array_agg(o) FROM unnest(a.attoptions) o WHERE NOT starts_with(o, 'pg_attver=')) END)";

/// A catalog query for one server: its marks {15:with|without} resolved by version, {if:with|without} by `holds`, and
/// {attoptions} by those of the column `a`.
std::string for_version(std::string_view marked, int server_major, bool holds = true) {
  const std::string sql = replace_all(std::string(marked), "{attoptions}", std::string(own_attoptions));
  std::string result;
  std::size_t at = 0;
  while (at < sql.size()) {
    const bool by_condition = sql.compare(at, 4, "{if:") == 0;
    const bool mark = sql[at] == '{' && at + 3 < sql.size() && sql[at + 3] == ':' &&
                      (by_condition || (sql[at + 1] >= '1' && sql[at + 1] <= '9'));
    if (!mark) {
      result += sql[at++];
      continue;
    }
    const bool with = by_condition ? holds : server_major >= (sql[at + 1] - '0') * 10 + (sql[at + 2] - '0');
    const std::size_t bar = sql.find('|', at);
    const std::size_t end = sql.find('}', bar);
    result += with ? sql.substr(at + 4, bar - at - 4) : sql.substr(bar + 1, end - bar - 1);
    at = end + 1;
  }
  return result;
}

/// What pg_class holds of users, for kinds that are one of its sorts.
constexpr std::string_view relkinds =
    "WITH relkinds AS MATERIALIZED (SELECT DISTINCT relkind FROM pg_class WHERE oid >= 16384) ";

/// Whether conditions hold, by their SQL; all are asked at once.
std::map<std::string, bool, std::less<>> answered(Connection& connection, const std::set<std::string>& conditions) {
  const Rows rows =
      connection.exec(std::string(relkinds) + "SELECT " + join({conditions.begin(), conditions.end()}, ", "));
  std::map<std::string, bool, std::less<>> answers;
  std::size_t column = 0;
  for (const std::string& condition : conditions) answers[condition] = rows.get(0, column++) == "t";
  return answers;
}

std::string rows_condition(const Kind& kind) { return "EXISTS (SELECT FROM " + std::string(kind.catalog_rows) + ")"; }

} // namespace

std::vector<Asked> kinds_to_ask(Connection& connection, const ReadOptions& options) {
  std::set<std::string> conditions;
  for (const Kind* kind : all_kinds()) {
    if (!kind->catalog_needs.empty()) conditions.emplace(kind->catalog_needs);
    if (!kind->catalog_rows.empty()) conditions.insert(rows_condition(*kind));
  }
  const std::map<std::string, bool, std::less<>> answers = answered(connection, conditions);
  std::vector<Asked> asked;
  for (const Kind* kind : all_kinds()) {
    if (kind->catalog_sql.empty() || (!kind->catalog_rows.empty() && !answers.at(rows_condition(*kind)))) continue;
    const bool with = kind->catalog_needs.empty() || answers.find(kind->catalog_needs)->second;
    // What belongs to the server is read from a scratch database that keeps it, and else where it is asked for.
    if (kind->of_server && !options.of_server && !with) continue;
    const std::string sql = std::string(kind->catalog_sql) + std::string(kind->catalog_filter);
    asked.push_back({kind, for_version(sql, connection.server_major(), with)});
  }
  return asked;
}

std::vector<std::string> all_queries(const std::vector<Asked>& kinds, const ReadOptions& options, int major) {
  std::vector<std::string> queries{std::string(members_query), for_version(access_query, major),
                                   for_version(attributes_query, major), std::string(opclasses_query),
                                   std::string(index_collations_query)};
  for (const Asked& asked : kinds) queries.push_back(asked.sql);
  queries.emplace_back(parts_query);
  queries.emplace_back(needs_query);
  for (const std::string& sql : unknown_queries(options.of_server)) queries.push_back(for_version(sql, major));
  return queries;
}

} // namespace lockstep
