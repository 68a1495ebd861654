// [[sql]]: statements for what no kind models. The table lockstep.sql of the database remembers them.
#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "kinds/raw_sql_forms.hpp"

namespace lockstep::kinds {
namespace {

struct RawSql {
  std::string create, drop;
  std::vector<std::string> covers;
  std::optional<std::int64_t> position;
};

constexpr Field fields[] = {
    field<&RawSql::create>("create", "one or more statements, with qualified names", {.required = true}),
    field<&RawSql::drop>("drop", "the statements that take it back", {.required = true}),
    field<&RawSql::covers>("covers", "objects that it makes and that are not to be declared or pulled: `function "
                                     "public.point2_in(cstring)`"),
    field<&RawSql::position>("position", "place among its like", {.on_change = OnChange::ignore, .hidden = true}),
};

constexpr const char* table_sql =
    "CREATE TABLE IF NOT EXISTS lockstep.sql (\n    position integer GENERATED ALWAYS AS IDENTITY,\n"
    "    name text PRIMARY KEY,\n    \"create\" text NOT NULL,\n    \"drop\" text NOT NULL,\n    covers text[] NOT "
    "NULL\n)";

void push_statements(Steps& steps, const Form& form, const Id& id, const std::string& script) {
  for (const Statement& statement : split_statements(script)) {
    steps.push_back(bare_step(form, id, statement.text));
    steps.back().note = statement.comment;
  }
}

std::string covers_sql(const RawSql& raw) {
  std::vector<std::string> literals;
  for (const std::string& one : raw.covers) literals.push_back(quote_literal(one));
  return literals.empty() ? "'{}'" : "ARRAY[" + join(literals, ", ") + "]";
}

std::string forget_sql(const Id& id) { return "DELETE FROM lockstep.sql WHERE name = " + quote_literal(id.name()); }

void in_one_transaction(Steps& steps, std::size_t first) {
  for (std::size_t i = first; i < steps.size(); ++i) steps[i].unit = 1;
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& raw = body<RawSql>(object);
  const Id& id = object.id;
  const std::size_t first = steps.size();
  steps.push_back(bare_step(raw_sql::record, id, "CREATE SCHEMA IF NOT EXISTS lockstep"));
  steps.push_back(bare_step(raw_sql::record, id, table_sql));
  push_statements(steps, raw_sql::create, id, raw.create);
  steps.push_back(bare_step(raw_sql::record, id,
                            "INSERT INTO lockstep.sql (name, \"create\", \"drop\", covers)\n    VALUES (" +
                                quote_literal(id.name()) + ", " + quote_literal(raw.create) + ", " +
                                quote_literal(raw.drop) + ", " + covers_sql(raw) + ")",
                            forget_sql(id)));
  in_one_transaction(steps, first);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<RawSql>(from);
  const auto& after = body<RawSql>(to);
  const std::size_t first = steps.size();
  if (changed.has("create")) {
    push_statements(steps, raw_sql::drop, to.id, before.drop);
    push_statements(steps, raw_sql::create, to.id, after.create);
  }
  const auto sql = [&](const RawSql& raw) {
    return "UPDATE lockstep.sql\n   SET \"create\" = " + quote_literal(raw.create) +
           ",\n       \"drop\" = " + quote_literal(raw.drop) + ",\n       covers = " + covers_sql(raw) +
           "\n WHERE name = " + quote_literal(to.id.name());
  };
  steps.push_back(bare_step(raw_sql::record, to.id, sql(after), sql(before)));
  in_one_transaction(steps, first);
}

void drop(const Object& object, const State&, Steps& steps) {
  const std::size_t first = steps.size();
  push_statements(steps, raw_sql::drop, object.id, body<RawSql>(object).drop);
  steps.push_back(bare_step(raw_sql::record, object.id, forget_sql(object.id)));
  in_one_transaction(steps, first);
}

std::string loose_text(const Object& object) { return body<RawSql>(object).create; }

constexpr std::string_view catalog_sql = R"(
{if:SELECT name AS p1, 'pg_class'::regclass::oid AS classid, 0::oid AS objid, -position AS objsubid,
       "create", "drop", covers, position
  FROM lockstep.sql|SELECT WHERE false})";

} // namespace

extern const Kind raw_sql{.name = "sql",
                          .title = "sql",
                          .section = "sql",
                          .scope = Scope::database,
                          .weight = 43,
                          .fields = fields,
                          .manual = "sql-commands.html",
                          .summary = "Statements for what the language can not say yet: run when they come, taken back "
                                     "by `drop` when they go, both when their text changes.",
                          .catalog_sql = catalog_sql,
                          .make = make_body<RawSql>,
                          .create = create,
                          .alter = alter,
                          .drop = drop,
                          .loose_text = loose_text,
                          .listed = true,
                          .catalog_needs =
                              "EXISTS (SELECT FROM pg_class WHERE relname = 'sql' AND relnamespace = (SELECT oid "
                              "FROM pg_namespace WHERE nspname = 'lockstep') AND "
                              "has_schema_privilege(relnamespace, 'USAGE') AND has_table_privilege(oid, "
                              "'SELECT'))"};

} // namespace lockstep::kinds
