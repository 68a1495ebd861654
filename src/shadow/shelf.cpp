// A table in the maintenance database says what each database holds, so it is lost with the cluster and never lies.
#include "shadow/shelf.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "shadow/subscriptions.hpp"

#include <algorithm>

namespace lockstep {

namespace {

constexpr int most_databases = 12;
constexpr const char* most_bytes = "2147483648"; // 2 GB

constexpr const char* table_sql = R"(
CREATE TABLE IF NOT EXISTS shelf (
  database text PRIMARY KEY,
  key      text NOT NULL UNIQUE,
  topic    text NOT NULL,
  notes    text NOT NULL,
  bytes    bigint NOT NULL,
  used     timestamptz NOT NULL))";

constexpr const char* surplus_sql = R"(
DELETE FROM shelf s
 USING (SELECT database, row_number() OVER newest AS place, sum(bytes) OVER newest AS bytes
          FROM shelf WINDOW newest AS (ORDER BY used DESC, database)) r
 WHERE r.database = s.database AND r.place > 1 AND (r.place > $1 OR r.bytes > $2))";

constexpr const char* unshelved_sql = R"(
SELECT datname FROM pg_database
 WHERE NOT datistemplate AND datname <> 'postgres' AND datname <> ALL ($1::text[])
   AND datname NOT IN (SELECT database FROM shelf))";

} // namespace

Shelf::Shelf(Connection& connection) : connection_(connection) { connection_.exec(table_sql); }

std::optional<FoundDatabase> Shelf::find(const std::vector<std::string>& keys) {
  const Rows rows =
      connection_.exec("UPDATE shelf SET used = clock_timestamp() "
                       "WHERE key = (SELECT key FROM shelf JOIN unnest($1::text[]) WITH ORDINALITY k (key, place) "
                       "USING (key) ORDER BY place LIMIT 1) RETURNING database, key",
                       {"{" + join(keys, ",") + "}"});
  if (rows.size() == 0) return std::nullopt;
  const auto found = std::find(keys.begin(), keys.end(), rows.get(0, 1));
  return FoundDatabase{std::string(rows.get(0, 0)), static_cast<std::size_t>(found - keys.begin())};
}

std::optional<TakenDatabase> Shelf::take_latest(const std::string& topic) {
  const Rows rows = connection_.exec(
      "DELETE FROM shelf WHERE database = (SELECT database FROM shelf WHERE topic = $1 ORDER BY used DESC LIMIT 1) "
      "RETURNING database, key, notes",
      {topic});
  if (rows.size() == 0) return std::nullopt;
  return TakenDatabase{std::string(rows.get(0, 0)), {std::string(rows.get(0, 1)), topic, std::string(rows.get(0, 2))}};
}

void Shelf::take(const std::string& database) { connection_.exec("DELETE FROM shelf WHERE database = $1", {database}); }

void Shelf::put(const std::string& database, const Label& label) {
  connection_.exec("DELETE FROM shelf WHERE key = $1", {label.key});
  connection_.exec("INSERT INTO shelf VALUES ($1, $2, $3, $4, pg_database_size($1::text), clock_timestamp())",
                   {database, label.key, label.topic, label.notes});
}

void Shelf::tidy(const std::vector<std::string>& spares) {
  connection_.exec(surplus_sql, {std::to_string(most_databases), most_bytes});
  const Rows rows = connection_.exec(unshelved_sql, {"{" + join(spares, ",") + "}"});
  for (std::size_t row = 0; row < rows.size(); ++row) drop_scratch_database(connection_, std::string(rows.get(row, 0)));
}

} // namespace lockstep
