// Foreign servers. https://www.postgresql.org/docs/current/sql-createserver.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/foreign_forms.hpp"
#include "kinds/list.hpp"

namespace lockstep::kinds {
namespace {

struct ForeignServer : Access {
  std::string wrapper, type, version;
  Settings options, compared;
  std::string comment;
};

constexpr Field fields[] = {
    field<&ForeignServer::wrapper>("wrapper", "its foreign data wrapper: `postgres_fdw`", {.required = true}),
    field<&ForeignServer::type>("type", "TYPE, which some wrappers use"),
    field<&ForeignServer::version>("version", "VERSION, which some wrappers use"),
    field<&ForeignServer::options>("options",
                                   "OPTIONS: `{ host = \"db2\", dbname = \"shop\" }`; a secret is `env:NAME`, as in a "
                                   "user mapping",
                                   {.on_change = OnChange::ignore, .in_order = true}),
    field<&ForeignServer::compared>("settings", "the options, whatever stands for their secrets", {.hidden = true}),
    field<&ForeignServer::comment>("comment", "COMMENT ON SERVER"),
    owner_field<ForeignServer>(),
    grants_field<ForeignServer>(),
};

std::string target(const Id& id) { return "SERVER " + quote_ident(id.name()); }

std::string create_sql(const Id& id, const ForeignServer& server) {
  return "CREATE " + target(id) + (server.type.empty() ? "" : " TYPE " + quote_literal(server.type)) +
         (server.version.empty() ? "" : " VERSION " + quote_literal(server.version)) + " FOREIGN DATA WRAPPER " +
         quote_ident(server.wrapper) + options_clause(server.options);
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& server = body<ForeignServer>(object);
  push_bare_create(steps, foreign_server::create, object.id, create_sql(object.id, server), target(object.id),
                   server.comment);
}

std::string alter_sql(const Id& id, const ForeignServer& from, const ForeignServer& to) {
  std::string sql = "ALTER " + target(id);
  if (from.version != to.version) sql += " VERSION " + quote_literal(to.version);
  const std::string options = options_change(from.options, to.options);
  return options.empty() ? sql : sql + " " + options;
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<ForeignServer>(from);
  const auto& after = body<ForeignServer>(to);
  if (changed.has("wrapper") || changed.has("type")) {
    push_replacement(steps, foreign_server::replace, to.id, state,
                     {"DROP " + target(to.id), create_sql(to.id, after), create_sql(to.id, before)});
    return push_bare_comment(steps, to.id, target(to.id), after.comment);
  }
  if (changed.has("version") || changed.has("settings"))
    steps.push_back(
        bare_step(foreign_server::alter, to.id, alter_sql(to.id, before, after), alter_sql(to.id, after, before)));
  if (changed.has("comment")) push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(foreign_server::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<ForeignServer>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  push_bare_rename(steps, foreign_server::rename, from.id, to, target(from.id), target(to));
}

constexpr std::string_view catalog_sql = R"(
SELECT s.srvname AS p1, 'pg_foreign_server'::regclass::oid AS classid, s.oid AS objid, 0 AS objsubid,
       w.fdwname AS wrapper, s.srvtype AS type, NULLIF(s.srvversion, '') AS version, o.options, o.settings,
       obj_description(s.oid, 'pg_foreign_server') AS comment
  FROM pg_foreign_server s
  JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
 CROSS JOIN LATERAL (
    SELECT array_agg(CASE WHEN NOT x.secret OR x.value LIKE 'env:%' THEN x.key || '=' || x.value
                          ELSE x.key || '=env:' || upper(regexp_replace(s.srvname || '_' || x.key, '[^[:alnum:]]+', '_', 'g')) END) AS options,
           array_agg(x.key || '=' || CASE WHEN x.secret THEN 'env:' ELSE x.value END) AS settings
      FROM (SELECT o.option_name AS key, o.option_value AS value,
                   o.option_name ~* 'pass|secret|token|key' AND o.option_name !~* 'file|required|sslkey' OR o.option_value LIKE 'env:%' AS secret
              FROM pg_options_to_table(s.srvoptions) o) x) o
 WHERE s.oid >= 16384)";

} // namespace

extern const Kind foreign_server{.name = "server",
                                 .title = "server",
                                 .section = "servers",
                                 .scope = Scope::database,
                                 .weight = 49,
                                 .fields = fields,
                                 .hints = renamed_from_hint,
                                 .manual = "sql-createserver.html",
                                 .summary = "A foreign server, with its user mappings.",
                                 .catalog_sql = catalog_sql,
                                 .catalog_rows = "pg_foreign_server",
                                 .make = make_body<ForeignServer>,
                                 .create = create,
                                 .alter = alter,
                                 .drop = drop,
                                 .rename = rename,
                                 .target = target,
                                 .grants_on = "FOREIGN SERVER"};

} // namespace lockstep::kinds
