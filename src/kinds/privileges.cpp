// Owner and grants of a relation, carried over its rebuild.
#include "kinds/privileges.hpp"

#include "base/files.hpp"
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

} // namespace

Step remember_privileges(const Id& id, std::string_view word) {
  const std::string view = quote_literal(own_sql(id));
  Step step = make_step(view::keep_privileges, id,
                        "DO $$\nBEGIN\n  PERFORM set_config(" + quote_literal(keeper(id)) +
                            ", string_agg(command, '; '), true)\n  FROM (\n" + commands_query(view, view, word) +
                            ") kept;\nEND $$");
  step.note = "Remembers the owner and the grants of " + own_sql(id) + ".";
  return step;
}

Step share_privileges(const Id& table, const Id& view) {
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
                            commands_query(quote_literal(own_sql(table)), name, "VIEW") + ") kept);\nEND $$");
  return step;
}

Step restore_privileges(const Id& id) {
  Step step = make_step(view::keep_privileges, id,
                        "DO $$\nBEGIN\n  EXECUTE current_setting(" + quote_literal(keeper(id)) + ");\nEND $$");
  step.note = "Gives " + own_sql(id) + " its owner and grants back.";
  return step;
}

} // namespace lockstep
