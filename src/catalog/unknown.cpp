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
SELECT 'security label of ' || provider || ' on large object ' || objoid FROM pg_seclabel WHERE classoid = 'pg_largeobject'::regclass
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
 WHERE d.datname = current_database() AND d.datacl IS NOT NULL)";

// What hangs on parts that their kinds read as one with the whole: each is looked for by what it differs in.
constexpr std::string_view parts_sql = R"(
SELECT format('state of trigger %I on partition %I.%I', t.tgname, n.nspname, c.relname) AS what
  FROM pg_trigger t JOIN pg_trigger p ON p.oid = t.tgparentid
  JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE t.tgenabled <> p.tgenabled AND NOT p.tgisinternal
UNION ALL
SELECT format('constraint %I of %I.%I, which is not enforced: its internal triggers are switched off', k.conname, n.nspname, c.relname)
  FROM pg_trigger t JOIN pg_constraint k ON k.oid = t.tgconstraint AND k.contype <> 't'
  JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE t.tgisinternal AND t.tgenabled <> 'O'
UNION ALL
SELECT format('settings of column %I of %I.%I', a.attname, n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
 WHERE c.relkind = 'm' AND c.oid >= 16384
   AND (COALESCE(a.attstattarget, -1) >= 0 OR a.attstorage <> t.typstorage OR a.attcompression <> ''
        OR {attoptions} IS NOT NULL)
UNION ALL -- of an index only expressions have any
SELECT format('settings of column %I of %I.%I', a.attname, n.nspname, c.relname)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE i.indexprs IS NOT NULL AND i.indexrelid >= 16384 AND COALESCE(a.attstattarget, -1) >= 0
UNION ALL
SELECT format('CLUSTER ON of materialized view %I.%I', n.nspname, c.relname)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'm' AND i.indisclustered
UNION ALL
SELECT format('settings of index %I.%I, a part of %I', n.nspname, c.relname, w.relname)
  FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid JOIN pg_class w ON w.oid = h.inhparent
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('i', 'I') AND c.reloptions IS DISTINCT FROM w.reloptions
UNION ALL
SELECT format('comment on index %I.%I, a part of %I', n.nspname, c.relname, w.relname)
  FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid JOIN pg_class w ON w.oid = h.inhparent
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid
 WHERE c.relkind IN ('i', 'I'))";

// What belongs to the server, where that is a project's business.
constexpr std::string_view server_sql = R"(
{15:SELECT format('privileges on parameter %s', parname) FROM pg_parameter_acl|SELECT NULL WHERE false}
UNION ALL
SELECT 'security label of ' || l.provider || ' on tablespace ' || t.spcname
  FROM pg_shseclabel l JOIN pg_tablespace t ON t.oid = l.objoid AND l.classoid = 'pg_tablespace'::regclass)";

} // namespace

std::vector<std::string> unknown_queries(bool of_server) {
  std::vector<std::string> queries{std::string(objects_sql) + " ORDER BY 1",
                                   "SELECT DISTINCT what FROM (" + std::string(attributes_sql) + ") x ORDER BY 1",
                                   "SELECT DISTINCT what FROM (" + std::string(parts_sql) + ") x ORDER BY 1"};
  if (of_server) queries.push_back(std::string(server_sql) + " ORDER BY 1");
  return queries;
}

void add_unknown(const Rows& rows, State& state) {
  for (std::size_t row = 0; row < rows.size(); ++row) state.unknown.emplace_back(rows.get(row, 0));
}

} // namespace lockstep
