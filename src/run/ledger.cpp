// Reads and writes lockstep.migrations. Every name is qualified: files may change search_path.
#include "run/ledger.hpp"

#include "base/files.hpp"
#include "base/sql.hpp"
#include "emit/native.hpp"

#include <lockstep/error.hpp>

#include <algorithm>
#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

namespace lockstep {

namespace {

// One string is one transaction: half a history is never seen.
constexpr const char* create_sql = R"(
CREATE SCHEMA IF NOT EXISTS lockstep;
COMMENT ON SCHEMA lockstep IS 'History of schema migrations, kept by lockstep. Nothing of the application lives here.';
CREATE TABLE IF NOT EXISTS lockstep.migrations (
    tenant text NOT NULL DEFAULT '',
    version text NOT NULL,
    name text NOT NULL,
    phase text NOT NULL,
    checksum text NOT NULL,
    units integer NOT NULL,
    reached integer NOT NULL,
    reached_sum text NOT NULL,
    running text,
    baseline boolean NOT NULL DEFAULT false,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    applied_by text NOT NULL,
    client text NOT NULL,
    tool_version text NOT NULL,
    forced text,
    PRIMARY KEY (tenant, version)
);
COMMENT ON TABLE lockstep.migrations IS
    'One row for each migration file that ran here. finished_at is null while a file is interrupted; then lockstep apply goes on behind unit "reached".';
COMMENT ON COLUMN lockstep.migrations.tenant IS 'schema in which it ran, where each tenant has one; empty: the whole database';
COMMENT ON COLUMN lockstep.migrations.checksum IS 'SHA-256 of the file';
COMMENT ON COLUMN lockstep.migrations.units IS 'statements of the file, BEGIN ... COMMIT counted as one';
COMMENT ON COLUMN lockstep.migrations.reached IS 'how many of them are done';
COMMENT ON COLUMN lockstep.migrations.reached_sum IS 'SHA-256 of those that are done';
COMMENT ON COLUMN lockstep.migrations.forced IS 'gates that were passed with --force, the reason that was given, and who gave it';
COMMENT ON COLUMN lockstep.migrations.running IS 'statement outside a transaction that was begun; set only while it runs or when it died';
)";

// Tables of earlier versions of lockstep.
constexpr const char* add_tenant_sql =
    "ALTER TABLE lockstep.migrations ADD COLUMN tenant text NOT NULL DEFAULT '', DROP CONSTRAINT migrations_pkey, "
    "ADD PRIMARY KEY (tenant, version)";

constexpr const char* record_sql = R"(
INSERT INTO lockstep.migrations AS m (version, name, phase, checksum, units, reached, reached_sum, running, baseline,
                                      started_at, finished_at, applied_by, client, tool_version, forced, tenant)
VALUES ($1, $2, $3, $4, $5::integer, $6::integer, $7, $8, $9::boolean,
        pg_catalog.now(), CASE WHEN $10::boolean THEN pg_catalog.clock_timestamp() END,
        CASE WHEN current_user = session_user THEN current_user ELSE current_user || ' (as ' || session_user || ')' END,
        pg_catalog.concat_ws(' from ', $11::text, pg_catalog.host(pg_catalog.inet_client_addr())), $12,
        nullif($13, '') || ' (forced by ' || session_user || ', ' || $11::text || ')', $14)
ON CONFLICT (tenant, version) DO UPDATE SET
    name = excluded.name, phase = excluded.phase, checksum = excluded.checksum, units = excluded.units,
    reached = excluded.reached, reached_sum = excluded.reached_sum, running = excluded.running,
    finished_at = excluded.finished_at, applied_by = excluded.applied_by, client = excluded.client,
    tool_version = excluded.tool_version, forced = coalesce(excluded.forced, m.forced)
)";

/// user@machine of the one who runs the command.
std::string local_client() {
  char host[256] = "";
  if (gethostname(host, sizeof host - 1) != 0) host[0] = '\0';
  const passwd* entry = getpwuid(geteuid());
  return (entry == nullptr ? "uid " + std::to_string(geteuid()) : std::string(entry->pw_name)) + "@" + host;
}

} // namespace

Ledger::Ledger(Connection& connection, std::string tool_version, std::string tenant)
    : connection_(connection), tool_version_(std::move(tool_version)), tenant_(std::move(tenant)),
      client_(local_client()) {}

bool Ledger::exists() const {
  const Rows rows = connection_.exec("SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = "
                                     "c.relnamespace WHERE n.nspname = 'lockstep' AND c.relname = 'migrations'");
  return rows.size() > 0;
}

bool Ledger::has_column(const std::string& name) const {
  return connection_
             .exec("SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN "
                   "pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'lockstep' AND c.relname = "
                   "'migrations' AND a.attname = $1 AND NOT a.attisdropped",
                   {name})
             .size() > 0;
}

void Ledger::ensure() {
  try {
    if (!exists()) connection_.exec(create_sql);
    if (!has_column("forced")) connection_.exec("ALTER TABLE lockstep.migrations ADD COLUMN forced text");
    if (!has_column("tenant")) connection_.exec(add_tenant_sql);
  } catch (const Error& cause) {
    if (cause.sqlstate != "42501") throw;
    const Rows who = connection_.exec("SELECT pg_catalog.quote_ident(current_user), "
                                      "pg_catalog.quote_ident(pg_catalog.current_database())");
    const std::string user(who.get(0, 0));
    const std::string database(who.get(0, 1));
    Error error =
        database_error("role " + user + " may not make the schema lockstep, which keeps the history: " + cause.what(),
                       "let the owner of the database run: GRANT CREATE ON DATABASE " + database + " TO " + user +
                           "; or: CREATE SCHEMA lockstep AUTHORIZATION " + user + ";");
    error.sqlstate = cause.sqlstate;
    error.where = connection_.describe();
    throw error;
  }
}

void Ledger::require_readable() const {
  const Rows rows = connection_.exec(
      "SELECT pg_catalog.quote_ident(current_user) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid "
      "= "
      "c.relnamespace WHERE n.nspname = 'lockstep' AND c.relname = 'migrations' AND NOT "
      "(pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT'))");
  if (rows.size() == 0) return;
  const std::string user(rows.get(0, 0));
  Error error = database_error("role " + user + " may not read the history of migrations",
                               "let its owner run: GRANT USAGE ON SCHEMA lockstep TO " + user +
                                   "; GRANT SELECT ON ALL TABLES IN SCHEMA lockstep TO " + user +
                                   "; `lockstep drift` also compares with another state (--against schema.toml)");
  error.where = connection_.describe();
  throw error;
}

std::vector<LedgerRow> Ledger::read() const {
  std::vector<LedgerRow> found;
  if (!exists()) return found;
  require_readable();
  const bool of_tenants = has_column("tenant");
  if (!of_tenants && !tenant_.empty()) return found;
  const Rows rows =
      connection_.exec("SELECT version, name, checksum, reached, units, reached_sum, running, "
                       "pg_catalog.to_char(finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS \"UTC\"'), "
                       "applied_by, client, baseline FROM lockstep.migrations" +
                       (of_tenants ? " WHERE tenant = " + quote_literal(tenant_) : std::string()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto text = [&](std::size_t column) { return std::string(rows.get(i, column)); };
    const auto number = [&](std::size_t column) { return std::strtoul(text(column).c_str(), nullptr, 10); };
    LedgerRow row{text(0), text(1), text(2), number(3), number(4), text(5), text(6), text(7), text(8), false};
    if (const std::string client = text(9); !client.empty()) row.applied_by += ", " + client;
    row.baseline = text(10) == "t";
    found.push_back(std::move(row));
  }
  std::sort(found.begin(), found.end(),
            [](const LedgerRow& a, const LedgerRow& b) { return version_less(a.version, b.version); });
  return found;
}

std::vector<std::string> Ledger::tenants() const {
  std::vector<std::string> found;
  const Rows readable = connection_.exec(
      "SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
      "'lockstep' AND c.relname = 'migrations' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND "
      "pg_catalog.has_table_privilege(c.oid, 'SELECT')");
  if (readable.size() == 0 || !has_column("tenant")) return found;
  const Rows rows = connection_.exec("SELECT DISTINCT tenant FROM lockstep.migrations WHERE tenant <> ''");
  for (std::size_t row = 0; row < rows.size(); ++row) found.emplace_back(rows.get(row, 0));
  return found;
}

void Ledger::record(const ChainFile& file, const Progress& progress) {
  const Migration& migration = file.migration;
  const auto text = [](bool value) { return std::string(value ? "true" : "false"); };
  connection_.exec(record_sql,
                   {migration.version, migration.name, migration.phase, file.checksum,
                    std::to_string(migration.units.size()), std::to_string(progress.reached),
                    sum_of_units(migration, progress.reached),
                    progress.running.empty() ? std::nullopt : std::optional<std::string>(progress.running),
                    text(progress.baseline), text(progress.finished), client_, tool_version_, forced, tenant_});
}

void Ledger::forget(const ChainFile& file) {
  connection_.exec("DELETE FROM lockstep.migrations WHERE tenant = $1 AND version = $2 AND finished_at IS NULL AND "
                   "reached = 0",
                   {tenant_, file.migration.version});
}

std::string sum_of_units(const Migration& migration, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < std::min(count, migration.units.size()); ++i)
    for (const std::string& statement : migration.units[i].statements) text.append(statement).append(";\n");
  return sha256(text);
}

const LedgerRow* find_row(const std::vector<LedgerRow>& rows, const std::string& version) {
  for (const LedgerRow& row : rows)
    if (!version_less(row.version, version) && !version_less(version, row.version)) return &row;
  return nullptr;
}

} // namespace lockstep
