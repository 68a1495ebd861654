// How the catalog queries spell the columns of an index: expression, collation, operator class and order of each.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace lockstep {

/// Joins texts at compile time, so that two catalog queries can share a part.
template <const std::string_view&... Parts> struct Joined {
  static constexpr auto storage = [] {
    std::array<char, (Parts.size() + ... + 0)> all{};
    auto at = all.begin();
    ((at = std::copy(Parts.begin(), Parts.end(), at)), ...);
    return all;
  }();
  static constexpr std::string_view value{storage.data(), storage.size()};
};

/// The keys and included columns (text[] each) of one index, to stand in CROSS JOIN LATERAL: once for each row, so that
/// the cost grows with the number of indexes whatever the planner knows of the catalogs. It reads `i`, a row of
/// pg_index, and `op.ops`, the operators of an exclusion constraint or null. An operator class is named only where it
/// is not the one that PostgreSQL would choose, an order only where the access method has one.
inline constexpr std::string_view index_columns_sql = R"((
  SELECT array_agg(k.name || k.collation || k.opclass || k.ordering || COALESCE(k.operator, '') ORDER BY k.n)
           FILTER (WHERE k.n <= i.indnkeyatts) AS keys,
         array_agg(k.name ORDER BY k.n) FILTER (WHERE k.n > i.indnkeyatts) AS included
    FROM (
    SELECT u.n,
           CASE WHEN u.attnum = 0 THEN pg_get_indexdef(i.indexrelid, u.n::int, false) ELSE quote_ident(a.attname) END AS name,
           CASE WHEN u.coll <> 0 AND u.coll <> COALESCE(a.attcollation, 100) THEN ' COLLATE ' || u.coll::regcollation::text
                ELSE '' END AS collation,
           CASE WHEN ia.attoptions IS NULL AND (o.oid IS NULL OR o.opcdefault AND (o.opcintype = b.type OR NOT EXISTS
                     (SELECT 1 FROM pg_opclass other WHERE other.opcmethod = o.opcmethod AND other.opcdefault
                         AND other.opcintype = b.type))) THEN ''
                ELSE ' ' || CASE WHEN os.nspname = 'pg_catalog' THEN '' ELSE quote_ident(os.nspname) || '.' END ||
                     quote_ident(o.opcname) ||
                     COALESCE('(' || (SELECT string_agg(split_part(p, '=', 1) || '=' ||
                                                        quote_literal(substr(p, strpos(p, '=') + 1)), ', ')
                                        FROM unnest(ia.attoptions) p) || ')', '') END AS opclass,
           CASE WHEN am.amname <> 'btree' OR u.opt IS NULL THEN ''
                ELSE CASE u.opt & 3 WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC'
                     ELSE '' END END AS ordering,
           CASE WHEN op.ops IS NOT NULL THEN
             (SELECT ' WITH ' || CASE WHEN ps.nspname = 'pg_catalog' THEN p.oprname
                                      ELSE 'OPERATOR(' || quote_ident(ps.nspname) || '.' || p.oprname || ')' END
                FROM pg_operator p JOIN pg_namespace ps ON ps.oid = p.oprnamespace
               WHERE p.oid = op.ops[u.n]) END AS operator
      FROM unnest(i.indkey::int2[], i.indcollation::oid[], i.indclass::oid[], i.indoption::int2[])
           WITH ORDINALITY u(attnum, coll, opc, opt, n)
      JOIN pg_attribute ia ON ia.attrelid = i.indexrelid AND ia.attnum = u.n
      LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.attnum AND u.attnum <> 0
      LEFT JOIN pg_opclass o ON o.oid = u.opc
      LEFT JOIN pg_namespace os ON os.oid = o.opcnamespace
      LEFT JOIN pg_am am ON am.oid = o.opcmethod
     CROSS JOIN LATERAL (SELECT CASE COALESCE(a.atttypid, ia.atttypid) WHEN 'varchar'::regtype THEN 'text'::regtype
                                ELSE COALESCE(a.atttypid, ia.atttypid) END AS type) b) k))";

} // namespace lockstep
