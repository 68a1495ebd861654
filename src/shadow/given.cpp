// The shadow on a given server: who may use it, and what earlier runs left there.
#include "shadow/given.hpp"

#include "base/sql.hpp"
#include "lockstep/error.hpp"
#include "run/role_statement.hpp"

#include <random>

namespace lockstep {
namespace {

/// The right to create databases, with words that say what is missing.
void check_rights(Connection& connection) {
  const Rows rows = connection.exec("SELECT rolcreatedb OR rolsuper, rolname, pg_is_in_recovery() FROM pg_roles "
                                    "WHERE rolname = current_user");
  const std::string role(rows.get(0, 1));
  if (rows.get(0, 2) == "t")
    throw database_error("the shadow server " + connection.describe() + " is a read-only standby",
                         "give a server that takes writes");
  if (rows.get(0, 0) != "t")
    throw database_error("the role " + role + " may not create databases on the shadow server " + connection.describe(),
                         "ALTER ROLE " + quote_ident(role) +
                             " CREATEDB, or leave out --shadow to use a private server");
}

std::string random_word() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::random_device device;
  std::string word;
  for (int i = 0; i < 8; ++i) word += digits[device() % digits.size()];
  return word;
}

/// The time is the server's: the age of a database is told by its name.
std::string name_run(Connection& connection) {
  const Rows rows = connection.exec("SELECT to_hex(extract(epoch FROM now())::bigint)");
  std::string run = "lockstep_shadow_" + std::string(rows.get(0, 0)) + "_" + random_word();
  connection.exec("SET application_name = " + quote_literal(run));
  return run;
}

/// With its subscriptions, for which the server would keep it: none of them has ever been connected.
void drop(Connection& connection, const std::string& url, const std::string& database, const char* how) {
  const Rows rows = connection.exec("SELECT quote_ident(subname) FROM pg_subscription WHERE subdbid = "
                                    "(SELECT oid FROM pg_database WHERE datname = $1)",
                                    {database});
  if (rows.size() > 0) {
    Connection inside(with_database(url, database));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string name(rows.get(i, 0));
      inside.exec("ALTER SUBSCRIPTION " + name + " DISABLE");
      inside.exec("ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)");
      inside.exec("DROP SUBSCRIPTION " + name);
    }
  }
  connection.exec("DROP DATABASE IF EXISTS " + quote_ident(database) + how);
}

/// Databases of earlier runs whose session is gone. Ten minutes of age keep away from one that has only just begun.
void drop_stale(Connection& connection, const std::string& url) {
  const Rows rows =
      connection.exec("SELECT d.datname FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba "
                      "WHERE d.datname ~ '^lockstep_shadow_[0-9a-f]{8}_[0-9a-f]{8}_[0-9]+$' "
                      "AND r.rolname = current_user "
                      "AND ('x' || substr(d.datname, 17, 8))::bit(32)::bigint < extract(epoch FROM now()) - 600 "
                      "AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname "
                      "OR a.application_name = regexp_replace(d.datname, '_[0-9]+$', ''))");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    try {
      drop(connection, url, std::string(rows.get(i, 0)), "");
    } catch (const Error&) { // another run drops it at the same time, or it has to stay: nothing that this run needs
    }
  }
}

/// A server in another encoding has a locale that does not go with UTF8.
std::string find_locale_clause(Connection& connection) {
  const Rows rows = connection.exec("SELECT pg_encoding_to_char(encoding) = 'UTF8' OR datctype IN ('C', 'POSIX') "
                                    "FROM pg_database WHERE datname = 'template0'");
  return rows.size() == 1 && rows.get(0, 0) == "t" ? "" : " LC_COLLATE 'C' LC_CTYPE 'C'";
}

} // namespace

GivenServer::GivenServer(std::string url) : url_(std::move(url)), connection_(url_) {
  check_rights(connection_);
  drop_stale(connection_, url_);
  run_ = name_run(connection_);
  locale_clause_ = find_locale_clause(connection_);
}

/// Names that schemas with roles needed. Another run that still uses one keeps it, and drops it in its turn.
void GivenServer::drop_bare_roles() {
  const Rows rows = connection_.exec("SELECT quote_ident(r.rolname) FROM pg_roles r WHERE shobj_description(r.oid, "
                                     "'pg_authid') = " +
                                     quote_literal(bare_role_comment));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    try {
      connection_.exec("DROP ROLE " + std::string(rows.get(i, 0)));
    } catch (const Error&) {
    }
  }
}

void GivenServer::drop_database(const std::string& database) {
  drop(connection_, url_, database, " WITH (FORCE)");
  databases_.erase(database);
}

GivenServer::~GivenServer() {
  if (::getpid() != owner_) return; // a forked child: the databases are its parent's
  for (const std::string& database : databases_) {
    try {
      drop(connection_, url_, database, " WITH (FORCE)");
    } catch (const Error&) {
      // The next run of this role drops it.
    }
  }
  try {
    drop_bare_roles();
  } catch (const Error&) { // the server has gone
  }
}

} // namespace lockstep
