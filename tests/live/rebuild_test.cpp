// A view that is rebuilt around a column keeps what hung on it: owner, grants, column grants, comments, options.
#include "support/plans.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

std::string schema_with(const std::string& type) {
  return "schema = \"public\"\n[tables.orders.columns]\nid = { type = \"bigint\", primary_key = true }\ntotal = \"" +
         type +
         "\"\n[views.totals]\nquery = \"SELECT id, total FROM orders\"\ncomment = \"what was paid\"\n"
         "options = { security_barrier = true }\ncolumn_comments = { total = \"in cents\" }\n";
}

ChainFile as_file(const Migration& migration) {
  const std::string text = write_native(migration);
  const std::string name = native_file_name(migration);
  return {name, text, sha256(text), parse_native(name, text)};
}

} // namespace

TEST_CASE("a rebuilt view keeps its owner, grants, comments and options") {
  const Realised from = realise_text(schema_with("integer"));
  const Realised to = realise_text(schema_with("bigint"));
  const ProvenPlan proven = prove_between(from, to);
  Connection connection(from.database);
  connection.exec("CREATE ROLE \"odd reader\"; CREATE ROLE view_owner;"
                  "GRANT CREATE ON SCHEMA public TO view_owner; ALTER VIEW totals OWNER TO view_owner;"
                  "GRANT SELECT ON totals TO \"odd reader\" WITH GRANT OPTION; GRANT SELECT ON totals TO PUBLIC;"
                  "GRANT UPDATE (total) ON totals TO \"odd reader\"");
  for (const Migration& file : proven.files) replay_file(connection, as_file(file));
  const auto seen =
      query(connection,
            "SELECT pg_get_userbyid(c.relowner), has_table_privilege('odd reader', c.oid, 'SELECT WITH GRANT OPTION'), "
            "has_column_privilege('odd reader', c.oid, 'total', 'UPDATE'), "
            "has_column_privilege('odd reader', c.oid, 'id', 'UPDATE'), "
            "c.relacl::text LIKE '%,=r/%' OR c.relacl::text LIKE '{=r/%', obj_description(c.oid), "
            "col_description(c.oid, 2), c.reloptions::text, format_type(a.atttypid, a.atttypmod) "
            "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'total' "
            "WHERE c.oid = 'totals'::regclass");
  REQUIRE(seen.size() == 1);
  CHECK(seen.front() == std::vector<std::string>{"view_owner", "t", "t", "f", "t", "what was paid", "in cents",
                                                 "{security_barrier=true}", "bigint"});
  server_of().drop_database(to.database);
}

} // namespace lockstep::test
