// Owner and grants of a relation, carried over its rebuild.
#include "kinds/privileges.hpp"

#include "base/files.hpp"
#include "kinds/bare.hpp"
#include "kinds/render.hpp"
#include "kinds/view.hpp"

#include <algorithm>

namespace lockstep {

namespace {

/// A transaction-local setting that carries the owner and grants of the view across its rebuild.
std::string keeper(const Id& id) {
  std::string name = lower(id.path.front() + "_" + id.name());
  const bool plain =
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
  if (!plain) name = "view_" + sha256(name).substr(0, 16);
  return "lockstep." + name;
}

/// A query of the commands that give `to` the owner and the grants of `from`, both in SQL spelling and quoted.
std::string commands_query(const std::string& from, const std::string& to, std::string_view word) {
  return "    SELECT format('ALTER " + std::string(word) + " %s OWNER TO %I', " + to +
         ", pg_get_userbyid(c.relowner)) AS command\n"
         "      FROM pg_class c WHERE c.oid = " +
         from +
         "::regclass\n"
         "    UNION ALL\n"
         "    SELECT format('REVOKE ALL ON %s FROM %I', " +
         to +
         ", pg_get_userbyid(c.relowner))\n"
         "      FROM pg_class c WHERE c.oid = " +
         from +
         "::regclass AND c.relacl IS NOT NULL\n"
         "    UNION ALL\n"
         "    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, " +
         to +
         ",\n"
         "                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,\n"
         "                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)\n"
         "      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a\n"
         "             WHERE c.oid = " +
         from +
         "::regclass\n"
         "            UNION ALL\n"
         "            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a\n"
         "             WHERE t.attrelid = " +
         from + "::regclass AND NOT t.attisdropped) p";
}

/// The superuser that initdb made is pinned, so that pg_shdepend does not name it.
std::string owner_query(const Object& object, const ServerAddress& address) {
  const bool is_type = object.kind->grants_on == "TYPE";
  return "    SELECT format('ALTER %s OWNER TO %I', " + quote_literal(object.kind->target(object.id)) +
         ",\n                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command\n"
         "      FROM pg_get_object_address(" +
         quote_literal(is_type ? "type" : std::string(object.kind->title)) + ", " +
         quote_literal(array_literal(address.names)) + ", " + quote_literal(array_literal(address.arguments)) +
         ") a\n"
         "      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'\n"
         "       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))";
}

/// Of a server, or of a type that everybody may use unless it says otherwise.
std::string grants_query(const Object& object) {
  const bool is_type = object.kind->grants_on == "TYPE";
  const std::string name = quote_literal(is_type ? own_sql(object.id) : quote_ident(object.id.name()));
  const std::string words = std::string(object.kind->grants_on);
  const std::string of_all = "\n    UNION ALL\n    SELECT 'REVOKE ALL ON TYPE ' || " + name +
                             " || ' FROM PUBLIC' FROM pg_type WHERE oid = " + name + "::regtype AND typacl IS NOT NULL";
  return (is_type ? of_all : std::string()) + "\n    UNION ALL\n    SELECT format('GRANT USAGE ON " + words +
         " %s TO %s%s', " + name +
         ",\n                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,\n"
         "                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)\n      FROM " +
         (is_type ? "pg_type t, aclexplode(t.typacl) p WHERE t.oid = " + name + "::regtype"
                  : "pg_foreign_server s, aclexplode(s.srvacl) p WHERE s.srvname = " + quote_literal(object.id.name()));
}

} // namespace

Step remember_privileges(const Id& id, std::string_view word, bool fill) {
  const std::string view = quote_literal(own_sql(id));
  const std::string refresh = "\n    UNION ALL\n    SELECT " +
                              quote_literal("REFRESH MATERIALIZED VIEW " + own_sql(id)) +
                              "\n      FROM pg_class c WHERE c.oid = " + view + "::regclass AND c.relispopulated";
  Step step = make_step(view::keep_privileges, id,
                        "DO $$\nBEGIN\n  PERFORM set_config(" + quote_literal(keeper(id)) +
                            ", string_agg(command, '; '), true)\n  FROM (\n" + commands_query(view, view, word) +
                            (fill ? refresh : "") + ") kept;\nEND $$");
  step.note = "Remembers the owner and the grants of " + own_sql(id) + (fill ? ", and whether it is filled." : ".");
  return step;
}

Step share_privileges(const Id& table, const Id& view, std::string_view word) {
  const std::string name = quote_literal(own_sql(view));
  Step step = make_step(view::keep_privileges, view,
                        "DO $$\nBEGIN\n  EXECUTE (SELECT string_agg(command, '; ') FROM (\n"
                        "    SELECT format('REVOKE ALL ON %s FROM %s', " +
                            name +
                            ",\n"
                            "                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE "
                            "quote_ident(pg_get_userbyid(a.grantee)) END) AS command\n"
                            "      FROM pg_class c, aclexplode(c.relacl) a\n     WHERE c.oid = " +
                            name + "::regclass AND a.grantee <> c.relowner\n    UNION ALL\n" +
                            commands_query(quote_literal(own_sql(table)), name, word) + ") kept);\nEND $$");
  return step;
}

Step restore_privileges(const Id& id) {
  Step step = make_step(view::keep_privileges, id,
                        "DO $$\nBEGIN\n  EXECUTE current_setting(" + quote_literal(keeper(id)) + ");\nEND $$");
  step.note = "Gives " + own_sql(id) + " its owner and grants back.";
  return step;
}

void keep_access(const Object& object, const ServerAddress& address, Steps& steps, std::size_t first) {
  const std::string setting = quote_literal(keeper(object.id));
  const std::string name = object.kind->target(object.id);
  const bool has_grants = !object.kind->grants_on.empty();
  // Rebuilt around others, the statements may commit one by one.
  const std::string scope = steps[first].unit > 0 ? "true" : "false";
  Step remember = bare_step(view::keep_privileges, object.id,
                            "DO $$\nBEGIN\n  PERFORM set_config(" + setting + ", string_agg(command, '; '), " + scope +
                                ")\n  FROM (\n" + owner_query(object, address) +
                                (has_grants ? grants_query(object) : "") + ") kept;\nEND $$");
  remember.note = "Remembers the owner" + std::string(has_grants ? " and the grants" : "") + " of " + name + ".";
  Step restore =
      bare_step(view::keep_privileges, object.id, "DO $$\nBEGIN\n  EXECUTE current_setting(" + setting + ");\nEND $$");
  restore.note = "Gives " + name + " its owner" + (has_grants ? " and grants" : "") + " back.";
  // Going back is the same rebuild the other way round.
  remember.back = restore.sql;
  restore.back = remember.sql;
  remember.breaks.push_back(object.id);
  remember.unit = restore.unit = steps[first].unit;
  steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(first), std::move(remember));
  steps.push_back(std::move(restore));
}

bool remembers_access(const Steps& steps) {
  return std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.form == &view::keep_privileges; });
}

} // namespace lockstep
