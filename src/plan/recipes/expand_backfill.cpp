// The filling of old rows, as one DO block that commits: any runner can carry it, and psql -f.
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "plan/recipes/expand.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

constexpr const char* batch_rows = "5000";
constexpr const char* batch_pages = "64";

bool all_required(const State& state, const Id& table, const std::vector<std::string>& columns) {
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
    const Object* object = state.find({"column", {table.path[0], table.path[1], name}});
    return object != nullptr && body<Column>(*object).not_null;
  });
}

/// Columns by which every row can be reached in order: the primary key, or a unique key without nulls.
std::vector<std::string> key_of(const State& state, const Id& table) {
  for (const std::string_view kind : {"primary_key", "unique"})
    for (const Object* key : state.children(table, kind)) {
      const auto& columns = body<KeyConstraint>(*key).columns;
      if (body<KeyConstraint>(*key).deferrable.empty() && all_required(state, table, columns)) return columns;
    }
  for (const Object* object : state.children(table, "index")) {
    const auto& index = body<Index>(*object);
    const bool plain = index.unique && index.where.empty() && index.method.empty() && !index.invalid;
    std::vector<std::string> columns;
    for (const std::string& column : index.columns)
      if (const auto parts = parse_name(column); parts.size() == 1) columns.push_back(parts.front());
    if (plain && columns.size() == index.columns.size() && all_required(state, table, columns)) return columns;
  }
  return {};
}

/// A prefix for variables that no column begins with.
std::string free_name(const State& state, const Id& table, std::string name) {
  const auto columns = state.children(table, "column");
  while (std::any_of(columns.begin(), columns.end(),
                     [&](const Object* column) { return column->id.name().starts_with(name); }))
    name += '_';
  return name;
}

std::string update_sql(const Id& table, const std::vector<Fill>& fills, const std::string& range) {
  std::vector<std::string> sets;
  std::vector<std::string> conditions;
  for (const Fill& fill : fills) {
    sets.push_back(quote_ident(fill.column) + " = " + fill.value);
    if (!fill.condition.empty()) conditions.push_back(fill.condition);
  }
  const std::string needs = conditions.size() == 1 ? conditions.front() : "(" + join(conditions, " OR ") + ")";
  return "UPDATE " + table_sql(table) + "\n   SET " + join(sets, ",\n       ") + "\n WHERE " + range + "\n   AND " +
         needs + ";";
}

/// A row of columns, or the column when there is one.
std::string row_of(const std::vector<std::string>& names) {
  return names.size() == 1 ? names.front() : "(" + join(names, ", ") + ")";
}

std::string by_key(const State& state, const Id& table, const std::vector<std::string>& key,
                   const std::vector<Fill>& fills) {
  std::vector<std::string> columns;
  std::vector<std::string> backwards;
  std::vector<std::string> low;
  std::vector<std::string> high;
  std::string declare;
  const std::string first = free_name(state, table, "first");
  const std::string last = free_name(state, table, "last");
  for (std::size_t i = 0; i < key.size(); ++i) {
    const std::string number = key.size() == 1 ? "_key" : "_key" + std::to_string(i + 1);
    columns.push_back(quote_ident(key[i]));
    backwards.push_back(columns.back() + " DESC");
    low.push_back(first + number);
    high.push_back(last + number);
    for (const std::string& name : {low.back(), high.back()})
      declare += "  " + name + " " + table_sql(table) + "." + columns.back() + "%TYPE;\n";
  }
  const std::string name = table_sql(table);
  const std::string list = join(columns, ", ");
  const std::string from_first = row_of(columns) + " >= " + row_of(low);
  const std::string into_low = "SELECT " + list + " INTO " + join(low, ", ") + "\n";
  return "DO $backfill$\nDECLARE\n" + declare + "BEGIN\n" +
         indented(into_low + "  FROM " + name + " ORDER BY " + list + " LIMIT 1;", 2) + "\n  WHILE " + low.front() +
         " IS NOT NULL LOOP\n    SELECT " + list + " INTO " + join(high, ", ") + "\n      FROM (SELECT " + list +
         " FROM " + name + "\n             WHERE " + from_first + " ORDER BY " + list + " LIMIT " + batch_rows +
         ") AS batch\n     ORDER BY " + join(backwards, ", ") + " LIMIT 1;\n" +
         indented(update_sql(table, fills, from_first + " AND " + row_of(columns) + " <= " + row_of(high)), 4) +
         "\n    COMMIT;\n" +
         indented(into_low + "  FROM " + name + " WHERE " + row_of(columns) + " > " + row_of(high) + "\n ORDER BY " +
                      list + " LIMIT 1;",
                  4) +
         "\n  END LOOP;\nEND\n$backfill$";
}

/// Pages that come later hold rows that were written or moved by somebody, and these are right already.
std::string by_pages(const State& state, const Id& table, const std::vector<Fill>& fills) {
  const std::string page = free_name(state, table, "page");
  const std::string first = free_name(state, table, "first");
  const std::string behind = free_name(state, table, "behind");
  return "DO $backfill$\nDECLARE\n  " + page + "_count CONSTANT bigint := pg_relation_size(" +
         quote_literal(table_sql(table)) + "::regclass) / current_setting('block_size')::bigint;\n  " + page +
         "_number bigint := 0;\n  " + first + "_row tid;\n  " + behind + "_row tid;\nBEGIN\n  WHILE " + page +
         "_number < " + page + "_count LOOP\n    " + first + "_row := format('(%s,0)', " + page +
         "_number)::tid;\n    " + page + "_number := " + page + "_number + " + batch_pages + ";\n    " + behind +
         "_row := format('(%s,0)', " + page + "_number)::tid;\n" +
         indented(update_sql(table, fills, "ctid >= " + first + "_row AND ctid < " + behind + "_row"), 4) +
         "\n    COMMIT;\n  END LOOP;\nEND\n$backfill$";
}

} // namespace

Step backfill_step(const Id& subject, const State& from, const std::vector<Fill>& fills) {
  const Id table = table_of(subject);
  const std::vector<std::string> key = key_of(from, table);
  Step step =
      make_step(backfill, subject, key.empty() ? by_pages(from, table, fills) : by_key(from, table, key, fills));
  step.phase = Phase::backfill;
  std::vector<std::string> names;
  for (const Fill& fill : fills) names.push_back(fill.column);
  step.note =
      "Fills " + join(names, ", ") + " of the old rows in batches of " +
      (key.empty() ? std::string(batch_pages) + " pages" : std::string(batch_rows) + " rows") +
      ", each in a transaction of its own.\nRows that are right already are passed over: stop it when you like, and "
      "run it again.";
  return step;
}

} // namespace lockstep::expand
