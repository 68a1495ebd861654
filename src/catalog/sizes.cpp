// Sizes from pg_class and the statistics of tables. No row of a table is read, and no figure is exact.
// https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-DBOBJECT
#include "catalog/sizes.hpp"

#include "base/sql.hpp"

#include <algorithm>

namespace lockstep {

namespace {

// reltuples is -1 until somebody has counted. A partitioned table has what its leaves have.
constexpr const char* tables_sql = R"(
SELECT n.nspname, c.relname,
       CASE WHEN bool_and(leaf.reltuples >= 0 OR s.n_live_tup > 0 OR pg_relation_size(leaf.oid) = 0)
            THEN sum(greatest(leaf.reltuples::bigint, s.n_live_tup, 0)) END,
       coalesce(sum(pg_table_size(leaf.oid)), 0)
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN LATERAL (SELECT p.relid FROM pg_partition_tree(c.oid) p WHERE p.isleaf AND c.relkind = 'p'
                     UNION ALL SELECT c.oid WHERE c.relkind <> 'p') part ON true
  LEFT JOIN pg_class leaf ON leaf.oid = part.relid
  LEFT JOIN pg_stat_all_tables s ON s.relid = leaf.oid
 WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'lockstep')
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 GROUP BY 1, 2)";

constexpr const char* indexes_sql = R"(
SELECT n.nspname, c.relname, i.relname,
       coalesce(CASE i.relkind WHEN 'I' THEN (SELECT sum(pg_relation_size(p.relid)) FROM pg_partition_tree(i.oid) p)
                               ELSE pg_relation_size(i.oid) END, 0)
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indrelid
  JOIN pg_class i ON i.oid = x.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_')";

// No value is read, only how many there are. A part of the rows is below zero in n_distinct, and grows with the table.
constexpr const char* columns_sql = R"(
SELECT schemaname, tablename, attname, round(null_frac::numeric, 2), greatest(n_distinct, 0)::bigint
  FROM pg_stats WHERE (round(null_frac::numeric, 2) > 0 OR n_distinct > 0) AND schemaname !~ '^pg_')";

/// Two digits are enough for an estimate, and the file stays as it is while the tables hardly grow.
std::int64_t rounded(std::int64_t value) {
  std::int64_t unit = 1;
  while (value / unit >= 100) unit *= 10;
  return (value + unit / 2) / unit * unit;
}

} // namespace

Sizes measure_sizes(Connection& connection, const ReadOptions& options) {
  Sizes sizes;
  sizes.server_major = connection.server_major();
  const auto& ignored = options.ignore_schemas;
  connection.exec(std::string(one_moment) + "; SET LOCAL search_path = ''");
  const Rows tables = connection.exec(tables_sql);
  const Rows indexes = connection.exec(indexes_sql);
  const Rows columns = connection.exec(columns_sql);
  connection.exec("COMMIT");
  for (std::size_t row = 0; row < tables.size(); ++row) {
    if (std::find(ignored.begin(), ignored.end(), tables.get(row, 0)) != ignored.end()) continue;
    TableSize& table = sizes.tables[qualified(tables.get(row, 0), tables.get(row, 1))];
    if (!tables.is_null(row, 2)) table.rows = rounded(tables.number(row, 2));
    table.bytes = rounded(tables.number(row, 3));
  }
  for (std::size_t row = 0; row < indexes.size(); ++row) {
    const auto table = sizes.tables.find(qualified(indexes.get(row, 0), indexes.get(row, 1)));
    if (table == sizes.tables.end()) continue;
    table->second.indexes[std::string(indexes.get(row, 2))] = rounded(indexes.number(row, 3));
  }
  for (std::size_t row = 0; row < columns.size(); ++row) {
    const auto table = sizes.tables.find(qualified(columns.get(row, 0), columns.get(row, 1)));
    if (table != sizes.tables.end())
      table->second.columns[std::string(columns.get(row, 2))] = {std::stod(std::string(columns.get(row, 3))),
                                                                 rounded(columns.number(row, 4))};
  }
  return sizes;
}

} // namespace lockstep
