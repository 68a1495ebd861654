// One query for each runner's table. Times are in UTC where the runner knows the zone.
#include "run/history_rows.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

#include <lockstep/error.hpp>

#include <array>

namespace lockstep {

namespace {

constexpr std::array<HistoryTable, 11> tables = {{
    {"flyway", "flyway_schema_history", "installed_rank version script success", "", R"(
SELECT DISTINCT ON (coalesce(version, script))
       CASE WHEN NOT success THEN 'failed' WHEN type = 'BASELINE' THEN 'baseline'
            WHEN type LIKE 'UNDO%' OR type = 'DELETE' THEN 'undone' ELSE 'applied' END,
       CASE WHEN type = 'BASELINE' THEN version ELSE script END,
       to_char(installed_on, 'YYYY-MM-DD HH24:MI:SS'), installed_by, checksum::text, description
  FROM {table} WHERE type <> 'SCHEMA' ORDER BY coalesce(version, script), installed_rank DESC)",
     "flyway repair, then flyway migrate", "", ""},
    {"liquibase", "databasechangelog", "id author filename exectype", "", R"(
SELECT CASE exectype WHEN 'FAILED' THEN 'failed' WHEN 'SKIPPED' THEN 'undone' ELSE 'applied' END,
       author || ':' || id || '|' || filename, to_char(dateexecuted, 'YYYY-MM-DD HH24:MI:SS'), 'liquibase ' || liquibase,
       CASE WHEN md5sum LIKE '9:%' THEN md5sum ELSE '' END, comments FROM {table} ORDER BY orderexecuted)",
     "liquibase update", "", "databasechangeloglock"},
    {"alembic", "alembic_version", "version_num", "", "SELECT 'head', version_num, '', '', '', '' FROM {table}",
     "alembic upgrade head", "", ""},
    {"golang-migrate", "schema_migrations", "version dirty", "", R"(
SELECT CASE WHEN dirty THEN 'dirty' ELSE 'up_to' END, version::text, '', '', '', '' FROM {table})",
     "migrate force to the version before, then migrate up", "", ""},
    {"goose", "goose_db_version", "version_id is_applied", "", R"(
SELECT DISTINCT ON (version_id) CASE WHEN is_applied THEN 'applied' ELSE 'undone' END, version_id::text,
       to_char(tstamp, 'YYYY-MM-DD HH24:MI:SS'), '', '', ''
  FROM {table} WHERE version_id > 0 ORDER BY version_id, id DESC)",
     "goose up", "", ""},
    {"prisma", "_prisma_migrations", "migration_name finished_at rolled_back_at", "", R"(
SELECT DISTINCT ON (migration_name)
       CASE WHEN rolled_back_at IS NOT NULL THEN 'undone' WHEN finished_at IS NULL THEN 'failed' ELSE 'applied' END,
       migration_name, to_char(finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'), '', checksum, logs
  FROM {table} ORDER BY migration_name, started_at DESC)",
     "prisma migrate resolve --rolled-back NAME, then prisma migrate deploy", "", ""},
    {"drizzle", "__drizzle_migrations", "hash created_at", "", R"(
SELECT 'applied', created_at::text, '', '', hash, to_jsonb(m) ->> 'name' FROM {table} m ORDER BY created_at)",
     "drizzle-kit migrate", "drizzle", ""},
    {"rails", "schema_migrations", "version", "dirty", "SELECT 'applied', version, '', '', '', '' FROM {table}",
     "rails db:migrate", "", "ar_internal_metadata"},
    {"dbmate", "schema_migrations", "version", "dirty", "SELECT 'applied', version, '', '', '', '' FROM {table}",
     "dbmate up", "", ""},
    {"sqitch", "changes", "change_id change script_hash project", "", R"(
SELECT 'applied', change, to_char(committed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'), committer_name,
       script_hash, '' FROM {table}
 UNION ALL
SELECT 'failed', change, '', '', '', '' FROM (SELECT DISTINCT ON (change) change, event FROM sqitch.events
       ORDER BY change, committed_at DESC) last WHERE event = 'fail')",
     "sqitch deploy", "sqitch", ""},
    {"atlas", "atlas_schema_revisions", "version applied total", "", R"(
SELECT CASE WHEN applied < total OR coalesce(error, '') <> '' THEN 'failed' ELSE 'applied' END, version,
       to_char(executed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'), operator_version, hash,
       CASE WHEN coalesce(error, '') <> '' THEN error ELSE applied || ' of ' || total || ' statements are done' END
  FROM {table} WHERE version <> '.atlas_cloud_identifier')",
     "atlas migrate apply", "atlas_schema_revisions", ""},
}};

/// The table of that name with the columns by which it is known, the search path's first; empty where there is none.
std::string find_table(Connection& connection, const HistoryTable& table, const std::string& name) {
  const std::vector<std::string> parts = parse_name(name.empty() ? table.name : name);
  if (parts.empty() || parts.size() > 2)
    throw usage_error("\"" + name + "\" is not the name of a table", "write history = \"schema.table\"");
  std::vector<std::string> columns = split(table.columns, ' ');
  const Rows rows = connection.exec(
      "SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)"
      "  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " WHERE c.relname = $1 AND c.relkind IN ('r', 'p') AND ($2 = '' OR n.nspname = $2)"
      "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = c.oid AND attname = $4)"
      "   AND (SELECT count(*) FROM pg_catalog.pg_attribute WHERE attrelid = c.oid AND attname = ANY ($3::text[]))"
      "       = pg_catalog.cardinality($3::text[])"
      " ORDER BY pg_catalog.array_position(pg_catalog.current_schemas(false), n.nspname) NULLS LAST, n.nspname LIMIT 1",
      {parts.back(), parts.size() == 2 ? parts.front() : "", array_literal(columns), std::string(table.never)});
  return rows.size() == 0 ? std::string() : std::string(rows.get(0, 0));
}

HistoryRow::Says says_of(std::string_view word) {
  using Says = HistoryRow::Says;
  constexpr std::array<std::pair<std::string_view, Says>, 7> words = {{{"applied", Says::applied},
                                                                       {"failed", Says::failed},
                                                                       {"undone", Says::undone},
                                                                       {"up_to", Says::up_to},
                                                                       {"dirty", Says::dirty},
                                                                       {"head", Says::head},
                                                                       {"baseline", Says::baseline}}};
  for (const auto& [text, says] : words)
    if (text == word) return says;
  return Says::applied;
}

} // namespace

const HistoryTable& history_table(const Dialect& dialect) {
  for (const HistoryTable& table : tables)
    if (table.dialect == dialect.name) return table;
  throw usage_error("the runner of " + std::string(dialect.name) + " keeps no history");
}

std::vector<HistoryRow> read_history_rows(Connection& connection, const HistoryTable& table, const std::string& name) {
  std::vector<HistoryRow> found;
  const std::string relation = find_table(connection, table, name);
  if (relation.empty()) return found;
  const Rows rows = connection.exec(replace_all(std::string(table.query), "{table}", relation));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto text = [&](std::size_t column) { return std::string(rows.get(i, column)); };
    found.push_back({says_of(text(0)), text(1), text(2), text(3), text(4), text(5)});
  }
  return found;
}

} // namespace lockstep
