// Rows of pg_subscription, written by hand: CREATE and DROP SUBSCRIPTION need a session in each database.
#include "shadow/subscriptions.hpp"

#include "base/sql.hpp"

namespace lockstep {

namespace {

constexpr const char* of_database = "subdbid = (SELECT oid FROM pg_database WHERE datname = $1)";

bool has_subscriptions(Connection& server, const std::string& database) {
  return server.exec(std::string("SELECT FROM pg_subscription WHERE ") + of_database + " LIMIT 1", {database}).size() >
         0;
}

// The columns differ from major to major.
constexpr const char* copy_sql =
    "INSERT INTO pg_subscription SELECT (jsonb_populate_record(s, jsonb_build_object("
    "'oid', pg_nextoid('pg_subscription', 'oid', 'pg_subscription_oid_index'), "
    "'subdbid', (SELECT oid FROM pg_database WHERE datname = $2)))).* "
    "FROM pg_subscription s WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = $1)";

constexpr const char* comments_sql =
    "UPDATE pg_description d SET objoid = n.oid FROM pg_subscription o, pg_subscription n "
    "WHERE d.classoid = 'pg_subscription'::regclass AND d.objoid = o.oid AND n.subname = o.subname "
    "AND o.subdbid = (SELECT oid FROM pg_database WHERE datname = $1) "
    "AND n.subdbid = (SELECT oid FROM pg_database WHERE datname = $2)";

} // namespace

void drop_scratch_database(Connection& server, const std::string& database) {
  if (has_subscriptions(server, database))
    server.exec(std::string("WITH gone AS (DELETE FROM pg_subscription WHERE ") + of_database +
                    " RETURNING oid) DELETE FROM pg_shdepend d USING gone "
                    "WHERE d.classid = 'pg_subscription'::regclass AND d.objid = gone.oid",
                {database});
  server.exec("DROP DATABASE IF EXISTS " + quote_ident(database) + " WITH (FORCE)");
}

void copy_subscriptions(Connection& server, const std::string& source, const std::string& clone,
                        const std::string& conninfo) {
  if (!has_subscriptions(server, source)) return;
  server.exec(copy_sql, {source, clone});
  Connection(conninfo).exec(comments_sql, {source, clone});
}

} // namespace lockstep
