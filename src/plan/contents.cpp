// Columns are compared by a digest of their values in text form; the order of the rows does not count.
#include "plan/contents.hpp"

#include <lockstep/error.hpp>

#include "base/sql.hpp"
#include "base/text.hpp"
#include "plan/mentions.hpp"

#include <algorithm>

namespace lockstep {

namespace {

long number(std::string_view text) { return std::stol(std::string(text)); }

std::string oid_of(Connection& scratch, const Id& table) {
  const Rows rows = scratch.exec("SELECT to_regclass($1)::oid", {qualified(table.path)});
  return rows.is_null(0, 0) ? std::string() : std::string(rows.get(0, 0));
}

// Generated columns follow from others.
constexpr const char* columns_sql =
    "SELECT attnum, quote_ident(attname), format_type(atttypid, atttypmod) FROM pg_attribute "
    "WHERE attrelid = $1::oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum";

constexpr const char* trigger_functions_sql =
    "SELECT DISTINCT p.oid, p.prosrc || ' ' || pg_catalog.encode(t.tgargs, 'escape') FROM pg_trigger t "
    "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'";
constexpr const char* other_functions_sql =
    "SELECT proname, coalesce(pg_get_function_sqlbody(oid), prosrc) FROM pg_proc WHERE oid >= 16384";

/// What triggers run, with the functions that those call.
std::string texts_of_triggers(Connection& scratch) {
  std::string texts;
  const Rows first = scratch.exec(trigger_functions_sql);
  for (std::size_t row = 0; row < first.size(); ++row) texts += " " + std::string(first.get(row, 1));
  if (texts.empty()) return texts;
  const Rows others = scratch.exec(other_functions_sql);
  std::set<std::size_t> called;
  for (bool grows = true; grows;) {
    grows = false;
    for (std::size_t row = 0; row < others.size(); ++row) {
      if (!names_word(texts, std::string(others.get(row, 0))) || !called.insert(row).second) continue;
      texts += " " + std::string(others.get(row, 1));
      grows = true;
    }
  }
  return texts;
}

} // namespace

Contents::Table Contents::read(Connection& scratch, const std::string& oid) {
  Table table;
  table.oid = oid;
  std::string sql = "SELECT count(*)";
  const Rows columns = scratch.exec(columns_sql, {oid});
  for (std::size_t row = 0; row < columns.size(); ++row) {
    const std::string name(columns.get(row, 1));
    const std::string text = name + R"(::text COLLATE "C")";
    table.columns[std::string(columns.get(row, 0))] = {name, std::string(columns.get(row, 2)), 0, {}};
    sql += ", count(" + name + "), md5(string_agg(" + text + ", E'\\n' ORDER BY " + text + "))";
  }
  // Rows of tables that inherit are theirs; a partitioned table has no others.
  const std::string relation(scratch
                                 .exec("SELECT CASE relkind WHEN 'r' THEN 'ONLY ' ELSE '' END || oid::regclass "
                                       "FROM pg_class WHERE oid = $1::oid",
                                       {oid})
                                 .get(0, 0));
  const Rows found = scratch.exec(sql + " FROM " + relation);
  table.rows = number(found.get(0, 0));
  for (std::size_t row = 0; row < columns.size(); ++row) {
    Column& column = table.columns[std::string(columns.get(row, 0))];
    column.values = number(found.get(0, 1 + 2 * row));
    column.digest = found.get(0, 2 + 2 * row);
  }
  return table;
}

Contents::Contents(Connection& scratch, const std::set<Id>& tables) : writers_(texts_of_triggers(scratch)) {
  for (const Id& table : tables) tables_[table] = read(scratch, oid_of(scratch, table));
}

void Contents::require_same(const Id& id, const Table& before, const Table& after, const std::string& writers) {
  if (after.rows > before.rows && names_word(writers, id.name())) return;
  if (before.rows != after.rows)
    throw proof_error("the plan loses rows of " + to_text(id) + ": " + std::to_string(before.rows) + " before, " +
                      std::to_string(after.rows) + " after");
  for (const auto& [place, column] : before.columns) {
    const std::string& name = column.name;
    const auto now = before.oid == after.oid
                         ? after.columns.find(place)
                         : std::find_if(after.columns.begin(), after.columns.end(),
                                        [&](const auto& other) { return other.second.name == name; });
    if (now == after.columns.end() || now->second.type != column.type) continue;
    if (names_word(writers, parse_name(name).back())) continue;
    const bool had_nulls = column.values < before.rows;
    if (had_nulls ? now->second.values >= column.values : now->second.digest == column.digest) continue;
    throw proof_error("the plan changes what the rows of " + to_text(id) + " hold in column " + name +
                      ", which stays as it is");
  }
}

void Contents::require_kept(Connection& scratch, const std::set<Id>& tables) const {
  const std::string writers = writers_ + texts_of_triggers(scratch);
  for (const Id& id : tables) {
    const auto before = tables_.find(id);
    if (before == tables_.end()) continue;
    const std::string oid = oid_of(scratch, id);
    if (oid.empty()) throw proof_error("the plan loses " + to_text(id));
    require_same(id, before->second, read(scratch, oid), writers);
  }
}

} // namespace lockstep
