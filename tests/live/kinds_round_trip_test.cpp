// The kinds beside tables on every major: realised, written as TOML, realised again, with nothing lost on the way; and
// made by a plan out of nothing.
#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "shadow/realise.hpp"
#include "support/dump.hpp"
#include "support/paths.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"
#include "toml/schema.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

struct Sample {
  const char* golden; ///< the state `to` of this golden plan
  int since = 14;
};

const Sample samples[] = {{"aggregate"},
                          {"operator"},
                          {"cast"},
                          {"collation", 17},
                          {"language"},
                          {"conversion"},
                          {"transform"},
                          {"operator-class"},
                          {"text-search"},
                          {"foreign"},
                          {"publication", 18},
                          {"publication-columns", 15},
                          {"subscription", 17},
                          {"sql"}};

const std::string without_newer_fields = R"toml(
[collations.by_number]
provider = "icu"
locale = "en-u-kn-true"

[collations.mixed]
provider = "libc"
lc_collate = "C"
lc_ctype = "C.UTF-8"

[publications.everything]
all_tables = true

[subscriptions.feed]
connection = "host=db2 dbname=shop user=rep password=env:REP_PASSWORD"
publications = ["everything"]
binary = true
comment = "From the shop"
)toml";

void go_round(const std::string& toml, int major) {
  const Realised first = realise_text(toml, major);
  CHECK(join(first.state.unknown, "\n") == "");
  const std::string written = write_schema(first.state);
  const Realised second = realise_text(written, major);
  CHECK(join(describe_changes(diff_states(first.state, second.state)), "\n") == "");
  CHECK(write_schema(second.state) == written);
  const Realised nothing = realise_nothing(major);
  CHECK_FALSE(prove_between(nothing, first, major).files.empty());
  CHECK_FALSE(prove_between(first, nothing, major).files.empty());
  for (const Realised* one : {&first, &second, &nothing}) server_of(major).drop_database(one->database);
}

} // namespace

TEST_CASE("kinds on every major: TOML, database, TOML") {
  for (const int major : majors) {
    CAPTURE(major);
    go_round(without_newer_fields, major);
    for (const Sample& sample : samples) {
      CAPTURE(sample.golden);
      if (major >= sample.since)
        go_round(read_file(repository() / "tests/golden/plan" / sample.golden / "to.toml"), major);
    }
  }
}

TEST_CASE("kinds: the name of a NOT NULL is written where a key or an identity implies the rest") {
  const std::string toml = R"toml(
[tables.cranes]
primary_key = ["id"]
[tables.cranes.columns]
id = { type = "bigint", not_null = true, not_null_name = "have_ids" }
place = { type = "bigint", identity = "always", not_null = true, not_null_name = "stand_somewhere" }
plain = { type = "bigint", not_null = true }
)toml";
  const Realised first = realise_text(toml, 18);
  const std::string written = write_schema(first.state);
  CHECK(written.find("not_null = true, not_null_name = \"have_ids\"") != std::string::npos);
  const Realised second = realise_text(written, 18);
  CHECK(join(describe_changes(diff_states(first.state, second.state)), "\n") == "");
  for (const Realised* one : {&first, &second}) server_of(18).drop_database(one->database);
}

TEST_CASE("kinds: settings keep the order in which they were set, as pg_dump shows it") {
  const Database live;
  Connection connection = live.connect();
  connection.exec(
      "CREATE FUNCTION f() RETURNS integer LANGUAGE sql SET work_mem = '1MB' SET search_path = public SET enable_sort "
      "= "
      "off AS 'SELECT 1';"
      "CREATE PROCEDURE p() LANGUAGE sql SET TimeZone = 'UTC' SET statement_timeout = '5s' AS 'SELECT 1';"
      "CREATE TABLE t (id integer PRIMARY KEY WITH (fillfactor = 80, deduplicate_items = off), body text)"
      "  WITH (toast.autovacuum_enabled = off, fillfactor = 70, autovacuum_enabled = off);"
      "ALTER TABLE t ALTER id SET (n_distinct_inherited = 5, n_distinct = 7);"
      "CREATE INDEX i ON t USING gist (int4range(id, id)) WITH (fillfactor = 60, buffering = off);"
      "CREATE VIEW v WITH (security_invoker = on, check_option = local, security_barrier = on) AS SELECT id FROM t;"
      "CREATE MATERIALIZED VIEW m WITH (fillfactor = 70, autovacuum_enabled = off) AS SELECT id FROM t;"
      "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = snowball, stopwords = english, language = english);"
      "CREATE FOREIGN DATA WRAPPER w OPTIONS (z '1', a '2'); CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (z '1', a "
      "'2');"
      "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (\"user\" 'u', account 'a');"
      "CREATE FOREIGN TABLE o (id integer OPTIONS (z '1', a '2')) SERVER s OPTIONS (z '1', a '2')");
  const State first = read_state(connection);
  const std::string written = write_schema(first);
  CAPTURE(written);
  const Realised realised = realise_text(written);
  std::string differences;
  for (const DumpDifference& one : compare_dumps(dump_of(live.conninfo()), dump_of(realised.database)))
    differences += one.type + " " + one.name + "\n" + one.text;
  CHECK(differences == "");
  CHECK(write_schema(realised.state) == written);
  connection.exec("ALTER FUNCTION f() RESET ALL; ALTER FUNCTION f() SET search_path = public; ALTER FUNCTION f() SET "
                  "enable_sort = off; ALTER FUNCTION f() SET work_mem = '1MB'");
  const State other = read_state(connection);
  CHECK(write_schema(other) != written);
  CHECK(join(describe_changes(diff_states(other, first)), "\n") == "");
  CHECK(other.hash() == first.hash());
  server().drop_database(realised.database);
}

TEST_CASE("kinds: a secret is never read, and its name is no difference") {
  const std::string schema = R"toml(
[foreign_data_wrappers.dummy]
[servers.other]
wrapper = "dummy"
[servers.other.user_mappings.public]
options = { user = "app", password = "env:ANY_NAME" }
[subscriptions.feed]
connection = "host=db2 password=env:ANY_NAME"
publications = ["p"]
)toml";
  const Realised declared = realise_text(schema);
  const Database live;
  Connection connection = live.connect();
  connection.exec("CREATE FOREIGN DATA WRAPPER dummy; CREATE SERVER other FOREIGN DATA WRAPPER dummy;"
                  "CREATE USER MAPPING FOR PUBLIC SERVER other OPTIONS (\"user\" 'app', password 'hunter2');"
                  "CREATE SUBSCRIPTION feed CONNECTION 'host=db2 password=''hunter2 it''' PUBLICATION p "
                  "WITH (connect = false, slot_name = NONE)");
  const State read = read_state(connection);
  const std::string written = write_schema(read);
  CHECK(written.find("hunter2") == std::string::npos);
  CHECK(written.find("env:OTHER_PUBLIC_PASSWORD") != std::string::npos);
  CHECK(written.find("password=env:FEED_PASSWORD") != std::string::npos);
  CHECK(join(describe_changes(diff_states(read, declared.state)), "\n") == "");
  server().drop_database(declared.database);
}

TEST_CASE("kinds: a name that says other types than the arguments is a mistake") {
  Declared declared =
      read_schema_text("[functions.\"f(integer)\"]\narguments = [\"a bigint\", \"OUT b text\"]\n"
                       "language = \"sql\"\nbody = \"SELECT 'x'\"\n"
                       "[functions.\"g(int)\"]\narguments = [\"a integer DEFAULT 1\"]\nreturns = \"int\"\n"
                       "language = \"sql\"\nbody = \"SELECT 1\"\n",
                       "schema.toml");
  const Database database;
  Connection connection = database.connect();
  realise(connection, declared.state, declared.diagnostics);
  REQUIRE(declared.diagnostics.list().size() == 1);
  const Diagnostic& mistake = declared.diagnostics.list().front();
  CHECK(mistake.position.text() == "schema.toml:1:12");
  CHECK(mistake.message.find("function public.f(integer)") == 0);
  CHECK(mistake.hint == "with these arguments it is \"f(bigint)\"");
}
