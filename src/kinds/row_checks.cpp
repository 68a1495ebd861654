// See the header.
#include "kinds/row_checks.hpp"

#include "base/references.hpp"
#include "kinds/narrowing.hpp"
#include "kinds/partition.hpp"
#include "kinds/render.hpp"

namespace lockstep::row_checks {

namespace {

constexpr std::string_view limit = " LIMIT 5";

/// A partition has the key of its table, under the same names.
std::vector<std::string> key_columns(const State& state, const Id& table) {
  const Id whole = partition::parent_of(state, table);
  if (!whole.path.empty() && state.children(table, "primary_key").empty()) return key_columns(state, whole);
  std::vector<std::string> names;
  for (const Object* key : state.children(table, "primary_key"))
    for (const Id& need : state.needs(key->id))
      if (need.kind == "column" && table_of(need) == table) names.push_back(quote_ident(need.name()));
  return names;
}

/// Columns that name a row to a human, each behind `prefix`.
std::string row_name(const State& state, const Id& table, const std::string& prefix) {
  std::vector<std::string> names = key_columns(state, table);
  for (std::string& name : names) name = prefix + name;
  return names.empty() ? prefix + "ctid" : join(names, ", ");
}

/// Its rows without those of tables that inherit: no key holds for those.
std::string own_rows(const State& state, const Id& table) {
  const bool hands_down = !partition::is_partitioned(state, table) && !partition::children_of(state, table).empty();
  return (hands_down ? "ONLY " : "") + table_sql(table);
}

/// A query stands in a comment of one line.
std::string in_one_line(const std::string& sql) { return sql.find('\n') == std::string::npos ? sql : std::string(); }

} // namespace

std::string matching(const State& state, const Id& table, const std::string& condition) {
  return in_one_line("SELECT count(*) OVER () AS rows, " + row_name(state, table, "") + " FROM " + table_sql(table) +
                     " WHERE " + condition + std::string(limit));
}

std::string duplicates(const State& state, const Id& table, const std::vector<std::string>& columns,
                       bool nulls_not_distinct, const std::string& where) {
  std::vector<std::string> conditions;
  if (!where.empty()) conditions.push_back(in_parens(where));
  if (!nulls_not_distinct)
    for (const std::string& column : columns) conditions.push_back(column + " IS NOT NULL");
  const std::string list = join(columns, ", ");
  return in_one_line("SELECT count(*) OVER () AS values, " + list + ", count(*) AS times FROM " +
                     own_rows(state, table) + (conditions.empty() ? "" : " WHERE " + join(conditions, " AND ")) +
                     " GROUP BY " + list + " HAVING count(*) > 1" + std::string(limit));
}

std::string orphans(const State& state, const Id& table, const std::vector<std::string>& columns,
                    const std::string& references, bool match_full) {
  const References target = parse_references(references);
  if (target.columns.size() != columns.size()) return {};
  const std::vector<std::string> name = parse_name(target.table);
  const Id referenced{"table", {name.begin(), name.end()}};
  std::vector<std::string> same;
  std::vector<std::string> given;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string column = "t." + quote_ident(columns[i]);
    same.push_back("r." + quote_ident(target.columns[i]) + " = " + column);
    given.push_back(column + " IS NOT NULL");
    names.push_back(column);
  }
  // MATCH FULL also refuses a key of which only a part is NULL.
  const std::string condition = match_full ? "(" + join(given, " OR ") + ")" : join(given, " AND ");
  return in_one_line("SELECT count(*) OVER () AS rows, " + row_name(state, table, "t.") + ", " + join(names, ", ") +
                     " FROM " + own_rows(state, table) + " t WHERE " + condition + " AND NOT EXISTS (SELECT FROM " +
                     own_rows(state, referenced) + " r WHERE " + join(same, " AND ") + ")" + std::string(limit));
}

std::string conflicts(const State& state, const Id& table, const std::vector<std::string>& elements,
                      const std::string& where) {
  std::vector<std::string> same;
  bool joins = false;
  for (const std::string& element : elements) {
    const std::size_t with = element.rfind(" WITH ");
    const std::vector<std::string> column = parse_name(element.substr(0, with));
    if (with == std::string::npos || column.size() != 1) return {};
    const std::string operation = element.substr(with + 6);
    const std::string name = quote_ident(column.front());
    joins = joins || operation == "=";
    same.push_back("a." + name + " " + operation + " b." + name);
  }
  if (!joins) return {};
  std::vector<std::string> others;
  for (const std::string& key : key_columns(state, table))
    others.push_back("b." + key + " AS " + quote_ident("other_" + parse_name(key).front()));
  const std::string rows = "(SELECT ctid AS place, * FROM " + own_rows(state, table) +
                           (where.empty() ? "" : " WHERE " + in_parens(where)) + ")";
  return in_one_line(
      "SELECT count(*) OVER () AS pairs, " +
      (others.empty() ? "a.place, b.place AS other_place" : row_name(state, table, "a.") + ", " + join(others, ", ")) +
      " FROM " + rows + " a JOIN " + rows + " b ON " + join(same, " AND ") + " AND a.place < b.place" +
      std::string(limit));
}

std::string breaking(const State& state, const Id& domain, const std::string& rule) {
  std::vector<std::string> parts;
  std::string only;
  for (const auto& [id, object] : state.objects()) {
    if (id.kind != "column" ||
        to_text(find_field(*object.kind, "type")->get(object.body.get())) != qualified(domain.path))
      continue;
    const std::string condition = "NOT " + in_parens(rule_over(rule, quote_ident(id.name())));
    only = matching(state, table_of(id), condition);
    std::vector<std::string> keys = key_columns(state, table_of(id));
    if (keys.empty()) keys.push_back("ctid");
    parts.push_back("SELECT " + quote_literal(name_text(id.path)) + " AS \"column\", concat_ws(', ', " +
                    join(keys, ", ") + ") AS row FROM " + table_sql(id) + " WHERE " + condition);
  }
  if (parts.size() < 2) return only;
  return in_one_line("SELECT count(*) OVER () AS rows, * FROM (" + join(parts, " UNION ALL ") + ") AS breaking" +
                     std::string(limit));
}

std::string unknown_partitions(const State& state, const Id& table) {
  const auto oid = [](const Id& id) { return quote_literal(table_sql(id)) + "::regclass"; };
  std::vector<std::string> known;
  for (const Object* child : partition::children_of(state, table)) known.push_back(oid(child->id));
  return in_one_line("SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE "
                     "inhparent = " +
                     oid(table) + (known.empty() ? "" : " AND inhrelid NOT IN (" + join(known, ", ") + ")") +
                     std::string(limit));
}

} // namespace lockstep::row_checks
