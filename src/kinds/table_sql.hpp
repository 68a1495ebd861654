// How a catalog is asked for tables.
#pragma once

#include <string_view>

namespace lockstep::tables {

inline constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
       CASE WHEN c.relispartition THEN h.parents[1] END AS partition_of,
       CASE WHEN c.relispartition THEN regexp_replace(pg_get_expr(c.relpartbound, c.oid), '^FOR VALUES ', '') END AS values,
       CASE WHEN c.relispartition THEN replace(pg_get_partition_constraintdef(c.oid),
            quote_literal(h.hashed) || '::oid', quote_literal(h.parents[1]) || '::regclass') END AS bounds,
       h.detaching, CASE WHEN NOT c.relispartition THEN h.parents END AS inherits,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
       NULLIF(am.amname, 'heap') AS access_method, ts.spcname AS tablespace,
       c.relpersistence = 'u' AS unlogged,
       CASE WHEN t.reloptions IS NULL THEN c.reloptions
            ELSE c.reloptions || ARRAY(SELECT 'toast.' || o FROM unnest(t.reloptions) o) END AS with,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,
       CASE c.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' END AS replica_identity,
       CASE c.relreplident WHEN 'i' THEN
         (SELECT x.relname FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisreplident)
       END AS replica_identity_index,
       (SELECT x.relname FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisclustered)
       AS cluster_on,
       CASE WHEN c.relispartition AND c.relreplident = 'i' THEN
         (SELECT quote_ident(rn.nspname) || '.' || quote_ident(r.relname)
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class r ON r.oid = pg_partition_root(x.oid)
            JOIN pg_namespace rn ON rn.oid = r.relnamespace
           WHERE i.indrelid = c.oid AND i.indisreplident AND x.relispartition) END AS identity_whole,
       CASE WHEN c.relispartition THEN
         (SELECT quote_ident(rn.nspname) || '.' || quote_ident(r.relname)
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class r ON r.oid = pg_partition_root(x.oid)
            JOIN pg_namespace rn ON rn.oid = r.relnamespace
           WHERE i.indrelid = c.oid AND i.indisclustered AND x.relispartition) END AS cluster_whole,
       d.description AS comment
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
  LEFT JOIN pg_am am ON am.oid = c.relam
  LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
  LEFT JOIN (SELECT i.inhrelid, array_agg(quote_ident(pn.nspname) || '.' || quote_ident(p.relname) ORDER BY i.inhseqno) AS parents,
                    bool_or(i.inhdetachpending) AS detaching,
                    max(CASE WHEN '0' = ALL (string_to_array(k.partcollation::text, ' ')) THEN k.partrelid ELSE 0 END) AS hashed
               FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
               LEFT JOIN pg_partitioned_table k ON k.partrelid = p.oid AND k.partstrat = 'h'
              GROUP BY 1) h ON h.inhrelid = c.oid
  LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.oid >= 16384)";

} // namespace lockstep::tables
