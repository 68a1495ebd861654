// Counters of sequences against what their columns can hold, and the rights of the role that looks.
// https://www.postgresql.org/docs/current/catalog-pg-sequence.html
#include "catalog/health.hpp"

#include "base/text.hpp"

#include <cstdlib>

namespace lockstep {

namespace {

// A column takes numbers of a sequence that it owns, or that its default asks. Those with all of bigint before them are
// not asked how far they are: the server would have to open each.
constexpr const char* sequences_sql = R"(
WITH s AS MATERIALIZED (
  SELECT c.oid, n.nspname || '.' || c.relname AS name, min(fn.nspname || '.' || t.relname || '.' || a.attname) AS filled,
         coalesce(min(format_type(a.atttypid, NULL)), format_type(s.seqtypid, NULL)) AS type,
         least(s.seqmax, min(l.most)) AS most, pg_get_userbyid(c.relowner) AS owner
    FROM pg_sequence s
    JOIN pg_class c ON c.oid = s.seqrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN (
         SELECT d.objid AS sequence, d.refobjid AS relid, d.refobjsubid AS attnum
           FROM pg_depend d
          WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
            AND d.refobjsubid > 0
          UNION
         SELECT d.refobjid, e.adrelid, e.adnum
           FROM pg_depend d JOIN pg_attrdef e ON e.oid = d.objid
          WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass) f ON f.sequence = c.oid
    LEFT JOIN pg_attribute a ON a.attrelid = f.relid AND a.attnum = f.attnum
    LEFT JOIN pg_class t ON t.oid = f.relid
    LEFT JOIN pg_namespace fn ON fn.oid = t.relnamespace
    LEFT JOIN (VALUES ('int2'::regtype, 32767::bigint), ('int4', 2147483647)) AS l(type, most) ON l.type = a.atttypid
   WHERE s.seqincrement > 0 AND s.seqmax > 0 AND NOT s.seqcycle AND n.nspname !~ '^pg_'
   GROUP BY c.oid, n.nspname, c.relname, s.seqtypid, s.seqmax, c.relowner)
SELECT name, coalesce(filled, '') AS filled, type, most,
       CASE WHEN p.seen THEN greatest(pg_sequence_last_value(oid), 0)::numeric / most END AS used, p.seen, owner
  FROM s CROSS JOIN LATERAL has_sequence_privilege(oid, 'SELECT, USAGE') p(seen)
 WHERE most < 9223372036854775807
 ORDER BY 1)";

// The view shows no options of those mappings that the role may not use.
constexpr const char* mappings_sql = R"(
SELECT m.srvname || '.' || m.usename
  FROM pg_user_mappings m JOIN pg_foreign_server s ON s.oid = m.srvid
 WHERE m.umoptions IS NULL AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
   AND NOT pg_has_role(s.srvowner, 'USAGE')
   AND NOT (m.umuser <> 0 AND m.usename = current_user AND has_server_privilege(s.oid, 'USAGE'))
 ORDER BY 1)";

constexpr const char* subscriptions_sql = R"(
SELECT count(*) FROM pg_stat_subscription
 WHERE NOT has_column_privilege('pg_subscription', 'subconninfo', 'SELECT'))";

constexpr const char* raw_sql = R"(
SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'lockstep' AND c.relname = 'sql'
   AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')))";

void add_sequences(const Rows& rows, Health& health) {
  std::vector<std::string> unseen;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto text = [&](std::size_t column) { return std::string(rows.get(row, column)); };
    if (text(5) != "t") {
      unseen.push_back(text(0));
      continue;
    }
    if (rows.is_null(row, 4)) continue; // nothing was taken yet
    health.sequences.push_back({text(0), text(1), text(2), text(3), std::strtod(text(4).c_str(), nullptr), text(6)});
  }
  if (!unseen.empty()) health.unseen.push_back("how far these sequences are (USAGE is missing): " + join(unseen, ", "));
}

} // namespace

Health read_health(Connection& connection) {
  Health health;
  add_sequences(connection.exec(sequences_sql), health);
  const Rows mappings = connection.exec(mappings_sql);
  for (std::size_t row = 0; row < mappings.size(); ++row) {
    health.unseen.push_back("the options of the user mapping " + std::string(mappings.get(row, 0)));
    health.hidden.insert("user_mapping " + std::string(mappings.get(row, 0)));
  }
  health.hides_subscriptions = connection.exec(subscriptions_sql).get(0, 0) != "0";
  if (health.hides_subscriptions) health.unseen.emplace_back("where subscriptions lead to (only a superuser sees it)");
  health.hides_sql = connection.exec(raw_sql).size() > 0;
  if (health.hides_sql) health.unseen.emplace_back("which [[sql]] there is (lockstep.sql may not be read)");
  return health;
}

} // namespace lockstep
