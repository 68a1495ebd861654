// See the header.
#include "kinds/row_checks.hpp"

#include "kinds/render.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace lockstep::row_checks {

namespace {

constexpr std::string_view limit = " LIMIT 5";

/// Columns that name a row to a human, each behind `prefix`.
std::string row_name(const State& state, const Id& table, const std::string& prefix) {
  std::vector<std::string> names;
  for (const Object* key : state.children(table, "primary_key"))
    for (const Id& need : state.needs(key->id))
      if (need.kind == "column" && table_of(need) == table) names.push_back(prefix + quote_ident(need.name()));
  return names.empty() ? prefix + "ctid" : join(names, ", ");
}

/// A query stands in a comment of one line.
std::string in_one_line(const std::string& sql) { return sql.find('\n') == std::string::npos ? sql : std::string(); }

/// The number in "character varying(20)", 0 when there is none.
int length_of(const std::string& type) {
  const auto open = type.find('(');
  int length = 0;
  if (open != std::string::npos) std::from_chars(type.data() + open + 1, type.data() + type.size(), length);
  return length;
}

struct Range {
  std::string_view type;
  std::string_view low, high;
};
constexpr std::array<Range, 3> integers{{{"smallint", "-32768", "32767"},
                                         {"integer", "-2147483648", "2147483647"},
                                         {"bigint", "-9223372036854775808", "9223372036854775807"}}};

std::size_t rank_of(const std::string& type) {
  const auto found = std::find_if(integers.begin(), integers.end(), [&](const Range& r) { return r.type == type; });
  return static_cast<std::size_t>(found - integers.begin());
}

bool is_text(const std::string& type) { return type == "text" || type.starts_with("character"); }

} // namespace

std::string matching(const State& state, const Id& table, const std::string& condition) {
  return in_one_line("SELECT count(*) OVER () AS rows, " + row_name(state, table, "") + " FROM " + table_sql(table) +
                     " WHERE " + condition + std::string(limit));
}

std::string duplicates(const Id& table, const std::vector<std::string>& columns, bool nulls_not_distinct,
                       const std::string& where) {
  std::vector<std::string> conditions;
  if (!where.empty()) conditions.push_back(in_parens(where));
  if (!nulls_not_distinct)
    for (const std::string& column : columns) conditions.push_back(column + " IS NOT NULL");
  const std::string list = join(columns, ", ");
  return in_one_line("SELECT count(*) OVER () AS values, " + list + ", count(*) AS times FROM " + table_sql(table) +
                     (conditions.empty() ? "" : " WHERE " + join(conditions, " AND ")) + " GROUP BY " + list +
                     " HAVING count(*) > 1" + std::string(limit));
}

std::string orphans(const State& state, const Id& table, const std::vector<std::string>& columns,
                    const std::string& references, bool match_full) {
  const auto open = references.rfind('(');
  const std::vector<std::string> keys = split(references.substr(open + 1, references.size() - open - 2), ',');
  if (keys.size() != columns.size()) return {};
  std::vector<std::string> same;
  std::vector<std::string> given;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string column = "t." + quote_ident(columns[i]);
    same.push_back("r." + std::string(trim(keys[i])) + " = " + column);
    given.push_back(column + " IS NOT NULL");
    names.push_back(column);
  }
  // MATCH FULL also refuses a key of which only a part is NULL.
  const std::string condition = match_full ? "(" + join(given, " OR ") + ")" : join(given, " AND ");
  return in_one_line("SELECT count(*) OVER () AS rows, " + row_name(state, table, "t.") + ", " + join(names, ", ") +
                     " FROM " + table_sql(table) + " t WHERE " + condition + " AND NOT EXISTS (SELECT FROM " +
                     references.substr(0, open) + " r WHERE " + join(same, " AND ") + ")" + std::string(limit));
}

std::string narrowed(const State& state, const Id& column, const std::string& from_type, const std::string& to_type) {
  const std::string name = quote_ident(column.name());
  const std::size_t from = rank_of(from_type);
  const std::size_t to = rank_of(to_type);
  if (to < integers.size() && (from > to || from_type.starts_with("numeric")))
    return matching(state, table_of(column),
                    name + " NOT BETWEEN " + std::string(integers[to].low) + " AND " + std::string(integers[to].high));
  const int length = length_of(to_type);
  const int before = length_of(from_type);
  if (is_text(from_type) && is_text(to_type) && length > 0 && (before == 0 || before > length))
    return matching(state, table_of(column), "length(" + name + ") > " + std::to_string(length));
  return {};
}

} // namespace lockstep::row_checks
