// Aggregates. https://www.postgresql.org/docs/current/sql-createaggregate.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/code_forms.hpp"
#include "kinds/function_sql.hpp"
#include "kinds/list.hpp"

namespace lockstep::kinds {
namespace {

struct Aggregate : Access {
  std::vector<std::string> arguments, order_by;
  bool hypothetical = false;
  std::string sfunc, stype;
  std::optional<std::int64_t> sspace;
  std::string finalfunc;
  bool finalfunc_extra = false;
  std::string finalfunc_modify, combinefunc, serialfunc, deserialfunc, initcond;
  std::string msfunc, minvfunc, mstype;
  std::optional<std::int64_t> msspace;
  std::string mfinalfunc;
  bool mfinalfunc_extra = false;
  std::string mfinalfunc_modify, minitcond, sortop, parallel, comment, returns;
};

constexpr std::string_view modify_choices[] = {"read_only", "shareable", "read_write"};
constexpr std::string_view parallel_choices[] = {"safe", "restricted"};
constexpr FieldOptions relation{.points = Points::relation};
constexpr FieldOptions modifies{.choices = modify_choices};
constexpr FieldOptions shape{.on_change = OnChange::recreate};

constexpr Field fields[] = {
    field<&Aggregate::arguments>("arguments",
                                 "arguments as in CREATE AGGREGATE: mode, name, type; the direct ones of an "
                                 "ordered-set aggregate; not needed where the types in the name say all",
                                 shape),
    field<&Aggregate::order_by>("order_by", "the aggregated arguments of an ordered-set aggregate", shape),
    field<&Aggregate::hypothetical>("hypothetical", "HYPOTHETICAL: a hypothetical-set aggregate", shape),
    field<&Aggregate::sfunc>("sfunc", "state transition function", {.points = Points::relation, .required = true}),
    field<&Aggregate::stype>("stype", "type of the state", {.points = Points::type, .required = true}),
    field<&Aggregate::sspace>("sspace", "average size of the state in bytes"),
    field<&Aggregate::finalfunc>("finalfunc", "final function; the state is the result when not given", relation),
    field<&Aggregate::finalfunc_extra>("finalfunc_extra", "FINALFUNC_EXTRA: NULLs for the arguments are passed too"),
    field<&Aggregate::finalfunc_modify>("finalfunc_modify", "whether the final function changes the state", modifies),
    field<&Aggregate::combinefunc>("combinefunc", "combines two states, for partial aggregation", relation),
    field<&Aggregate::serialfunc>("serialfunc", "makes bytea of a state of type internal", relation),
    field<&Aggregate::deserialfunc>("deserialfunc", "makes a state of type internal of bytea", relation),
    field<&Aggregate::initcond>("initcond", "initial state as text; NULL when not given"),
    field<&Aggregate::msfunc>("msfunc", "forward transition function of the moving-aggregate mode", relation),
    field<&Aggregate::minvfunc>("minvfunc", "inverse transition function of the moving-aggregate mode", relation),
    field<&Aggregate::mstype>("mstype", "type of the state in moving-aggregate mode", {.points = Points::type}),
    field<&Aggregate::msspace>("msspace", "average size of that state in bytes"),
    field<&Aggregate::mfinalfunc>("mfinalfunc", "final function of the moving-aggregate mode", relation),
    field<&Aggregate::mfinalfunc_extra>("mfinalfunc_extra", "MFINALFUNC_EXTRA"),
    field<&Aggregate::mfinalfunc_modify>("mfinalfunc_modify", "whether that final function changes the state",
                                         modifies),
    field<&Aggregate::minitcond>("minitcond", "initial state of the moving-aggregate mode"),
    field<&Aggregate::sortop>("sortop", "operator of an aggregate like min or max: `<`, `public.<<<`"),
    field<&Aggregate::parallel>("parallel", "PARALLEL; unsafe when not given", {.choices = parallel_choices}),
    field<&Aggregate::comment>("comment", "COMMENT ON AGGREGATE"),
    field<&Aggregate::returns>("returns", "type of the result", {.on_change = OnChange::recreate, .hidden = true}),
    owner_field<Aggregate>(),
    grants_field<Aggregate>(),
};

std::string name_sql(const Id& id) { return quote_ident(id.path.front()) + "." + function::signature_of(id).name; }

/// The arguments in parentheses; a declared aggregate has them only in its name or its fields.
std::string arguments_sql(const Id& id, const Aggregate& aggregate) {
  const std::string in_name = function::signature_of(id).arguments;
  if (aggregate.arguments.empty() && aggregate.order_by.empty()) return in_name == "()" ? "(*)" : in_name;
  std::string sql = "(" + join(aggregate.arguments, ", ");
  if (!aggregate.order_by.empty())
    sql += (aggregate.arguments.empty() ? "ORDER BY " : " ORDER BY ") + join(aggregate.order_by, ", ");
  return sql + ")";
}

std::string target(const Object& object) {
  return "AGGREGATE " + name_sql(object.id) + arguments_sql(object.id, body<Aggregate>(object));
}

std::string number(const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : std::string(); }
std::string literal(const std::string& value) { return value.empty() ? std::string() : quote_literal(value); }
std::string operator_sql(const std::string& name) { return name.empty() ? name : "OPERATOR(" + name + ")"; }

std::string create_sql(const Object& object, bool or_replace) {
  const auto& a = body<Aggregate>(object);
  DefinitionList list;
  const auto flag = [&](const char* word, bool value) {
    if (value) list.add(word, "true");
  };
  list.add("SFUNC", a.sfunc);
  list.add("STYPE", a.stype);
  list.add("SSPACE", number(a.sspace));
  list.add("FINALFUNC", a.finalfunc);
  flag("FINALFUNC_EXTRA", a.finalfunc_extra);
  list.add("FINALFUNC_MODIFY", upper(a.finalfunc_modify));
  list.add("COMBINEFUNC", a.combinefunc);
  list.add("SERIALFUNC", a.serialfunc);
  list.add("DESERIALFUNC", a.deserialfunc);
  list.add("INITCOND", literal(a.initcond));
  list.add("MSFUNC", a.msfunc);
  list.add("MINVFUNC", a.minvfunc);
  list.add("MSTYPE", a.mstype);
  list.add("MSSPACE", number(a.msspace));
  list.add("MFINALFUNC", a.mfinalfunc);
  flag("MFINALFUNC_EXTRA", a.mfinalfunc_extra);
  list.add("MFINALFUNC_MODIFY", upper(a.mfinalfunc_modify));
  list.add("MINITCOND", literal(a.minitcond));
  list.add("SORTOP", operator_sql(a.sortop));
  list.add("PARALLEL", upper(a.parallel));
  flag("HYPOTHETICAL", a.hypothetical);
  std::string sql = std::string("CREATE ") + (or_replace ? "OR REPLACE " : "") + target(object) + " " + list.sql();
  return replace_all(replace_all(sql, "FINALFUNC_EXTRA = true", "FINALFUNC_EXTRA"), "HYPOTHETICAL = true",
                     "HYPOTHETICAL");
}

void create(const Object& object, const State&, Steps& steps) {
  push_bare_create(steps, aggregate::create, object.id, create_sql(object, false), target(object),
                   body<Aggregate>(object).comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
  if (!only_comment)
    steps.push_back(bare_step(aggregate::replace, to.id, create_sql(to, true), create_sql(from, true)));
  if (changed.has("comment"))
    push_bare_comment(steps, to.id, target(to), body<Aggregate>(to).comment, body<Aggregate>(from).comment, true);
}

void recreate(const Object& from, const Object& to, const State&, Steps& steps) {
  steps.push_back(function::remember_privileges(from.id));
  steps.back().breaks = {from.id};
  steps.push_back(bare_step(aggregate::rebuild, from.id, "DROP " + target(from)));
  steps.back().breaks = {from.id};
  steps.push_back(bare_step(aggregate::rebuild, to.id, create_sql(to, false)));
  push_bare_comment(steps, to.id, target(to), body<Aggregate>(to).comment);
  steps.push_back(function::restore_privileges(to.id));
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(aggregate::drop, object.id, "DROP " + target(object), create_sql(object, false)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  const std::string arguments = arguments_sql(from.id, body<Aggregate>(from));
  const auto sql = [&](const Id& old_id, const Id& new_id) {
    return "ALTER AGGREGATE " + name_sql(old_id) + arguments + " RENAME TO " + function::signature_of(new_id).name;
  };
  steps.push_back(bare_step(aggregate::rename, to, sql(from.id, to), sql(to, from.id)));
}

std::string_view rebinds(const Object&, const Kind& replaced) {
  return &replaced == &kinds::function ? "sfunc" : std::string_view();
}

// The last direct argument of a variadic hypothetical-set aggregate stands for the aggregated ones as well.
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, quote_ident(p.proname) || '(' || COALESCE(u.types, '') || ')' AS p2,
       'pg_proc'::regclass::oid AS classid, p.oid AS objid, 0 AS objsubid,
       CASE WHEN a.aggkind <> 'n' THEN u.arguments[:a.aggnumdirectargs] WHEN NOT u.plain THEN u.arguments END AS arguments,
       CASE WHEN a.aggkind = 'n' THEN NULL
            WHEN p.provariadic <> 0 AND a.aggnumdirectargs = p.pronargs THEN u.arguments[p.pronargs:]
            ELSE u.arguments[a.aggnumdirectargs + 1:] END AS order_by,
       a.aggkind = 'h' AS hypothetical, a.aggtransfn::text AS sfunc, format_type(a.aggtranstype, NULL) AS stype,
       NULLIF(a.aggtransspace, 0) AS sspace, NULLIF(a.aggfinalfn, 0)::regproc::text AS finalfunc,
       a.aggfinalextra AS finalfunc_extra,
       CASE WHEN a.aggfinalfn <> 0 AND a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END
            THEN CASE a.aggfinalmodify WHEN 'r' THEN 'read_only' WHEN 's' THEN 'shareable' ELSE 'read_write' END END AS finalfunc_modify,
       NULLIF(a.aggcombinefn, 0)::regproc::text AS combinefunc, NULLIF(a.aggserialfn, 0)::regproc::text AS serialfunc,
       NULLIF(a.aggdeserialfn, 0)::regproc::text AS deserialfunc, a.agginitval AS initcond,
       NULLIF(a.aggmtransfn, 0)::regproc::text AS msfunc, NULLIF(a.aggminvtransfn, 0)::regproc::text AS minvfunc,
       CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS mstype,
       NULLIF(a.aggmtransspace, 0) AS msspace, NULLIF(a.aggmfinalfn, 0)::regproc::text AS mfinalfunc,
       a.aggmfinalextra AS mfinalfunc_extra,
       CASE WHEN a.aggmfinalfn <> 0 AND a.aggmfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END
            THEN CASE a.aggmfinalmodify WHEN 'r' THEN 'read_only' WHEN 's' THEN 'shareable' ELSE 'read_write' END END AS mfinalfunc_modify,
       a.aggminitval AS minitcond, NULLIF(a.aggsortop, 0)::regoper::text AS sortop,
       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END AS parallel,
       obj_description(p.oid, 'pg_proc') AS comment, format_type(p.prorettype, NULL) AS returns
  FROM pg_aggregate a
  JOIN pg_proc p ON p.oid = a.aggfnoid
  JOIN pg_namespace n ON n.oid = p.pronamespace
 CROSS JOIN LATERAL (
    SELECT string_agg(format_type(x.type, NULL), ', ' ORDER BY x.n) AS types,
           COALESCE(bool_and(COALESCE(x.mode, 'i') = 'i' AND COALESCE(x.name, '') = ''), true) AS plain,
           COALESCE(array_agg(CASE x.mode WHEN 'v' THEN 'VARIADIC ' ELSE '' END
                              || COALESCE(quote_ident(NULLIF(x.name, '')) || ' ', '') || format_type(x.type, NULL)
                              ORDER BY x.n), '{}') AS arguments
      FROM unnest(p.proargtypes::oid[], p.proargmodes, p.proargnames) WITH ORDINALITY x(type, mode, name, n)
     WHERE x.type IS NOT NULL) u
 WHERE p.oid >= 16384)";

} // namespace

extern const Kind aggregate{.name = "aggregate",
                            .title = "aggregate",
                            .section = "aggregates",
                            .weight = 47,
                            .fields = fields,
                            .hints = moved_from_hints,
                            .manual = "sql-createaggregate.html",
                            .summary =
                                "An aggregate; the types of all its arguments are part of its name: `median(numeric)`.",
                            .catalog_sql = catalog_sql,
                            .catalog_rows = "pg_aggregate WHERE aggfnoid::oid >= 16384",
                            .make = make_body<Aggregate>,
                            .create = create,
                            .alter = alter,
                            .drop = drop,
                            .recreate = recreate,
                            .rename = rename,
                            .rebuilt_around = true,
                            .rebinds = rebinds,
                            .has_signature = true,
                            .target = function::target,
                            .grants_on = "FUNCTION"};

} // namespace lockstep::kinds
