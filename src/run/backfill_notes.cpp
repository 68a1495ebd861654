// A row that is updated stays on its page, and out of the indexes, where there is room and no index has what changes.
// https://www.postgresql.org/docs/current/storage-hot.html
#include "run/backfill_notes.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

#include <cmath>

namespace lockstep {

namespace {

constexpr double full_from = 0.9; // of a page
constexpr int big_from = 10000;   // pages

/// How full the pages are follows from the width of the columns; a row's head and its pointer take 28 bytes, and its
/// end is rounded up. Nothing comes for tables that are small, never analyzed, or without indexes, and where an index
/// has one of the columns.
constexpr const char* room_sql = R"(
SELECT t.indexes, t.reltuples * (32 + t.width) / (t.relpages::bigint * pg_catalog.current_setting('block_size')::integer)
  FROM (SELECT c.oid, c.relpages, c.reltuples,
               (SELECT pg_catalog.count(*) FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid) AS indexes,
               (SELECT pg_catalog.sum(s.avg_width * (1 - s.null_frac)) FROM pg_catalog.pg_stats s
                 WHERE s.schemaname = n.nspname AND s.tablename = c.relname AND NOT s.inherited) AS width
          FROM pg_catalog.pg_class c
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE c.oid = pg_catalog.to_regclass($1) AND c.relkind = 'r' AND c.relpages > $3::integer) t
 WHERE t.indexes > 0 AND t.width IS NOT NULL
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = t.oid AND a.attname = ANY ($2::text[])
                      AND (EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = t.oid AND a.attnum = ANY (i.indkey))
                           OR EXISTS (SELECT FROM pg_catalog.pg_depend d
                                        JOIN pg_catalog.pg_index i ON i.indexrelid = d.objid
                                       WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.oid
                                         AND d.refclassid = 'pg_catalog.pg_class'::regclass
                                         AND d.refobjsubid = a.attnum))))";

/// The columns of "a = …,\n       b = …".
std::vector<std::string> columns_of(const std::string& sets) {
  std::vector<std::string> columns;
  for (const std::string& line : split(sets, '\n')) {
    const std::size_t end = line.find(" = ");
    if (end == std::string::npos) continue;
    const std::vector<std::string> name = parse_name(trim(line.substr(0, end)));
    if (!name.empty()) columns.push_back(name.back());
  }
  return columns;
}

std::string room_note(Connection& connection, const BackfillBlock& block) {
  if (!block.copy.into.empty()) return {};
  const Rows rows =
      connection.exec(room_sql, {block.table, array_literal(columns_of(block.sets)), std::to_string(big_from)});
  if (rows.size() == 0) return {};
  const double full = std::min(std::stod(std::string(rows.get(0, 1))), 1.0);
  if (full < full_from) return {};
  return "the pages of " + block.table + " are about " + std::to_string(std::lround(full * 100)) +
         " % full, so that filled rows move to other pages and enter " +
         (rows.get(0, 0) == "1" ? std::string("its index")
                                : "each of its " + std::string(rows.get(0, 0)) + " indexes") +
         ". They would stay on pages that were written with fillfactor = 50; to set it changes no page that is there, "
         "pg_repack or VACUUM FULL writes them anew";
}

std::string sight_note(Connection& connection) {
  const Rows rows = connection.exec("SELECT pg_catalog.quote_ident(current_user) WHERE NOT "
                                    "pg_catalog.pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')");
  if (rows.size() == 0) return {};
  const std::string role(rows.get(0, 0));
  return role +
         " may not see how far standbys are behind and who is at work, so that the backfill does not wait for "
         "them: GRANT pg_monitor TO " +
         role;
}

} // namespace

std::vector<std::string> backfill_notes(Connection& connection, const BackfillBlock& block) {
  std::vector<std::string> notes;
  for (std::string note : {room_note(connection, block), sight_note(connection)})
    if (!note.empty()) notes.push_back(std::move(note));
  return notes;
}

} // namespace lockstep
