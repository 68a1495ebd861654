// How a catalog is asked for columns. Of a partition, an inheriting or a typed table: only those that are not as its
// table or type has them. Whoever gives pg_get_expr() a table makes the server open it, so only what can name its
// columns does; most sequences are as they come and need no join.
#pragma once

#include <string_view>

namespace lockstep::column {

inline constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, a.attname AS p3,
       'pg_class'::regclass::oid AS classid, c.oid AS objid, a.attnum AS objsubid,
       format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull{18: AND nn.conname IS NULL|} AS not_null,
       {18:nn.conname|NULL} AS unvalidated_not_null,
       CASE WHEN a.attgenerated = '' THEN pg_get_expr(ad.adbin, 0) END AS "default",
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
       CASE WHEN a.attidentity <> '' AND u.unusual THEN (
            SELECT array_remove(ARRAY[
                     'cache=' || NULLIF(s.seqcache, 1), CASE WHEN s.seqcycle THEN 'cycle=true' END,
                     'increment=' || NULLIF(s.seqincrement, 1),
                     'max_value=' || NULLIF(s.seqmax, CASE WHEN s.seqincrement > 0 THEN l.high ELSE -1 END),
                     'min_value=' || NULLIF(s.seqmin, CASE WHEN s.seqincrement > 0 THEN 1 ELSE l.low END),
                     'start=' || NULLIF(s.seqstart, CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END)], NULL)
              FROM pg_depend p JOIN pg_sequence s ON s.seqrelid = p.objid
              JOIN (VALUES ('smallint'::regtype, -32768::bigint, 32767::bigint), ('integer', -2147483648, 2147483647),
                           ('bigint', -9223372036854775808, 9223372036854775807)) l(type, low, high) ON l.type = s.seqtypid
             WHERE p.refclassid = 'pg_class'::regclass AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum
               AND p.classid = 'pg_class'::regclass AND p.deptype = 'i')
       END AS identity_options,
       CASE WHEN a.attgenerated <> '' THEN pg_get_expr(ad.adbin, ad.adrelid) END AS generated,
       a.attgenerated = 'v' AS virtual,
       CASE WHEN a.attcollation <> t.typcollation
            THEN (SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
                    FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation)
       END AS collation,
       CASE WHEN a.attstorage <> t.typstorage
            THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END
       END AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
       NULLIF(a.attstattarget, -1) AS statistics, {attoptions} AS options, {18:nv.conname|NULL} AS not_null_name,
       NOT a.attislocal AND NOT c.relispartition AND c.reloftype = 0 AS inherited, d.description AS comment, a.attnum AS position
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  CROSS JOIN (SELECT bool_or((seqcache, seqcycle, seqincrement, seqstart, seqmin) <> (1, false, 1, 1, 1)
                             OR seqmax <> CASE seqtypid WHEN 'smallint'::regtype THEN 32767 WHEN 'integer'::regtype THEN 2147483647
                                          ELSE 9223372036854775807 END) AS unusual FROM pg_sequence) u
  LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
  {18:LEFT JOIN pg_constraint nn ON nn.contype = 'n' AND NOT nn.convalidated AND nn.conrelid = c.oid AND nn.conkey[1] = a.attnum|}
  {18:LEFT JOIN pg_constraint nv ON nv.contype = 'n' AND nv.convalidated AND nv.conrelid = c.oid AND nv.conkey[1] = a.attnum|}
  LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum
  LEFT JOIN (SELECT h.inhrelid, p.attname, (array_agg(p.attstorage ORDER BY h.inhseqno))[1] AS attstorage,
                    (array_agg(p.attcompression ORDER BY h.inhseqno))[1] AS attcompression,
                    (array_agg(p.attnotnull ORDER BY h.inhseqno))[1] AS attnotnull,
                    (array_agg(pg_get_expr(e.adbin, e.adrelid) ORDER BY h.inhseqno) FILTER (WHERE e.oid IS NOT NULL))[1] AS value
               FROM pg_inherits h JOIN pg_attribute p ON p.attrelid = h.inhparent AND p.attnum > 0 AND NOT p.attisdropped
               LEFT JOIN pg_attrdef e ON e.adrelid = p.attrelid AND e.adnum = p.attnum
              GROUP BY h.inhrelid, p.attname) up ON up.inhrelid = c.oid AND up.attname = a.attname
 WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.oid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
   AND (c.reloftype = 0 AND a.attislocal -- else only where it is not as the parent or the type has it
        OR a.attstorage <> COALESCE(up.attstorage, t.typstorage) OR a.attcompression <> COALESCE(up.attcompression, '')
        OR a.attnotnull AND NOT COALESCE(up.attnotnull, false) OR COALESCE(a.attstattarget, -1) <> -1
        OR {attoptions} IS NOT NULL OR d.description IS NOT NULL
        OR (a.attgenerated = '' OR up.attname IS NULL) AND pg_get_expr(ad.adbin, ad.adrelid) IS DISTINCT FROM up.value))";

} // namespace lockstep::column
