// Boundaries come from a sample of pages: the table is not read for them.
#include "run/backfill_parts.hpp"

#include "base/files.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

constexpr const char* create_sql = R"(
CREATE TABLE lockstep.backfills (
    version text NOT NULL,
    unit integer NOT NULL,
    part integer NOT NULL,
    statement_sum text NOT NULL,
    behind text[] NOT NULL,
    up_to text[] NOT NULL,
    seen bigint NOT NULL DEFAULT 0,
    filled bigint NOT NULL DEFAULT 0,
    finished boolean NOT NULL DEFAULT false,
    PRIMARY KEY (version, unit, part)
);
COMMENT ON TABLE lockstep.backfills IS
    'Where backfills stand that are not finished: behind is the last key (or page) that is done.';
)";

/// "acme/20261122120000" for a tenant.
std::string version_sql(const Workplace& work, const ChainFile& file) {
  const std::string& tenant = work.options.tenant;
  return quote_literal((tenant.empty() ? "" : tenant + "/") + file.migration.version);
}

std::string array_sql(const std::vector<std::string>& texts) {
  return quote_literal(array_literal(texts)) + "::text[]";
}

std::vector<std::vector<std::string>> sampled_keys(Connection& connection, const BackfillBlock& block) {
  const Rows pages = connection.exec("SELECT greatest(pg_catalog.pg_relation_size(pg_catalog.to_regclass($1)) / "
                                     "pg_catalog.current_setting('block_size')::bigint, 1)",
                                     {block.table});
  const double all = std::stod(std::string(pages.get(0, 0)));
  const std::string list = join(block.key, ", ");
  const Rows rows = connection.exec("SELECT " + list + " FROM " + block.table + " TABLESAMPLE SYSTEM (" +
                                    std::to_string(std::min(100.0, 100.0 * 300.0 / all)) + ") ORDER BY " + list);
  std::vector<std::vector<std::string>> keys(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t column = 0; column < rows.columns(); ++column) keys[row].emplace_back(rows.get(row, column));
  return keys;
}

std::vector<Part> split_pages(Connection& connection, const BackfillBlock& block, std::size_t parts) {
  const Rows rows = connection.exec("WITH RECURSIVE part AS (SELECT pg_catalog.to_regclass($1)::oid AS id "
                                    "UNION SELECT inhrelid FROM pg_catalog.pg_inherits JOIN part ON inhparent = id) "
                                    "SELECT pg_catalog.max(pg_catalog.pg_relation_size(id)) / "
                                    "pg_catalog.current_setting('block_size')::bigint FROM part",
                                    {block.table});
  const unsigned long pages = std::stoul(std::string(rows.get(0, 0)));
  std::vector<Part> all;
  for (std::size_t i = 0; i < parts; ++i)
    all.push_back({i, {std::to_string(pages * i / parts)}, {std::to_string(pages * (i + 1) / parts)}});
  return all;
}

} // namespace

std::vector<Part> split_table(Connection& connection, const BackfillBlock& block, std::size_t parts) {
  if (block.key.empty()) return split_pages(connection, block, parts);
  std::vector<Part> all;
  const auto keys = parts > 1 ? sampled_keys(connection, block) : std::vector<std::vector<std::string>>{};
  for (std::size_t i = 1; i < parts && keys.size() >= 4 * parts; ++i) {
    const auto& key = keys[keys.size() * i / parts];
    if (all.empty() || all.back().up_to != key)
      all.push_back({all.size(), all.empty() ? std::vector<std::string>{} : all.back().up_to, key});
  }
  all.push_back({all.size(), all.empty() ? std::vector<std::string>{} : all.back().up_to, {}});
  return all;
}

BackfillProgress::BackfillProgress(const Workplace& work, const ChainFile& file, std::size_t unit)
    : connection_(work.connection),
      where_("version = " + version_sql(work, file) + " AND unit = " + std::to_string(unit)),
      values_(version_sql(work, file) + ", " + std::to_string(unit)),
      sum_(quote_literal(sha256(file.migration.units[unit].statements.front()))) {}

void ensure_backfills(Connection& connection) {
  if (connection.exec("SELECT pg_catalog.to_regclass('lockstep.backfills') IS NULL").get(0, 0) == "t")
    connection.exec(create_sql);
}

std::vector<Part> BackfillProgress::read() const {
  const Rows rows =
      connection_.exec("SELECT part, behind, up_to, seen, filled, finished FROM lockstep.backfills WHERE " + where_ +
                       " AND statement_sum = " + sum_ + " ORDER BY part");
  std::vector<Part> parts;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto number = [&](std::size_t column) { return std::stod(std::string(rows.get(row, column))); };
    parts.push_back({static_cast<std::size_t>(number(0)), parse_array(rows.get(row, 1)), parse_array(rows.get(row, 2)),
                     number(3), number(4), rows.get(row, 5) == "t"});
  }
  return parts;
}

void BackfillProgress::begin(const std::vector<Part>& parts) const {
  std::vector<std::string> rows;
  for (const Part& part : parts)
    rows.push_back("(" + values_ + ", " + std::to_string(part.number) + ", " + sum_ + ", " + array_sql(part.behind) +
                   ", " + array_sql(part.up_to) + ")");
  connection_.exec("DELETE FROM lockstep.backfills WHERE " + where_ +
                   "; INSERT INTO lockstep.backfills (version, unit, part, statement_sum, behind, up_to) "
                   "VALUES " +
                   join(rows, ", "));
}

std::string BackfillProgress::record_sql(const Part& part) const {
  return "UPDATE lockstep.backfills SET behind = " + array_sql(part.behind) +
         ", seen = " + std::to_string(static_cast<long long>(part.seen)) +
         ", filled = " + std::to_string(static_cast<long long>(part.filled)) +
         (part.finished ? ", finished = true" : "") + " WHERE " + where_ + " AND part = " + std::to_string(part.number);
}

void BackfillProgress::forget() const { connection_.exec("DELETE FROM lockstep.backfills WHERE " + where_); }

} // namespace lockstep
