// Owners and grants of all objects, whatever their kind: one query over the catalogs that have them.
#include "catalog/access.hpp"

#include "catalog/connection.hpp"
#include "model/kind.hpp"

#include <algorithm>

namespace lockstep {

// `type` is acldefault()'s letter. A sequence that belongs to a column has its table's owner. What a role holds reads
// "select, update (note), delete with grant option"; all of several privileges reads "all". Left out is what PostgreSQL
// gives by itself: everything to the owner, and to PUBLIC the use of functions, types and languages.
const std::string_view access_query = R"(
WITH o AS (
  SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, c.relowner AS owner, c.relacl AS acl,
         CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END AS type, '' AS public,
         c.relkind = 'S' AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                                        AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a') AS owned
    FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.oid >= 16384 AND c.relpersistence <> 't'
  UNION ALL SELECT 'pg_proc'::regclass, oid, proowner, proacl, 'f', 'execute', false FROM pg_proc WHERE oid >= 16384
  UNION ALL SELECT 'pg_type'::regclass, oid, typowner, typacl, 'T', 'usage', false FROM pg_type
             WHERE oid >= 16384 AND typrelid = 0 AND typcategory <> 'A'
  UNION ALL SELECT 'pg_class'::regclass, k.oid, typowner, typacl, 'T', 'usage', false
              FROM pg_type JOIN pg_class k ON k.oid = typrelid WHERE k.oid >= 16384 AND k.relkind = 'c'
  UNION ALL SELECT 'pg_namespace'::regclass, oid, nspowner, nspacl, 'n',
                   CASE WHEN oid = 2200 THEN {15:'usage'|'all'} ELSE '' END, false
              FROM pg_namespace WHERE oid >= 16384 OR oid = 2200
  UNION ALL SELECT 'pg_language'::regclass, oid, lanowner, lanacl, 'l', 'usage', false FROM pg_language WHERE oid >= 16384
  UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid, fdwowner, fdwacl, 'F', '', false FROM pg_foreign_data_wrapper
  UNION ALL SELECT 'pg_foreign_server'::regclass, oid, srvowner, srvacl, 'S', '', false FROM pg_foreign_server
  UNION ALL SELECT 'pg_statistic_ext'::regclass, oid, stxowner, NULL, NULL, NULL, false FROM pg_statistic_ext
  UNION ALL SELECT 'pg_event_trigger'::regclass, oid, evtowner, NULL, NULL, NULL, false FROM pg_event_trigger
  UNION ALL SELECT 'pg_operator'::regclass, oid, oprowner, NULL, NULL, NULL, false FROM pg_operator WHERE oid >= 16384
  UNION ALL SELECT 'pg_opclass'::regclass, oid, opcowner, NULL, NULL, NULL, false FROM pg_opclass WHERE oid >= 16384
  UNION ALL SELECT 'pg_opfamily'::regclass, oid, opfowner, NULL, NULL, NULL, false FROM pg_opfamily WHERE oid >= 16384
  UNION ALL SELECT 'pg_collation'::regclass, oid, collowner, NULL, NULL, NULL, false FROM pg_collation WHERE oid >= 16384
  UNION ALL SELECT 'pg_conversion'::regclass, oid, conowner, NULL, NULL, NULL, false FROM pg_conversion WHERE oid >= 16384
  UNION ALL SELECT 'pg_ts_dict'::regclass, oid, dictowner, NULL, NULL, NULL, false FROM pg_ts_dict WHERE oid >= 16384
  UNION ALL SELECT 'pg_ts_config'::regclass, oid, cfgowner, NULL, NULL, NULL, false FROM pg_ts_config WHERE oid >= 16384
  UNION ALL SELECT 'pg_publication'::regclass, oid, pubowner, NULL, NULL, NULL, false FROM pg_publication
  UNION ALL SELECT 'pg_subscription'::regclass, s.oid, subowner, NULL, NULL, NULL, false
              FROM pg_subscription s JOIN pg_database b ON b.oid = s.subdbid WHERE b.datname = current_database()
), rights AS (
  SELECT o.classid, o.objid, a.grantee, a.privilege_type, bool_or(a.is_grantable) AS option, NULL AS columns
    FROM o CROSS JOIN LATERAL aclexplode(o.acl) a GROUP BY 1, 2, 3, 4
  UNION ALL
  SELECT 'pg_class'::regclass, r.attrelid, r.grantee, r.privilege_type, r.option,
         string_agg(quote_ident(r.attname), ', ' ORDER BY r.attnum)
    FROM (SELECT t.attrelid, t.attname, t.attnum, a.grantee, a.privilege_type, bool_or(a.is_grantable) AS option
            FROM pg_attribute t CROSS JOIN LATERAL aclexplode(t.attacl) a
           WHERE t.attacl IS NOT NULL AND NOT t.attisdropped AND t.attrelid >= 16384 GROUP BY 1, 2, 3, 4, 5) r
   GROUP BY 1, 2, 3, 4, 5
), whole AS (
  SELECT classid, objid, grantee, count(*) AS n, bool_and(option) AS option, bool_or(option) AS any_option
    FROM rights WHERE columns IS NULL GROUP BY 1, 2, 3
), full_set AS (
  SELECT t.type, count(DISTINCT a.privilege_type) AS n
    FROM unnest('{r,s,f,T,n,l,F,S}'::"char"[]) t(type) CROSS JOIN LATERAL aclexplode(acldefault(t.type, 10)) a
   WHERE a.grantee = 10 GROUP BY 1
), held AS (
  SELECT DISTINCT r.classid, r.objid, r.grantee,
         CASE WHEN w.n = f.n AND f.n > 1 AND w.option = w.any_option AND r.columns IS NULL THEN 'all'
              ELSE lower(r.privilege_type) || COALESCE(' (' || r.columns || ')', '') END
           || CASE WHEN r.option THEN ' with grant option' ELSE '' END AS item,
         CASE WHEN w.n = f.n AND f.n > 1 AND w.option = w.any_option AND r.columns IS NULL THEN 0
              ELSE CASE WHEN r.columns IS NULL THEN 0 ELSE 100 END +
                   array_position('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER,MAINTAIN,USAGE,CREATE,EXECUTE}',
                                  r.privilege_type) END AS rank
    FROM rights r
    JOIN o USING (classid, objid)
    JOIN full_set f ON f.type = o.type::"char"
    LEFT JOIN whole w ON w.classid = r.classid AND w.objid = r.objid AND w.grantee = r.grantee
  UNION ALL SELECT classid, objid, 0, NULL, NULL FROM o WHERE acl IS NOT NULL
  UNION ALL SELECT classid, objid, owner, NULL, NULL FROM o WHERE acl IS NOT NULL
), said AS (
  SELECT h.classid, h.objid, h.grantee, COALESCE(string_agg(h.item, ', ' ORDER BY h.rank, h.item), '') AS privileges
    FROM held h GROUP BY 1, 2, 3
), lists AS (
  SELECT s.classid, s.objid,
         array_agg(CASE s.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(s.grantee) END || '=' || s.privileges) AS grants
    FROM said s JOIN o USING (classid, objid)
   WHERE NOT (s.grantee = 0 AND s.privileges = o.public)
     AND NOT (s.grantee = o.owner AND
              s.privileges = CASE WHEN o.type IN ('T', 'l', 'F', 'S') THEN 'usage' WHEN o.type = 'f' THEN 'execute' ELSE 'all' END)
   GROUP BY 1, 2
)
SELECT o.classid, o.objid, 0, CASE WHEN NOT o.owned THEN pg_get_userbyid(o.owner) END,
       CASE WHEN o.type IS NOT NULL THEN COALESCE(l.grants, '{}') END
  FROM o LEFT JOIN lists l USING (classid, objid))";

AccessOf access_of(const Rows& rows) {
  AccessOf result;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Said& said = result[address_at(rows, row, 0)];
    if (!rows.is_null(row, 3)) said.owner = std::string(rows.get(row, 3));
    if (rows.is_null(row, 4)) continue;
    Settings grants{parse_array(rows.get(row, 4))};
    std::sort(grants.list.begin(), grants.list.end());
    said.grants = std::move(grants);
  }
  return result;
}

void set_access(const Kind& kind, const Said& said, void* body) {
  if (const Field* owner = find_field(kind, "owner")) owner->set(body, said.owner);
  if (const Field* grants = find_field(kind, "grants")) grants->set(body, said.grants);
}

} // namespace lockstep
