// Operators. https://www.postgresql.org/docs/current/sql-createoperator.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/code_forms.hpp"
#include "kinds/function_sql.hpp"
#include "kinds/list.hpp"
#include "kinds/privileges.hpp"

namespace lockstep::kinds {
namespace {

struct Operator : Access {
  std::string function, commutator, negator, restrict_function, join_function;
  bool hashes = false;
  bool merges = false;
  std::string comment;
};

constexpr Field fields[] = {
    field<&Operator::function>("function", "the function that it calls",
                               {.on_change = OnChange::recreate, .points = Points::relation, .required = true}),
    field<&Operator::commutator>("commutator", "the operator with left and right exchanged"),
    field<&Operator::negator>("negator", "the operator that gives the opposite truth value"),
    field<&Operator::restrict_function>("restrict", "estimates how many rows it selects", {.points = Points::relation}),
    field<&Operator::join_function>("join", "estimates how many rows a join over it has", {.points = Points::relation}),
    field<&Operator::hashes>("hashes", "HASHES: supports hash joins", {.on_change = OnChange::recreate}),
    field<&Operator::merges>("merges", "MERGES: supports merge joins", {.on_change = OnChange::recreate}),
    field<&Operator::comment>("comment", "COMMENT ON OPERATOR"),
    owner_field<Operator>(),
};

struct Parts {
  std::string name; ///< with its schema
  std::string left; ///< empty for a prefix operator
  std::string right;
};

Parts parts_of(const Id& id) {
  const function::Signature signature = function::signature_of(id);
  const std::string types = signature.arguments.substr(1, signature.arguments.size() - 2);
  // No type holds a comma outside quotes: the modifiers are not part of it.
  bool quoted = false;
  std::size_t comma = 0;
  while (comma < types.size() && (quoted || types[comma] != ',')) {
    quoted = quoted != (types[comma] == '"');
    ++comma;
  }
  Parts parts{quote_ident(id.path.front()) + "." + signature.name, types.substr(0, comma), {}};
  if (comma < types.size())
    parts.right = trim(std::string_view(types).substr(comma + 1));
  else
    std::swap(parts.left, parts.right);
  return parts;
}

std::string target(const Id& id) {
  const Parts parts = parts_of(id);
  return "OPERATOR " + parts.name + " (" + (parts.left.empty() ? "NONE" : parts.left) + ", " + parts.right + ")";
}

std::string operator_sql(const std::string& name) { return name.empty() ? name : "OPERATOR(" + name + ")"; }

std::string create_sql(const Id& id, const Operator& op) {
  const Parts parts = parts_of(id);
  DefinitionList list;
  list.add("FUNCTION", op.function);
  list.add("LEFTARG", parts.left);
  list.add("RIGHTARG", parts.right);
  list.add("COMMUTATOR", operator_sql(op.commutator));
  list.add("NEGATOR", operator_sql(op.negator));
  list.add("RESTRICT", op.restrict_function);
  list.add("JOIN", op.join_function);
  std::string sql = list.sql();
  sql.resize(sql.size() - 2);
  if (op.hashes) sql += ",\n    HASHES";
  if (op.merges) sql += ",\n    MERGES";
  return "CREATE OPERATOR " + parts.name + " " + sql + "\n)";
}

/// Stands for the operators of this name, which others link to: a word between steps, no object of a state.
Id link_to(const std::string& name) { return {"operator link", {name}}; }

// The server would leave a link that points to a dropped operator: what replaces that one comes after its drop.
void create(const Object& object, const State&, Steps& steps) {
  const auto& op = body<Operator>(object);
  const std::size_t first = steps.size();
  push_bare_create(steps, operator_::create, object.id, create_sql(object.id, op), target(object.id), op.comment);
  for (const std::string& other : {op.commutator, op.negator})
    if (!other.empty() && other != parts_of(object.id).name) steps[first].makes.push_back(link_to(other));
}

std::string estimators_sql(const Id& id, const Operator& op, const Changed& changed) {
  std::vector<std::string> parts;
  const auto add = [&](const char* word, const std::string& value) {
    parts.push_back(std::string(word) + " = " + (value.empty() ? "NONE" : value));
  };
  if (changed.has("restrict")) add("RESTRICT", op.restrict_function);
  if (changed.has("join")) add("JOIN", op.join_function);
  return "ALTER " + target(id) + " SET (" + join(parts, ", ") + ")";
}

// A commutator or negator that was taken away went with the other operator.
void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Operator>(from);
  const auto& after = body<Operator>(to);
  if (changed.has("restrict") || changed.has("join"))
    steps.push_back(bare_step(operator_::alter, to.id, estimators_sql(to.id, after, changed),
                              estimators_sql(to.id, before, changed)));
  if (changed.has("comment")) push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

// Of two operators the link goes with the one that is dropped; one that is its own commutator has nobody to drop.
bool must_link(const Id& id, const std::string& before, const std::string& after) {
  const std::string own = parts_of(id).name;
  return before != after && (!after.empty() || before == own);
}

bool must_recreate(const Object& from, const Object& to, const Changed&) {
  const auto& before = body<Operator>(from);
  const auto& after = body<Operator>(to);
  return must_link(to.id, before.commutator, after.commutator) || must_link(to.id, before.negator, after.negator);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(operator_::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<Operator>(object))));
  steps.back().breaks.push_back(link_to(parts_of(object.id).name));
}

void recreate(const Object& from, const Object& to, const State& state, Steps& steps) {
  const std::size_t first = steps.size();
  drop(from, state, steps);
  steps.back().breaks.push_back(from.id);
  create(to, state, steps);
  const Parts parts = parts_of(from.id);
  const std::string name = function::signature_of(from.id).name;
  keep_access(to, {{from.id.path.front(), name}, {parts.left.empty() ? "-" : parts.left, parts.right}}, steps, first);
}

// An operator that stands only in another's COMMUTATOR or NEGATOR has no function yet.
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1,
       o.oprname || '(' || CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) || ', ' ELSE '' END
       || format_type(o.oprright, NULL) || ')' AS p2,
       'pg_operator'::regclass::oid AS classid, o.oid AS objid, 0 AS objsubid,
       o.oprcode::text AS function, NULLIF(o.oprrest, 0)::regproc::text AS "restrict",
       NULLIF(o.oprjoin, 0)::regproc::text AS join, o.oprcanhash AS hashes, o.oprcanmerge AS merges,
       CASE WHEN c.oprcode <> 0 THEN quote_ident(cn.nspname) || '.' || c.oprname END AS commutator,
       CASE WHEN g.oprcode <> 0 THEN quote_ident(gn.nspname) || '.' || g.oprname END AS negator,
       obj_description(o.oid, 'pg_operator') AS comment
  FROM pg_operator o
  JOIN pg_namespace n ON n.oid = o.oprnamespace
  LEFT JOIN (pg_operator c JOIN pg_namespace cn ON cn.oid = c.oprnamespace) ON c.oid = o.oprcom
  LEFT JOIN (pg_operator g JOIN pg_namespace gn ON gn.oid = g.oprnamespace) ON g.oid = o.oprnegate
 WHERE o.oid >= 16384 AND o.oprcode <> 0)";

} // namespace

extern const Kind operator_{.name = "operator",
                            .title = "operator",
                            .section = "operators",
                            .weight = 47,
                            .fields = fields,
                            .hints = moved_from_hint,
                            .manual = "sql-createoperator.html",
                            .summary =
                                "An operator; its types are part of its name: `===(bigint, bigint)`, `!!(text)`.",
                            .catalog_sql = catalog_sql,
                            .catalog_rows = "pg_operator WHERE oid >= 16384",
                            .make = make_body<Operator>,
                            .create = create,
                            .alter = alter,
                            .drop = drop,
                            .recreate = recreate,
                            .must_recreate = must_recreate,
                            .has_signature = true,
                            .target = target};

} // namespace lockstep::kinds
