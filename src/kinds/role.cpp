// Roles, what they are members of and what their sessions begin with: what a project declares only where lockstep.toml
// says manage = ["roles"]. https://www.postgresql.org/docs/current/sql-createrole.html
#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "kinds/role_forms.hpp"
#include "kinds/role_sql.hpp"

#include <algorithm>

namespace lockstep::kinds {
namespace {

constexpr Field fields[] = {
    field<&Role::login>("login", "LOGIN: it can open sessions"),
    field<&Role::superuser>("superuser", "SUPERUSER"),
    field<&Role::createdb>("createdb", "CREATEDB"),
    field<&Role::createrole>("createrole", "CREATEROLE"),
    field<&Role::replication>("replication", "REPLICATION"),
    field<&Role::bypassrls>("bypassrls", "BYPASSRLS"),
    field<&Role::noinherit>("noinherit", "NOINHERIT: what it is a member of gives it nothing by itself"),
    field<&Role::connection_limit>("connection_limit", "CONNECTION LIMIT; no limit when not given"),
    field<&Role::valid_until>("valid_until", "VALID UNTIL: when its password ends: `2027-01-01 00:00:00+00`"),
    field<&Role::password>("password",
                           "`env:NAME`: set when the role is made, from the environment of `lockstep apply`; never "
                           "pulled and never compared",
                           {.on_change = OnChange::ignore}),
    field<&Role::member_of>("member_of",
                            "roles that it is a member of: `{ reader = \"\", writer = \"admin\" }`; the words are "
                            "`admin`, `inherit`, `no inherit` and `no set`",
                            {.points = Points::role}),
    field<&Role::settings>("settings", "ALTER ROLE … SET: `{ statement_timeout = \"5s\" }`"),
    field<&Role::database_settings>("database_settings",
                                    "ALTER ROLE … IN DATABASE … SET, in the database of the schema"),
    field<&Role::security_labels>("security_labels",
                                  "what providers are told of it: `{ anon = \"MASKED\" }` (SECURITY LABEL ON ROLE)"),
    field<&Role::comment>("comment", "COMMENT ON ROLE"),
};

Step role_step(const Form& form, const Id& id, std::string sql, std::string back = {}) {
  Step step = bare_step(form, id, std::move(sql), std::move(back));
  if ((form.hazards & breaks_old_code) != 0) step.phase = Phase::contract;
  return step;
}

void push_comment_on(Steps& steps, const Id& id, const std::string& comment, const std::string& before, bool reset) {
  const std::size_t first = steps.size();
  push_bare_comment(steps, id, role::target(id), comment, before, reset);
  for (std::size_t i = first; i < steps.size(); ++i) steps[i].form = &role::comment;
}

/// ALTER ROLE for what it may do more, and one of its own for what it may do less.
void change_attributes(const Id& id, const Role& before, const Role& after, Steps& steps) {
  const role::Attributes there = role::attributes_between(before, after);
  const role::Attributes back = role::attributes_between(after, before);
  const auto alter = [&](const std::string& words, const std::string& others) {
    return "ALTER " + role::target(id) + " " + words + (words.empty() || others.empty() ? "" : " ") + others;
  };
  if (!(there.more + there.other).empty())
    steps.push_back(role_step(role::alter, id, alter(there.more, there.other), alter(back.less, back.other)));
  if (!there.less.empty()) steps.push_back(role_step(role::weaken, id, alter(there.less, {}), alter(back.more, {})));
}

void change_memberships(const Id& id, const Role& before, const Role& after, int server_major, Steps& steps) {
  for (const role::Membership& one : role::memberships_between(id.name(), before, after, server_major)) {
    steps.push_back(role_step(one.gains ? role::join : role::leave, id, one.sql, one.back));
    const Id group{"role", {one.role}};
    (one.gains ? steps.back().needs : steps.back().frees).push_back(group);
  }
}

void change_settings(const Id& id, const Settings& before, const Settings& after, bool in_database, Steps& steps) {
  for (const auto& [there, back] : role::settings_between(id, before, after, in_database))
    steps.push_back(role_step(role::set, id, there, back));
}

/// A label is told at once; it is taken back in the contract, until when who has the role stays as protected.
void change_labels(const Id& id, const Settings& before, const Settings& after, Steps& steps) {
  for (const role::Label& one : role::labels_between(id, before, after)) {
    steps.push_back(role_step(role::label, id, one.sql, one.back));
    if (one.goes) steps.back().phase = Phase::contract;
  }
}

void change(const Id& id, const Role& before, const Role& after, const State& state, Steps& steps) {
  const std::size_t first = steps.size();
  change_attributes(id, before, after, steps);
  change_memberships(id, before, after, state.server_major, steps);
  change_settings(id, before.settings, after.settings, false, steps);
  change_settings(id, before.database_settings, after.database_settings, true, steps);
  change_labels(id, before.security_labels, after.security_labels, steps);
  // What gives does not wait for what takes away.
  std::stable_partition(steps.begin() + static_cast<std::ptrdiff_t>(first), steps.end(),
                        [](const Step& step) { return (step.form->hazards & breaks_old_code) == 0; });
}

void create(const Object& object, const State& state, Steps& steps) {
  const auto& wanted = body<Role>(object);
  const std::size_t first = steps.size();
  steps.push_back(role_step(role::create, object.id, role::create_sql(object.id), "DROP " + role::target(object.id)));
  change(object.id, {}, wanted, state, steps);
  // Nobody uses it yet.
  for (std::size_t i = first; i < steps.size(); ++i) {
    steps[i].phase = Phase::expand;
    if (steps[i].form == &role::weaken) steps[i].form = &role::alter;
  }
  if (!wanted.password.empty()) {
    steps.push_back(role_step(role::password, object.id,
                              "ALTER " + role::target(object.id) + " PASSWORD " + quote_literal(wanted.password)));
    steps.back().note = "lockstep apply takes env:NAME from its environment; by hand, put the secret in its place.";
  }
  push_comment_on(steps, object.id, wanted.comment, {}, false);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  change(to.id, body<Role>(from), body<Role>(to), state, steps);
  if (changed.has("comment")) push_comment_on(steps, to.id, body<Role>(to).comment, body<Role>(from).comment, true);
}

/// What no schema says of it must go, too: objects that it owns go to who runs this, rights that it holds go.
void drop(const Object& object, const State&, Steps& steps) {
  const std::string name = quote_ident(object.id.name());
  constexpr int together = 1;
  steps.push_back(role_step(role::drop, object.id, "REASSIGN OWNED BY " + name + " TO CURRENT_USER"));
  steps.back().note =
      "What it still owns in this database goes to who runs this; then only its rights are left to drop.";
  steps.push_back(role_step(role::drop, object.id, "DROP OWNED BY " + name));
  steps.push_back(role_step(role::drop, object.id, "DROP ROLE " + name, "CREATE ROLE " + name));
  for (std::size_t i = steps.size() - 3; i < steps.size(); ++i) steps[i].unit = together;
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(role_step(role::rename, to, role::rename_sql(from.id, to),
                            "ALTER " + role::target(to) + " RENAME TO " + quote_ident(from.id.name())));
  steps.back().phase = Phase::expand;
  steps.back().note = "A password that is kept as MD5 is cleared by it, and has to be set again.";
}

/// A password in a file would be in the history of the repository for ever.
void examine(const Object& object, const State&, Diagnostics& diagnostics) {
  const std::string& password = body<Role>(object).password;
  if (password.empty() || password.starts_with("env:")) return;
  diagnostics.add(
      {.severity = Severity::error,
       .code = "password",
       .position = object.places.contains("password") ? object.places.at("password") : object.places.whole(),
       .message = "a password must not stand in a file",
       .hint = "write password = \"env:APP_PASSWORD\"; lockstep apply takes it from its environment",
       .line = {}});
}

// The private server's databases keep what their statements say of roles in tables: roles are the whole server's, and
// a state is one database's. Elsewhere the catalogs tell.
constexpr std::string_view catalog_sql = R"(
WITH s AS (
  SELECT * FROM {if:lockstep.shadow_role_settings|(
    SELECT r.rolname::text AS role, unnest(d.setconfig) AS setting, d.setdatabase <> 0 AS in_database
      FROM pg_db_role_setting d JOIN pg_roles r ON r.oid = d.setrole
     WHERE d.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database())))} x(role, setting, in_database)
), m AS (
  SELECT * FROM {if:lockstep.shadow_role_members|(
    SELECT u.rolname::text AS member, g.rolname::text AS role, bool_or(a.admin_option) AS admin,
           bool_or(COALESCE((to_jsonb(a) ->> 'inherit_option')::bool, u.rolinherit)) AS inherit,
           bool_or(COALESCE((to_jsonb(a) ->> 'set_option')::bool, true)) AS set
      FROM pg_auth_members a JOIN pg_roles u ON u.oid = a.member JOIN pg_roles g ON g.oid = a.roleid
     GROUP BY 1, 2)} x(member, role, admin, inherit, set)
), l AS (
  SELECT * FROM {if:lockstep.shadow_role_labels|(
    SELECT r.rolname::text AS role, b.provider, b.label
      FROM pg_shseclabel b JOIN pg_roles r ON r.oid = b.objoid
     WHERE b.classoid = 'pg_authid'::regclass)} x(role, provider, label)
)
SELECT r.name AS p1, 'pg_authid'::regclass::oid AS classid, r.oid AS objid, 0 AS objsubid, r.login, r.superuser,
       r.createdb, r.createrole, r.replication, r.bypassrls, NOT r.inherit AS noinherit,
       NULLIF(r.connection_limit, -1) AS connection_limit, NULLIF(r.valid_until::text, 'infinity') AS valid_until, r.password, r.comment,
       (SELECT array_agg(m.role || '=' ||
                         concat_ws(', ', CASE WHEN m.admin THEN 'admin' END,
                                   CASE WHEN m.inherit <> r.inherit THEN CASE WHEN m.inherit THEN 'inherit' ELSE 'no inherit' END END,
                                   CASE WHEN NOT m.set THEN 'no set' END))
          FROM m WHERE m.member = r.name) AS member_of,
       (SELECT array_agg(s.setting) FROM s WHERE s.role = r.name AND NOT s.in_database) AS settings,
       (SELECT array_agg(s.setting) FROM s WHERE s.role = r.name AND s.in_database) AS database_settings,
       (SELECT array_agg(l.provider || '=' || l.label) FROM l WHERE l.role = r.name) AS security_labels
  FROM {if:lockstep.shadow_roles|(
    SELECT oid, rolname::text AS name, rolcanlogin AS login, rolsuper AS superuser, rolcreatedb AS createdb,
           rolcreaterole AS createrole, rolreplication AS replication, rolbypassrls AS bypassrls, rolinherit AS inherit,
           rolconnlimit AS connection_limit, rolvaliduntil AS valid_until, NULL AS password,
           shobj_description(oid, 'pg_authid') AS comment
      FROM pg_roles WHERE oid >= 16384 AND rolname !~ '^pg_')} r)";

} // namespace

extern const Kind role{.name = "role",
                       .title = "role",
                       .section = "roles",
                       .scope = Scope::database,
                       .weight = 5,
                       .fields = fields,
                       .hints = renamed_from_hint,
                       .manual = "sql-createrole.html",
                       .summary = "A role of the server, where `lockstep.toml` says `manage = [\"roles\"]`.",
                       .catalog_sql = catalog_sql,
                       .make = make_body<Role>,
                       .create = create,
                       .alter = alter,
                       .drop = drop,
                       .rename = rename,
                       .examine = examine,
                       .catalog_needs =
                           "EXISTS (SELECT FROM pg_class WHERE relname = 'shadow_roles' AND relnamespace = (SELECT "
                           "oid FROM pg_namespace WHERE nspname = 'lockstep'))",
                       .of_server = true,
                       .named_by_role = true};

} // namespace lockstep::kinds
