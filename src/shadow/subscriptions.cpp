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

constexpr const char* labels_sql =
    "INSERT INTO pg_shseclabel SELECT n.oid, l.classoid, l.provider, l.label "
    "FROM pg_shseclabel l JOIN (SELECT o.oid AS was, n.oid, 'pg_subscription'::regclass AS class "
    "FROM pg_subscription o JOIN pg_subscription n ON n.subname = o.subname "
    "WHERE o.subdbid = (SELECT oid FROM pg_database WHERE datname = $1) "
    "AND n.subdbid = (SELECT oid FROM pg_database WHERE datname = $2) "
    "UNION ALL SELECT o.oid, n.oid, 'pg_database'::regclass FROM pg_database o, pg_database n "
    "WHERE o.datname = $1 AND n.datname = $2) n ON l.objoid = n.was AND l.classoid = n.class";

/// Of the database and its subscriptions.
bool has_labels(Connection& server, const std::string& database) {
  return server
             .exec("SELECT FROM pg_shseclabel l, pg_database d LEFT JOIN pg_subscription s ON s.subdbid = d.oid "
                   "WHERE d.datname = $1 AND (l.classoid, l.objoid) IN (('pg_database'::regclass, d.oid), "
                   "('pg_subscription'::regclass, s.oid)) LIMIT 1",
                   {database})
             .size() > 0;
}

} // namespace

void drop_scratch_database(Connection& server, const std::string& database) {
  if (has_subscriptions(server, database))
    server.exec(std::string("WITH gone AS (DELETE FROM pg_subscription WHERE ") + of_database +
                    " RETURNING oid), labels AS (DELETE FROM pg_shseclabel l USING gone "
                    "WHERE l.classoid = 'pg_subscription'::regclass AND l.objoid = gone.oid) "
                    "DELETE FROM pg_shdepend d USING gone "
                    "WHERE d.classid = 'pg_subscription'::regclass AND d.objid = gone.oid",
                {database});
  server.exec("DROP DATABASE IF EXISTS " + quote_ident(database) + " WITH (FORCE)");
}

void copy_shared(Connection& server, const std::string& source, const std::string& clone, const std::string& conninfo) {
  if (has_subscriptions(server, source)) {
    server.exec(copy_sql, {source, clone});
    Connection(conninfo).exec(comments_sql, {source, clone});
  }
  if (has_labels(server, source)) server.exec(labels_sql, {source, clone});
}

} // namespace lockstep
