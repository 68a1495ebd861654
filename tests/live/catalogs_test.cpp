// Nothing that a user can make is passed over in silence: every system catalog of every major is read by a kind or by
// the detector of unknown objects, or it stands here with the reason why it holds nothing of the user's.
#include "base/text.hpp"
#include "catalog/addresses.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "kinds/kinds.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>
#include <map>
#include <set>

using namespace lockstep;
using namespace lockstep::test;

namespace {

const std::map<std::string, std::string> reasons = {
    {"pg_aggregate", "the second half of what pg_proc says of an aggregate"},
    {"pg_amop", "part of an operator family"},
    {"pg_amproc", "part of an operator family"},
    {"pg_foreign_table", "the second half of what pg_class says of a foreign table"},
    {"pg_init_privs", "what privileges a system object or an extension began with"},
    {"pg_largeobject", "data"},
    {"pg_partitioned_table", "read through pg_get_partkeydef()"},
    {"pg_publication_namespace", "part of a publication"},
    {"pg_publication_rel", "part of a publication"},
    {"pg_replication_origin", "belongs to the cluster, not to a database"},
    {"pg_shdepend", "belongs to the cluster, not to a database"},
    {"pg_shdescription", "belongs to the cluster, not to a database"},
    {"pg_statistic", "gathered by ANALYZE"},
    {"pg_statistic_ext_data", "gathered by ANALYZE"},
    {"pg_subscription_rel", "the state of a subscription"},
    {"pg_ts_config_map", "part of a text search configuration"},
};

bool is_word_in(const std::string& word, std::string_view text) {
  const auto in_word = [](char letter) { return letter == '_' || (letter >= 'a' && letter <= 'z'); };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]))) return true;
  }
  return false;
}

std::string all_queries() {
  std::string queries = std::string(members_query) + std::string(needs_query) + std::string(parts_query);
  for (const Kind* kind : all_kinds())
    queries += " " + std::string(kind->catalog_sql) + " " + std::string(kind->catalog_filter);
  for (const std::string& query : unknown_queries()) queries += " " + query;
  return queries;
}

} // namespace

TEST_CASE("catalogs: each one of every major is read, or it is said why not") {
  const std::string queries = all_queries();
  std::set<std::string> used;
  for (const int major : majors) {
    CAPTURE(major);
    const Database database(major);
    Connection connection = database.connect();
    const auto catalogs = query(connection, "SELECT relname FROM pg_class WHERE relkind = 'r' AND "
                                            "relnamespace = 'pg_catalog'::regnamespace ORDER BY 1");
    CHECK(catalogs.size() > 60);
    for (const auto& row : catalogs) {
      const bool read = is_word_in(row[0], queries);
      CHECK_MESSAGE((read || reasons.contains(row[0])), row[0] << " is neither read nor excused");
      if (!read) used.insert(row[0]);
    }
  }
  for (const auto& [catalog, why] : reasons)
    CHECK_MESSAGE((used.contains(catalog) || is_word_in(catalog, queries)), catalog << " is no catalog");
}

TEST_CASE("catalogs: what the server keeps among a column's options for itself is no difference") {
  for (const int major : {14, 18}) {
    CAPTURE(major);
    const Database database(major);
    Connection connection = database.connect();
    connection.exec("CREATE TABLE t (a int, b text, c text); ALTER TABLE t ALTER a SET (n_distinct = 5); "
                    "CREATE TABLE p (a int, b text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p DEFAULT; "
                    "CREATE TABLE heir (d int) INHERITS (t); CREATE VIEW v AS SELECT a FROM t; "
                    "CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t; CREATE INDEX ON t (lower(b), c); "
                    "CREATE TYPE pair AS (x int, y int)");
    const State before = read_state(connection);
    // As the minor releases of November 2026 do it: before what was set, and behind it.
    connection.exec("UPDATE pg_attribute SET attoptions = array_prepend('pg_attver=' || attnum, attoptions) "
                    "WHERE attrelid >= 16384 AND attnum > 0 AND attname <> 'c'");
    connection.exec("UPDATE pg_attribute SET attoptions = array_append(attoptions, 'pg_attver=7') "
                    "WHERE attrelid >= 16384 AND attnum > 0 AND attname = 'c'");
    const State after = read_state(connection);
    CHECK(join(describe_changes(diff_states(before, after)), "\n") == "");
    CHECK(join(after.unknown, "\n") == join(before.unknown, "\n"));
  }
}
