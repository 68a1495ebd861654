// What a role's future objects are born with. https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html
#include "kinds/access.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"
#include "kinds/rights.hpp"

#include <algorithm>
#include <iterator>

namespace lockstep::kinds {
namespace {

struct DefaultPrivileges {
  Settings tables, sequences, functions, types, schemas;
};

constexpr Field fields[] = {
    field<&DefaultPrivileges::tables>("tables", "by role: `reader = \"select\"`; tables and views",
                                      {.points = Points::role}),
    field<&DefaultPrivileges::sequences>("sequences", "by role", {.points = Points::role}),
    field<&DefaultPrivileges::functions>("functions", "by role: `public = \"\"` leaves nobody but the owner",
                                         {.points = Points::role}),
    field<&DefaultPrivileges::types>("types", "by role", {.points = Points::role}),
    field<&DefaultPrivileges::schemas>("schemas", "by role; not within a schema", {.points = Points::role}),
};

/// The word behind ON, and what its privileges are those of.
struct Part {
  std::string_view words;
  std::string_view on;
};
constexpr Part parts[] = {{"TABLES", "TABLE"},
                          {"SEQUENCES", "SEQUENCE"},
                          {"FUNCTIONS", "FUNCTION"},
                          {"TYPES", "TYPE"},
                          {"SCHEMAS", "SCHEMA"}};
static_assert(std::size(parts) == std::size(fields));

/// "app_owner in sales": the role, and the schema in which it makes the objects.
struct Whose {
  std::string role;
  std::string schema;
};

Whose whose(const Id& id) {
  constexpr std::string_view between = " in ";
  const std::string& name = id.name();
  const std::size_t at = name.rfind(between);
  if (at == std::string::npos) return {name, {}};
  return {name.substr(0, at), name.substr(at + between.size())};
}

/// What objects in one schema get is added to what all of them get, so that nothing is there before it is said.
Grants grants_of(const RightsOf& rights, const Settings& said, bool in_schema) {
  Grants grants = rights.parse(said);
  const auto names_public = [](const std::string& entry) { return entry.starts_with("public="); };
  if (in_schema && std::none_of(said.list.begin(), said.list.end(), names_public)) grants.erase("public");
  return grants;
}

enum class Doing { grant, revoke, revoke_option };

Step step_for(const Id& id, const Clause& clause, const Part& part, Doing doing) {
  const auto [role, schema] = whose(id);
  const std::string begin = "ALTER DEFAULT PRIVILEGES FOR ROLE " + quote_ident(role) +
                            (schema.empty() ? "" : " IN SCHEMA " + quote_ident(schema)) + "\n    ";
  const std::string on = clause.privileges + " ON " + std::string(part.words);
  const std::string grant = begin + "GRANT " + on + " TO " + clause.roles + (clause.option ? " WITH GRANT OPTION" : "");
  const std::string what = doing == Doing::revoke_option ? "REVOKE GRANT OPTION FOR " : "REVOKE ";
  const std::string revoke = begin + what + on + " FROM " + clause.roles;
  const bool grants = doing == Doing::grant;
  Step step = make_step(access::set_default, id, grants ? grant : revoke, grants ? revoke : grant);
  step.table = {};
  step.needs.push_back({"role", {role}});
  for (const auto& [grantee, rights] : clause.grants) (grants ? step.needs : step.frees).push_back({"role", {grantee}});
  if (!schema.empty()) step.needs.push_back({"schema", {schema}});
  if (!schema.empty()) step.frees.push_back({"schema", {schema}});
  return step;
}

void change(const Id& id, const DefaultPrivileges& before, const DefaultPrivileges& after, const State& state,
            Steps& steps) {
  const auto [role, schema] = whose(id);
  for (std::size_t i = 0; i < std::size(parts); ++i) {
    const auto settings_of = [&](const DefaultPrivileges& body) {
      const Value value = fields[i].get(&body);
      const auto* settings = std::get_if<Settings>(&value);
      return settings != nullptr ? *settings : Settings{};
    };
    const RightsOf rights{parts[i].on, schema.empty() ? role : std::string(), state.server_major, false};
    const Difference difference = compare(grants_of(rights, settings_of(before), !schema.empty()),
                                          grants_of(rights, settings_of(after), !schema.empty()));
    for (const Clause& clause : clauses_of(difference.gained, rights))
      steps.push_back(step_for(id, clause, parts[i], Doing::grant));
    for (const Clause& clause : clauses_of(difference.lost, rights))
      steps.push_back(step_for(id, clause, parts[i], Doing::revoke));
    for (const Clause& clause : clauses_of(difference.lost_option, rights))
      steps.push_back(step_for(id, clause, parts[i], Doing::revoke_option));
  }
}

void create(const Object& object, const State& state, Steps& steps) {
  change(object.id, {}, body<DefaultPrivileges>(object), state, steps);
}

void alter(const Object& from, const Object& to, const Changed&, const State& state, Steps& steps) {
  change(to.id, body<DefaultPrivileges>(from), body<DefaultPrivileges>(to), state, steps);
}

void drop(const Object& object, const State& state, Steps& steps) {
  change(object.id, body<DefaultPrivileges>(object), {}, state, steps);
}

// Where no schema is said, the entry stands for everything that the role's objects get, its own rights included.
constexpr std::string_view catalog_sql = R"(
WITH d AS (
  SELECT oid, defaclrole, defaclnamespace, defaclobjtype, defaclacl,
         CASE WHEN defaclnamespace <> 0 THEN '' WHEN defaclobjtype = 'f' THEN 'execute'
              WHEN defaclobjtype = 'T' THEN 'usage' ELSE '' END AS public,
         (SELECT count(DISTINCT a.privilege_type)
            FROM aclexplode(acldefault(CASE defaclobjtype WHEN 'S' THEN 's' ELSE defaclobjtype END, 10)) a
           WHERE a.grantee = 10) AS n
    FROM pg_default_acl
), held AS (
  SELECT d.oid, a.grantee, count(*) AS n, bool_and(a.is_grantable) AS every_option, bool_or(a.is_grantable) AS any_option,
         string_agg(lower(a.privilege_type) || CASE WHEN a.is_grantable THEN ' with grant option' ELSE '' END, ', '
                    ORDER BY array_position('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER,MAINTAIN,USAGE,CREATE,EXECUTE}',
                                            a.privilege_type)) AS words
    FROM d CROSS JOIN LATERAL aclexplode(d.defaclacl) a GROUP BY 1, 2
  UNION ALL
  SELECT oid, 0, 0, false, true, '' FROM d
   WHERE public <> '' AND NOT EXISTS (SELECT FROM aclexplode(d.defaclacl) a WHERE a.grantee = 0)
), said AS (
  SELECT d.oid, d.defaclrole, d.defaclnamespace, d.defaclobjtype,
         array_agg(CASE h.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(h.grantee) END || '=' ||
                   CASE WHEN h.n = d.n AND d.n > 1 AND h.every_option = h.any_option
                        THEN 'all' || CASE WHEN h.any_option THEN ' with grant option' ELSE '' END ELSE h.words END) AS list
    FROM d JOIN held h ON h.oid = d.oid
   WHERE NOT (h.grantee = 0 AND h.words = d.public)
     AND NOT (d.defaclnamespace = 0 AND h.grantee = d.defaclrole AND h.n = d.n)
   GROUP BY 1, 2, 3, 4
)
SELECT pg_get_userbyid(s.defaclrole) || COALESCE(' in ' || n.nspname, '') AS p1,
       'pg_default_acl'::regclass::oid AS classid, min(s.oid) AS objid, 0 AS objsubid,
       max(list) FILTER (WHERE defaclobjtype = 'r') AS tables, max(list) FILTER (WHERE defaclobjtype = 'S') AS sequences,
       max(list) FILTER (WHERE defaclobjtype = 'f') AS functions, max(list) FILTER (WHERE defaclobjtype = 'T') AS types,
       max(list) FILTER (WHERE defaclobjtype = 'n') AS schemas
  FROM said s LEFT JOIN pg_namespace n ON n.oid = s.defaclnamespace
 GROUP BY s.defaclrole, n.nspname)";

} // namespace

extern const Kind default_privileges{
    .name = "default_privileges",
    .title = "default privileges object",
    .section = "default_privileges",
    .scope = Scope::database,
    .weight = 20,
    .fields = fields,
    .manual = "sql-alterdefaultprivileges.html",
    .summary = "What objects that a role will make are born with: `app_owner`, or `app_owner in sales` for one schema.",
    .catalog_sql = catalog_sql,
    .catalog_rows = "pg_default_acl",
    .make = make_body<DefaultPrivileges>,
    .create = create,
    .alter = alter,
    .drop = drop,
    .named_by_role = true};

} // namespace lockstep::kinds
