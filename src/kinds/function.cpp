// Functions and procedures. https://www.postgresql.org/docs/current/sql-createfunction.html
#include "kinds/function.hpp"

#include "kinds/function_sql.hpp"
#include "kinds/list.hpp"

#include <algorithm>

namespace lockstep::kinds {
namespace {

constexpr std::string_view volatility_choices[] = {"immutable", "stable"};
constexpr std::string_view parallel_choices[] = {"safe", "restricted"};

constexpr Field fields[] = {
    field<&Function::arguments>("arguments",
                                "arguments as in CREATE FUNCTION: mode, name, type, DEFAULT; not needed where the "
                                "types in the name say all"),
    field<&Function::returns>("returns",
                              "type of the result: `bigint`, `SETOF orders`, `TABLE(id bigint, total bigint)`",
                              {.on_change = OnChange::recreate, .points = Points::type}),
    field<&Function::language>("language", "sql, plpgsql …", {.required = true}),
    field<&Function::volatility>("volatility", "volatile when not given", {.choices = volatility_choices}),
    field<&Function::strict>("strict", "STRICT: NULL for a NULL argument, without a call"),
    field<&Function::security_definer>("security_definer", "SECURITY DEFINER: runs with the rights of its owner"),
    field<&Function::leakproof>("leakproof", "LEAKPROOF"),
    field<&Function::parallel>("parallel", "PARALLEL; unsafe when not given", {.choices = parallel_choices}),
    field<&Function::cost>("cost", "COST: of one call, in units of cpu_operator_cost", {.literal = true}),
    field<&Function::rows>("rows", "ROWS: how many a set is expected to have", {.literal = true}),
    field<&Function::support>("support", "SUPPORT: planner support function", {.points = Points::relation}),
    field<&Function::window>("window", "WINDOW: a window function written in C", {.on_change = OnChange::recreate}),
    field<&Function::set>("set", "SET: settings that hold while it runs, such as search_path", {.in_order = true}),
    field<&Function::transforms>("transforms", "TRANSFORM FOR TYPE: types that are handed over transformed"),
    field<&Function::library>("library", "file of a function written in C; `body` is its link symbol"),
    field<&Function::body>("body", "the body as a string", {.points = Points::expression, .from_file = true}),
    field<&Function::sql_body>("sql_body", "the body in standard SQL: RETURN … or BEGIN ATOMIC … END",
                               {.points = Points::expression}),
    field<&Function::comment>("comment", "COMMENT ON FUNCTION"),
    field<&Function::names>("names", "names of the arguments", {.on_change = OnChange::ignore, .hidden = true}),
    field<&Function::modes>("modes", "modes of the arguments", {.on_change = OnChange::ignore, .hidden = true}),
    field<&Function::defaults>("defaults", "how many arguments have defaults",
                               {.on_change = OnChange::ignore, .hidden = true}),
    owner_field<Function>(),
    grants_field<Function>(),
};
constexpr Field procedure_fields[] = {
    fields[0],  fields[2],  fields[5],
    fields[12], fields[13], fields[14],
    fields[15], fields[16], field<&Function::comment>("comment", "COMMENT ON PROCEDURE"),
    fields[18], fields[19], fields[20],
    fields[21], fields[22],
};

using function::target;

void push_function_comment(Steps& steps, const Id& id, const std::string& comment, const std::string& before = {},
                           bool reset = false) {
  push_comment(steps, id, target(id), comment, before, reset);
  if (!comment.empty() || reset) steps.back().table = {};
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& body_of = body<Function>(object);
  const bool in_c = body_of.language == "c" || body_of.language == "internal";
  steps.push_back(function::step(in_c ? function::create_in_c : function::create, object.id,
                                 function::create_sql(object.id, body_of, false), "DROP " + target(object.id)));
  push_function_comment(steps, object.id, body_of.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Function>(from);
  const auto& after = body<Function>(to);
  const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
  const std::string actions = function::attribute_actions(before, after, changed);
  if (!actions.empty())
    steps.push_back(function::step(function::set_attributes, to.id, "ALTER " + target(to.id) + actions,
                                   "ALTER " + target(to.id) + function::attribute_actions(after, before, changed)));
  else if (!only_comment)
    steps.push_back(function::step(function::replace, to.id, function::create_sql(to.id, after, true),
                                   function::create_sql(to.id, before, true)));
  if (changed.has("comment")) push_function_comment(steps, to.id, after.comment, before.comment, true);
}

/// CREATE OR REPLACE takes no other names for named arguments, no other modes, and takes no default away.
bool keeps_arguments(const Function& before, const Function& after) {
  if (before.modes != after.modes || before.defaults.value_or(0) > after.defaults.value_or(0)) return false;
  for (std::size_t i = 0; i < before.names.size(); ++i)
    if (!before.names[i].empty() && (i >= after.names.size() || after.names[i] != before.names[i])) return false;
  return true;
}

bool must_recreate(const Object& from, const Object& to, const Changed& changed) {
  return changed.has("arguments") && !keeps_arguments(body<Function>(from), body<Function>(to));
}

// What stands on the function moves to the new one while the old one, renamed, is still there.
void replace_beside(const Object& from, const Object& to, Steps& steps) {
  const Id& id = to.id;
  const function::Signature signature = function::signature_of(id);
  const std::vector<std::string> name = parse_name(signature.name);
  const std::string old = derived_name(name.empty() ? signature.name : name.front(), "old");
  Id old_id = id;
  old_id.path = old_id.path.with_back(quote_ident(old) + signature.arguments);
  steps.push_back(function::remember_privileges(id));
  steps.push_back(function::step(function::make_way, id, "ALTER " + target(id) + " RENAME TO " + quote_ident(old)));
  steps.push_back(function::step(function::reshape, id, function::create_sql(id, body<Function>(to), false)));
  push_function_comment(steps, id, body<Function>(to).comment);
  steps.push_back(function::restore_privileges(id));
  steps.push_back(function::step(function::drop_replaced, id, "DROP " + target(old_id)));
  steps.back().breaks = {from.id};
}

// It stands in the way of something else: gone and back inside one transaction.
void rebuild(const Object& from, const Object& to, Steps& steps) {
  steps.push_back(function::remember_privileges(from.id));
  steps.back().breaks = {from.id};
  steps.push_back(function::step(function::replace, from.id, "DROP " + target(from.id)));
  steps.back().breaks = {from.id};
  steps.push_back(function::step(function::replace, to.id, function::create_sql(to.id, body<Function>(to), false)));
  push_function_comment(steps, to.id, body<Function>(to).comment);
  steps.push_back(function::restore_privileges(to.id));
}

void recreate(const Object& from, const Object& to, const State&, Steps& steps) {
  const auto& before = body<Function>(from);
  const auto& after = body<Function>(to);
  const bool differs =
      before.returns != after.returns || before.window != after.window || !keeps_arguments(before, after);
  differs ? replace_beside(from, to, steps) : rebuild(from, to, steps);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(function::step(function::drop, object.id, "DROP " + target(object.id),
                                 function::create_sql(object.id, body<Function>(object), false)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  const auto new_name = [](const Id& id) { return " RENAME TO " + function::signature_of(id).name; };
  steps.push_back(function::step(function::rename, to, "ALTER " + target(from.id) + new_name(to),
                                 "ALTER " + target(to) + new_name(from.id)));
}

std::string loose_text(const Object& object) {
  const auto& body_of = body<Function>(object);
  return body_of.library.empty() ? body_of.body : std::string();
}

std::string_view rebinds(const Object& object, const Kind& replaced) {
  if (&replaced != &kinds::function) return {};
  return body<Function>(object).sql_body.empty() ? "arguments" : "sql_body";
}

// The functions of a range type come and go with it.
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, quote_ident(p.proname) || '(' || COALESCE(a.types, '') || ')' AS p2,
       'pg_proc'::regclass::oid AS classid, p.oid AS objid, 0 AS objsubid,
       CASE WHEN NOT a.plain THEN a.arguments END AS arguments, pg_get_function_result(p.oid) AS returns,
       l.lanname AS language, CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END AS volatility,
       p.proisstrict AS strict, p.prosecdef AS security_definer, p.proleakproof AS leakproof,
       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END AS parallel,
       NULLIF(p.procost, CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END)::text AS cost,
       CASE WHEN p.proretset THEN NULLIF(p.prorows, 1000)::text END AS rows,
       CASE WHEN p.prosupport <> 0 THEN p.prosupport::text END AS support, p.prokind = 'w' AS window,
       p.proconfig AS set, ARRAY(SELECT format_type(t, NULL) FROM unnest(p.protrftypes) t) AS transforms,
       p.probin AS library, CASE WHEN p.prosqlbody IS NULL THEN p.prosrc END AS body,
       pg_get_function_sqlbody(p.oid) AS sql_body, d.description AS comment,
       p.proargnames AS names, array_to_string(p.proargmodes, '') AS modes, p.pronargdefaults AS defaults
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_language l ON l.oid = p.prolang
  LEFT JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
 CROSS JOIN LATERAL (
    SELECT string_agg(format_type(u.type, NULL), ', ' ORDER BY u.n) FILTER (WHERE u.mode IN ('i', 'b', 'v')) AS types,
           COALESCE(bool_and(u.mode = 'i' AND u.name IS NULL AND u.preset IS NULL), true) AS plain,
           array_agg(CASE u.mode WHEN 'o' THEN 'OUT ' WHEN 'b' THEN 'INOUT ' WHEN 'v' THEN 'VARIADIC ' ELSE '' END
                     || COALESCE(quote_ident(u.name) || ' ', '') || format_type(u.type, NULL)
                     || COALESCE(' DEFAULT ' || u.preset, '') ORDER BY u.n) FILTER (WHERE u.mode <> 't') AS arguments
      FROM (SELECT x.type, COALESCE(x.mode, 'i') AS mode, NULLIF(x.name, '') AS name, x.n,
                   pg_get_function_arg_default(p.oid, x.n::integer) AS preset
              FROM unnest(COALESCE(p.proallargtypes, p.proargtypes::oid[]), p.proargmodes, p.proargnames)
                   WITH ORDINALITY x(type, mode, name, n) WHERE x.type IS NOT NULL) u) a
 WHERE p.oid >= 16384
   AND p.oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'i'))";

} // namespace

extern const Kind function{.name = "function",
                           .title = "function",
                           .section = "functions",
                           .weight = 45,
                           .fields = fields,
                           .hints = moved_from_hints,
                           .manual = "sql-createfunction.html",
                           .summary = "A function; the types of its arguments are part of its name: `total(bigint)`.",
                           .catalog_sql = catalog_sql,
                           .catalog_filter = " AND p.prokind IN ('f', 'w')",
                           .catalog_rows = "pg_proc WHERE oid >= 16384",
                           .make = make_body<Function>,
                           .create = create,
                           .alter = alter,
                           .drop = drop,
                           .recreate = recreate,
                           .rename = rename,
                           .must_recreate = must_recreate,
                           .rebuilt_around = true,
                           .loose_text = loose_text,
                           .rebinds = rebinds,
                           .has_signature = true,
                           .target = target,
                           .grants_on = "FUNCTION"};

extern const Kind procedure{.name = "procedure",
                            .title = "procedure",
                            .section = "procedures",
                            .weight = 46,
                            .fields = procedure_fields,
                            .hints = moved_from_hints,
                            .manual = "sql-createprocedure.html",
                            .summary = "A procedure; the types of its arguments are part of its name: `close(date)`.",
                            .catalog_sql = catalog_sql,
                            .catalog_filter = " AND p.prokind = 'p'",
                            .catalog_rows = "pg_proc WHERE prokind = 'p' AND oid >= 16384",
                            .make = make_body<Function>,
                            .create = create,
                            .alter = alter,
                            .drop = drop,
                            .recreate = recreate,
                            .rename = rename,
                            .must_recreate = must_recreate,
                            .rebuilt_around = true,
                            .loose_text = loose_text,
                            .rebinds = rebinds,
                            .has_signature = true,
                            .target = target,
                            .grants_on = "PROCEDURE"};

} // namespace lockstep::kinds
