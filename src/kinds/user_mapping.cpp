// User mappings. Secrets are never read: what stands for them is env:NAME.
// https://www.postgresql.org/docs/current/sql-createusermapping.html
#include "kinds/bare.hpp"
#include "kinds/foreign_forms.hpp"
#include "kinds/list.hpp"

namespace lockstep::kinds {
namespace {

struct UserMapping {
  Settings options, compared;
};

constexpr Field fields[] = {
    field<&UserMapping::options>("options",
                                 "OPTIONS: `{ user = \"app\", password = \"env:REMOTE_PASSWORD\" }`; env:NAME is taken "
                                 "from the environment of `lockstep apply`, so that no secret stands in a file",
                                 {.on_change = OnChange::ignore, .in_order = true}),
    field<&UserMapping::compared>("settings", "the options, whatever stands for their secrets", {.hidden = true}),
};

std::string target(const Id& id) {
  const std::string user = id.name() == "public" ? "PUBLIC" : quote_ident(id.name());
  return "USER MAPPING FOR " + user + " SERVER " + quote_ident(id.path.front());
}

Step mapping_step(const Form& form, const Id& id, std::string sql, std::string back) {
  Step step = bare_step(form, id, std::move(sql), std::move(back));
  if (step.sql.find("'env:") != std::string::npos)
    step.note = "lockstep apply takes env:NAME from its environment; by hand, put the secret in its place.";
  return step;
}

std::string create_sql(const Id& id, const UserMapping& mapping) {
  return "CREATE " + target(id) + options_clause(mapping.options);
}

void create(const Object& object, const State&, Steps& steps) {
  steps.push_back(mapping_step(user_mapping::create, object.id, create_sql(object.id, body<UserMapping>(object)),
                               "DROP " + target(object.id)));
}

void alter(const Object& from, const Object& to, const Changed&, const State&, Steps& steps) {
  const auto& before = body<UserMapping>(from);
  const auto& after = body<UserMapping>(to);
  const auto sql = [&](const UserMapping& one, const UserMapping& other) {
    return "ALTER " + target(to.id) + " " + options_change(one.options, other.options);
  };
  steps.push_back(mapping_step(user_mapping::alter, to.id, sql(before, after), sql(after, before)));
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(mapping_step(user_mapping::drop, object.id, "DROP " + target(object.id),
                               create_sql(object.id, body<UserMapping>(object))));
}

constexpr std::string_view catalog_sql = R"(
SELECT m.srvname AS p1, m.usename AS p2, 'pg_user_mapping'::regclass::oid AS classid, m.umid AS objid, 0 AS objsubid,
       o.options, o.settings
  FROM pg_user_mappings m
 CROSS JOIN LATERAL (
    SELECT array_agg(CASE WHEN NOT x.secret OR x.value LIKE 'env:%' THEN x.key || '=' || x.value
                          ELSE x.key || '=env:' || upper(regexp_replace(m.srvname || '_' || m.usename || '_' || x.key, '[^[:alnum:]]+', '_', 'g')) END) AS options,
           array_agg(x.key || '=' || CASE WHEN x.secret THEN 'env:' ELSE x.value END) AS settings
      FROM (SELECT o.option_name AS key, o.option_value AS value,
                   o.option_name ~* 'pass|secret|token|key' AND o.option_name !~* 'file|required' OR o.option_value LIKE 'env:%' AS secret
              FROM pg_options_to_table(m.umoptions) o) x) o
 WHERE m.umid >= 16384)";

} // namespace

extern const Kind user_mapping{.name = "user_mapping",
                               .title = "user mapping",
                               .section = "user_mappings",
                               .scope = Scope::parent,
                               .parent = &foreign_server,
                               .weight = 49,
                               .fields = fields,
                               .manual = "sql-createusermapping.html",
                               .summary = "How a user, or `public`, logs in on the server.",
                               .catalog_sql = catalog_sql,
                               .catalog_rows = "pg_user_mappings",
                               .make = make_body<UserMapping>,
                               .create = create,
                               .alter = alter,
                               .drop = drop,
                               .named_by_role = true};

} // namespace lockstep::kinds
