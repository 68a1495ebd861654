// What one would write by hand, where the kinds' own statements need a plan around them to make sense.
#include "live/stall_cases.hpp"

#include <map>

namespace lockstep::test {

std::vector<std::string> written_statements(const std::string& name) {
  static const std::map<std::string, std::vector<std::string>> written = {
      {"column renamed", {"ALTER TABLE orders RENAME COLUMN note TO remark"}},
      {"required column",
       {"ALTER TABLE orders ADD COLUMN code text", "UPDATE orders SET code = 'c' || id",
        "ALTER TABLE orders ALTER COLUMN code SET NOT NULL"}},
      {"column with a backfill", {"ALTER TABLE orders ADD COLUMN code text", "UPDATE orders SET code = 'c' || id"}},
      {"column split",
       {"ALTER TABLE orders ADD COLUMN word text, ADD COLUMN place text",
        "UPDATE orders SET word = split_part(note, ' ', 1), place = split_part(note, ' ', 2)",
        "ALTER TABLE orders DROP COLUMN note"}},
      {"columns merged",
       {"ALTER TABLE orders ADD COLUMN remark text", "UPDATE orders SET remark = note || '/' || token",
        "ALTER TABLE orders DROP COLUMN note, DROP COLUMN token"}},
      {"table renamed", {"ALTER TABLE orders RENAME TO purchases"}},
      {"table partitioned",
       {"ALTER TABLE log RENAME TO log_old",
        "CREATE TABLE log (id bigint, size integer NOT NULL DEFAULT 0, PRIMARY KEY (id)) PARTITION BY RANGE (id)",
        "CREATE TABLE log_low PARTITION OF log FOR VALUES FROM (MINVALUE) TO (100000)",
        "CREATE TABLE log_high PARTITION OF log FOR VALUES FROM (100000) TO (MAXVALUE)",
        "INSERT INTO log SELECT * FROM log_old", "DROP TABLE log_old"}},
      {"materialized view over a retyped column",
       {"DROP MATERIALIZED VIEW totals", "DROP POLICY own ON orders",
        "ALTER TABLE orders ALTER COLUMN total TYPE bigint", "CREATE POLICY own ON orders USING (total >= 0)",
        "CREATE MATERIALIZED VIEW totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id",
        "CREATE UNIQUE INDEX totals_key ON totals (customer_id)"}},
      {"enum without a label",
       {"ALTER TYPE mood RENAME TO mood_old", "CREATE TYPE mood AS ENUM ('calm', 'keen')",
        "ALTER TABLE orders ALTER COLUMN feels TYPE mood USING feels::text::mood", "DROP TYPE mood_old"}},
      {"materialized view",
       {"DROP MATERIALIZED VIEW totals",
        "CREATE MATERIALIZED VIEW totals AS SELECT customer_id, max(total) AS total FROM orders GROUP BY customer_id",
        "CREATE UNIQUE INDEX totals_key ON totals (customer_id)"}}};
  const auto found = written.find(name);
  return found == written.end() ? std::vector<std::string>() : found->second;
}

} // namespace lockstep::test
