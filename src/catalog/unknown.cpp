// Lists what the catalogs hold and no kind models, so that nothing is skipped in silence.
#include "catalog/addresses.hpp"

namespace lockstep {

namespace {

constexpr std::string_view objects_sql = R"(
SELECT DISTINCT i.type || ' ' || i.identity AS what
  FROM (
    SELECT 'pg_type'::regclass::oid AS c, t.oid AS o FROM pg_type t
               WHERE t.typtype IN ('b', 'p') AND NOT EXISTS (SELECT 1 FROM pg_type e WHERE e.typarray = t.oid)
    UNION ALL SELECT 'pg_type'::regclass, rngtypid FROM pg_range WHERE rngcanonical <> 0
    UNION ALL SELECT 'pg_class'::regclass, oid FROM pg_class
               WHERE relkind = 'f' AND relispartition
    UNION ALL SELECT 'pg_constraint'::regclass, k.oid FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid
               WHERE r.relkind = 'f' AND k.contype = 'c'
    UNION ALL SELECT 'pg_trigger'::regclass, t.oid FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid
               WHERE NOT t.tgisinternal AND r.relkind NOT IN ('r', 'p', 'v')
    UNION ALL SELECT 'pg_rewrite'::regclass, w.oid FROM pg_rewrite w JOIN pg_class r ON r.oid = w.ev_class
               WHERE w.rulename <> '_RETURN' AND r.relkind NOT IN ('r', 'p', 'v')
    UNION ALL SELECT 'pg_policy'::regclass, w.oid FROM pg_policy w JOIN pg_class r ON r.oid = w.polrelid
               WHERE r.relkind NOT IN ('r', 'p')
    UNION ALL SELECT 'pg_statistic_ext'::regclass, s.oid FROM pg_statistic_ext s JOIN pg_class r ON r.oid = s.stxrelid
               WHERE r.relkind NOT IN ('r', 'p') OR s.stxnamespace <> r.relnamespace
    UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am
  ) x
 CROSS JOIN LATERAL pg_identify_object(x.c, x.o, 0) i
 WHERE x.o >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = x.c AND e.objid = x.o AND e.deptype = 'e')
   AND (i.schema IS NULL OR i.schema <> 'lockstep' AND i.schema !~ '^pg_(toast|temp)')
   AND i.identity !~ '^lockstep\.')";

// Privileges and settings, which no field holds.
constexpr std::string_view attributes_sql = R"(
SELECT 'privileges on sequence ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' of an identity column' AS what
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'S' AND c.relacl IS NOT NULL AND c.oid >= 16384 AND n.nspname <> 'lockstep'
   AND EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_class'::regclass AND i.objid = c.oid
                  AND i.refclassid = 'pg_class'::regclass AND i.deptype = 'i')
UNION ALL
SELECT 'privileges on large object ' || oid FROM pg_largeobject_metadata WHERE lomacl IS NOT NULL
UNION ALL
SELECT 'setting ' || split_part(s, '=', 1) || ' of the database'
  FROM pg_database d JOIN pg_db_role_setting r ON r.setdatabase = d.oid AND r.setrole = 0 CROSS JOIN unnest(r.setconfig) s
 WHERE d.datname = current_database()
UNION ALL
SELECT 'privileges on the database of ' || CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END
  FROM pg_database d CROSS JOIN LATERAL (
    (SELECT grantee, privilege_type FROM aclexplode(d.datacl) EXCEPT SELECT grantee, privilege_type FROM aclexplode(acldefault('d', d.datdba)))
    UNION ALL
    (SELECT grantee, privilege_type FROM aclexplode(acldefault('d', d.datdba)) EXCEPT SELECT grantee, privilege_type FROM aclexplode(d.datacl))) a
 WHERE d.datname = current_database() AND d.datacl IS NOT NULL
UNION ALL
SELECT 'security label of ' || l.provider || ' on the database'
  FROM pg_shseclabel l JOIN pg_database d ON d.oid = l.objoid AND l.classoid = 'pg_database'::regclass
 WHERE d.datname = current_database())";

// What belongs to the server, where that is a project's business.
constexpr std::string_view server_sql = R"(
{15:SELECT format('privileges on parameter %s', parname) FROM pg_parameter_acl|SELECT NULL WHERE false}
UNION ALL
SELECT 'security label of ' || l.provider || ' on role ' || r.rolname
  FROM pg_shseclabel l JOIN pg_roles r ON r.oid = l.objoid AND l.classoid = 'pg_authid'::regclass)";

} // namespace

std::vector<std::string> unknown_queries(bool of_server) {
  std::vector<std::string> queries{std::string(objects_sql) + " ORDER BY 1",
                                   "SELECT DISTINCT what FROM (" + std::string(attributes_sql) + ") x ORDER BY 1"};
  if (of_server) queries.push_back(std::string(server_sql) + " ORDER BY 1");
  return queries;
}

void add_unknown(const Rows& rows, State& state) {
  for (std::size_t row = 0; row < rows.size(); ++row) state.unknown.emplace_back(rows.get(row, 0));
}

} // namespace lockstep
