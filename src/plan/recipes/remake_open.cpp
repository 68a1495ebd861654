// The first half of a partitioning: the trigger that repeats each write on the new table, the old rows, and the proof.
#include "kinds/column.hpp"
#include "kinds/partition.hpp"
#include "kinds/row_checks.hpp"
#include "plan/recipes/remake.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

using Names = std::vector<std::string>;

/// "o.id = n.id AND o.day = n.day"
std::string same(const Names& columns, const std::string& one, const std::string& other) {
  Names parts;
  for (const std::string& column : columns)
    parts.push_back(one + "." + quote_ident(column) + " = " + other + "." + quote_ident(column));
  return join(parts, " AND ");
}

std::string row_of(const Names& columns, const std::string& of) {
  Names parts;
  for (const std::string& column : columns) parts.push_back(of + "." + quote_ident(column));
  return join(parts, ", ");
}

std::string mirror_body(const Remade& remade, const State& both) {
  const Names key = primary_key_of(both, remade.beside);
  const Names columns = written_columns(both, remade.beside);
  const std::string old = table_sql(remade.table);
  const std::string fresh = table_sql(remade.beside);
  const std::string insert = "INSERT INTO " + fresh + " (" + ident_list(columns) + ")\n";
  const std::string erase = "DELETE FROM " + fresh + " AS n\n WHERE " + same(key, "n", "OLD") +
                            "\n   AND NOT EXISTS (SELECT FROM " + old + " AS o WHERE " + same(key, "o", "OLD") + ");";
  Names sets;
  for (const std::string& column : columns) sets.push_back(quote_ident(column) + " = EXCLUDED." + quote_ident(column));
  return "IF TG_OP = 'TRUNCATE' THEN\n  TRUNCATE " + fresh +
         ";\n  RETURN NULL;\nEND IF;\nIF TG_OP <> 'INSERT' AND ROW(" + row_of(key, "OLD") + ") IS DISTINCT FROM ROW(" +
         row_of(key, "NEW") + ") THEN\n" + indented(erase, 2) +
         "\n  IF NOT FOUND THEN\n"
         "    -- It was not copied yet; or since the snapshot of this transaction, which then can not be "
         "serialized.\n" +
         indented(insert + "VALUES (" + row_of(columns, "OLD") + ")\nON CONFLICT DO NOTHING;\n" + erase, 4) +
         "\n  END IF;\nEND IF;\nIF TG_OP <> 'DELETE' THEN\n"
         "  -- As the row is now: another trigger may have written it again.\n" +
         indented(insert + "SELECT " + row_of(columns, "o") + " FROM " + old + " AS o WHERE " + same(key, "o", "NEW") +
                      "\nON CONFLICT (" + ident_list(key) + ") DO UPDATE SET\n  " + join(sets, ",\n  ") + ";",
                  2) +
         "\nEND IF;\nRETURN NULL;";
}

void push_mirror(const Remade& remade, const State& both, Steps& steps) {
  const Mirror mirror = mirror_of(remade);
  const std::string function = quote_ident(mirror.function.path.front()) + "." + mirror.function.name();
  const std::string table = table_sql(remade.table);
  const auto push = [&](const Form& form, const std::string& sql, const std::string& back) {
    steps.push_back(make_step(form, remade.table, sql, back));
    steps.back().unit = 1;
  };
  push(create_function,
       "CREATE FUNCTION " + function + " RETURNS trigger\nLANGUAGE plpgsql SECURITY DEFINER SET search_path = " +
           quote_ident(remade.table.path.front()) + ", pg_temp AS $$\nBEGIN\n" +
           indented(mirror_body(remade, both), 2) + "\nEND\n$$",
       "DROP FUNCTION " + function);
  steps.back().note = "Repeats each write on " + table_sql(remade.beside) + " until the contract.";
  push(close_function, "REVOKE ALL ON FUNCTION " + function + " FROM PUBLIC",
       "GRANT EXECUTE ON FUNCTION " + function + " TO PUBLIC");
  const auto trigger = [&](const Id& id, const std::string& when) {
    const std::string name = quote_ident(id.name());
    push(create_trigger, "CREATE TRIGGER " + name + " AFTER " + when + "\n  EXECUTE FUNCTION " + function,
         "DROP TRIGGER " + name + " ON " + table);
  };
  trigger(mirror.rows, "INSERT OR UPDATE OR DELETE ON " + table + " FOR EACH ROW");
  trigger(mirror.truncate, "TRUNCATE ON " + table + " FOR EACH STATEMENT");
}

/// Conditions of the partitions that a row can be in; empty: some partition takes every row, or no text can tell.
Names places_of(const State& state, const Id& table) {
  const auto& whole = body<Table>(*state.find(table));
  Names places;
  if (upper(whole.partition_by).starts_with("HASH")) return places;
  for (const Object* child : partition::children_of(state, table)) {
    const auto& part = body<Table>(*child);
    if (upper(part.values) == "DEFAULT" && part.partition_by.empty()) return {};
    const Names inner = part.partition_by.empty() ? Names{} : places_of(state, child->id);
    if (part.bounds.empty()) return {};
    if (inner.empty())
      places.push_back(in_parens(part.bounds));
    else
      places.insert(places.end(), inner.begin(), inner.end());
  }
  return places;
}

/// Rows that no partition takes.
std::string homeless_rows(const Remade& remade, const State& from, const State& both) {
  const Names places = places_of(both, remade.beside);
  return places.empty() ? std::string()
                        : row_checks::matching(from, remade.table, "NOT (" + join(places, " OR ") + ")");
}

/// FROM and WHERE of the rows that are not the same in both tables.
std::string strays(const Remade& remade, const State& both, const std::string& line) {
  const Names key = primary_key_of(both, remade.beside);
  const Names columns = written_columns(both, remade.beside);
  const std::string first = quote_ident(key.front());
  return "FROM " + table_sql(remade.table) + " AS o" + line + "FULL JOIN " + table_sql(remade.beside) + " AS n ON " +
         same(key, "o", "n") + line + "WHERE o." + first + " IS NULL OR n." + first + " IS NULL" + line +
         "OR record_image_ne(ROW(" + row_of(columns, "o") + "), ROW(" + row_of(columns, "n") + "))";
}

} // namespace

Mirror mirror_of(const Remade& remade) {
  const std::string name = helper_name(remade.beside.name(), "sync");
  const std::string& schema = remade.table.path[0];
  const std::string& table = remade.table.path[1];
  return {{"function", {schema, quote_ident(name) + "()"}},
          {"trigger", {schema, table, helper_name("zzz", name)}},
          {"trigger", {schema, table, helper_name("zzz_" + name, "truncate")}}};
}

std::string remade_check(const Remade& remade, const State& both) {
  Names named;
  for (const std::string& column : primary_key_of(both, remade.beside))
    named.push_back("coalesce(o." + quote_ident(column) + ", n." + quote_ident(column) + ") AS " + quote_ident(column));
  return "SELECT count(*) OVER () AS rows, " + join(named, ", ") + " " + strays(remade, both, " ") + " LIMIT 5";
}

Steps open_remade(const Remade& remade, const State& from, const State& both) {
  Steps steps;
  push_mirror(remade, both, steps);
  steps.front().check = homeless_rows(remade, from, both);
  steps.front().needs.push_back(remade.beside);
  for (const auto& [id, object] : both.objects())
    if (is_of_table(id, remade.beside) || (id.kind == "table" && partition::parent_of(object) == remade.beside))
      steps.front().needs.push_back(id);
  const std::string columns = ident_list(written_columns(both, remade.beside));
  steps.push_back(copy_step(remade.table, from, {table_sql(remade.beside), columns, columns, {}, {}}));
  steps.push_back(reconcile_step(remade.table, "\n  " + strays(remade, both, "\n  "),
                                 table_sql(remade.table) + " and " + table_sql(remade.beside), " are not the same"));
  steps.push_back(make_step(column::analyze, remade.table, "ANALYZE " + table_sql(remade.beside)));
  steps.back().phase = Phase::validate;
  return steps;
}

std::string meanwhile(const Remade& remade) {
  return table_sql(remade.table) + ": every version reads and writes it; a trigger repeats each write on " +
         table_sql(remade.beside) + ", which takes its name in the contract.";
}

} // namespace lockstep::expand
