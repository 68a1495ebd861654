// Foreign tables. https://www.postgresql.org/docs/current/sql-createforeigntable.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/foreign_forms.hpp"
#include "kinds/list.hpp"

#include <algorithm>

namespace lockstep::kinds {
namespace {

struct ForeignTable : Access {
  std::string server;
  Settings options;
  std::string comment;
};

constexpr Field fields[] = {
    field<&ForeignTable::server>("server", "the server that holds the rows", {.required = true}),
    field<&ForeignTable::options>("options", "OPTIONS: `{ table_name = \"orders\" }`", {.in_order = true}),
    field<&ForeignTable::comment>("comment", "COMMENT ON FOREIGN TABLE"),
    owner_field<ForeignTable>(),
    grants_field<ForeignTable>(),
};

std::string target(const Id& id) { return "FOREIGN TABLE " + own_sql(id); }

std::string create_sql(const Object& object, const State& state, std::vector<const Object*>& inlined) {
  std::vector<std::string> columns;
  inlined = state.children(object.id, foreign_column.name);
  std::sort(inlined.begin(), inlined.end(), [](const Object* a, const Object* b) {
    const Field* position = find_field(foreign_column, "position");
    return position->get(a->body.get()) < position->get(b->body.get());
  });
  for (const Object* column : inlined) columns.push_back("    " + foreign_column.inline_sql(*column, state));
  const auto& table = body<ForeignTable>(object);
  return "CREATE " + target(object.id) + " (\n" + join(columns, ",\n") + (columns.empty() ? ")" : "\n)") +
         "\n    SERVER " + quote_ident(table.server) + options_clause(table.options);
}

void create(const Object& object, const State& state, Steps& steps) {
  std::vector<const Object*> inlined;
  steps.push_back(
      make_step(foreign_table::create, object.id, create_sql(object, state, inlined), "DROP " + target(object.id)));
  for (const Object* column : inlined) steps.back().makes.push_back(column->id);
  push_comment(steps, object.id, target(object.id), body<ForeignTable>(object).comment);
  for (const Object* column : inlined) foreign_column.after_inline(*column, state, steps);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<ForeignTable>(from);
  const auto& after = body<ForeignTable>(to);
  const auto sql = [&](const ForeignTable& one, const ForeignTable& other) {
    return "ALTER " + target(to.id) + " " + options_change(one.options, other.options);
  };
  if (changed.has("server")) {
    steps.push_back(make_step(foreign_table::alter, to.id, "-- another server"));
    steps.back().refusal = to_text(to.id) +
                           " changes its server, which PostgreSQL can not do. Declare a second foreign "
                           "table and move what uses the first one.";
  }
  if (changed.has("options"))
    steps.push_back(make_step(foreign_table::alter, to.id, sql(before, after), sql(after, before)));
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State& state, Steps& steps) {
  std::vector<const Object*> inlined;
  steps.push_back(
      make_step(foreign_table::drop, object.id, "DROP " + target(object.id), create_sql(object, state, inlined)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(foreign_table::rename, to,
                            "ALTER " + target(from.id) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.id.name())));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid,
       s.srvname AS server, f.ftoptions AS options, obj_description(c.oid, 'pg_class') AS comment
  FROM pg_foreign_table f
  JOIN pg_class c ON c.oid = f.ftrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_foreign_server s ON s.oid = f.ftserver
 WHERE c.oid >= 16384 AND NOT c.relispartition)";

} // namespace

extern const Kind foreign_table{.name = "foreign_table",
                                .title = "foreign table",
                                .section = "foreign_tables",
                                .weight = 96,
                                .fields = fields,
                                .hints = moved_from_hints,
                                .manual = "sql-createforeigntable.html",
                                .summary = "A table whose rows another server holds.",
                                .catalog_sql = catalog_sql,
                                .catalog_rows = "pg_foreign_table",
                                .make = make_body<ForeignTable>,
                                .create = create,
                                .alter = alter,
                                .drop = drop,
                                .rename = rename,
                                .is_relation = true,
                                .target = target,
                                .grants_on = "TABLE"};

} // namespace lockstep::kinds
