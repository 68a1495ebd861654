// What holds a contract file back: old versions that still write, statements and objects that name the old side, and a
// restore point that can not be made.
#include "live/apply_bench.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

const ChainFile contract =
    make_file("1_status.contract.sql", "DROP SEQUENCE public.orders_status_sync_seen;\n\n"
                                       "ALTER TABLE public.orders DROP COLUMN status, DROP COLUMN \"Old\";\n");

void make_orders(Bench& bench) {
  bench.side.exec("CREATE TABLE orders (id int, status text, \"Old\" int, kind text); "
                  "CREATE SEQUENCE orders_status_sync_seen");
}

bool applied(Bench& bench, const ApplyOptions& options) { return bench.apply({contract}, options).stopped_at.empty(); }

} // namespace

TEST_CASE("gates: the old version wrote a moment ago") {
  Bench bench;
  make_orders(bench);
  bench.side.exec("SELECT setval('orders_status_sync_seen', extract(epoch FROM clock_timestamp())::bigint - 100)");
  const Applied held = bench.apply({contract});
  CHECK(holds(held.why, "old_writes: the old application version wrote 100 s ago (public.orders_status_sync_seen)") ==
        holds(held.why, "wrote 100 s ago"));
  CHECK(holds(held.why, "old_writes: the old application version wrote "));
  CHECK(holds(held.why, "--force GATE"));
  CHECK(bench.ask("SELECT count(*) FROM lockstep.migrations") == "0");
  ApplyOptions options = bench.options();
  options.quiet_seconds = 60;
  CHECK(applied(bench, options));
  CHECK(bench.ask("SELECT forced IS NULL FROM lockstep.migrations") == "t");
}

TEST_CASE("gates: the old version wrote after the deploy, however long ago") {
  Bench bench;
  make_orders(bench);
  bench.side.exec("SELECT setval('orders_status_sync_seen', extract(epoch FROM clock_timestamp())::bigint - 3600)");
  ApplyOptions options = bench.options();
  options.deployed = bench.ask("SELECT now() - interval '2 hours'");
  CHECK(holds(bench.apply({contract}, options).why,
              "old_writes: the old application version wrote 60 min ago (public.orders_status_sync_seen), 60 min "
              "after the deploy"));
  options.deployed = "yesterday, or so";
  CHECK(holds(error_of([&] { (void)bench.apply({contract}, options); }),
              "--deployed: \"yesterday, or so\" is no timestamp"));
  options.deployed = "tomorrow";
  CHECK(holds(error_of([&] { (void)bench.apply({contract}, options); }), "--deployed: \"tomorrow\" is yet to come"));
  CHECK(bench.ask("SELECT count(*) FROM lockstep.migrations") == "0");
  options.deployed = bench.ask("SELECT now() - interval '30 minutes'");
  CHECK(applied(bench, options));
}

TEST_CASE("gates: what is forced stands in the history with its reason") {
  Bench bench;
  make_orders(bench);
  bench.side.exec("SELECT setval('orders_status_sync_seen', extract(epoch FROM clock_timestamp())::bigint)");
  ApplyOptions options = bench.options();
  options.force = {"dependents"};
  options.reason = "a test writes";
  CHECK_FALSE(applied(bench, options));
  options.force = {"old_writes"};
  CHECK(applied(bench, options));
  CHECK(bench.ask("SELECT forced = 'old_writes: a test writes (forced by ' || session_user || ', ' || client || ')' "
                  "AND client LIKE '%@%' FROM lockstep.migrations") == "t");
}

TEST_CASE("gates: a view or a function names the old column") {
  Bench bench;
  make_orders(bench);
  bench.side.exec("CREATE VIEW seen AS SELECT id, \"Old\" FROM orders; CREATE VIEW fine AS SELECT id, kind FROM orders;"
                  "CREATE FUNCTION late() RETURNS text LANGUAGE sql AS 'SELECT status FROM orders'");
  const Applied held = bench.apply({contract});
  CHECK(holds(held.why, "dependents: view public.seen names public.orders.\"Old\""));
  CHECK(holds(held.why, "dependents: function public.late names public.orders.status"));
  CHECK_FALSE(holds(held.why, "public.fine"));
  bench.side.exec("DROP VIEW seen; DROP FUNCTION late()");
  CHECK(applied(bench, bench.options()));
}

TEST_CASE("gates: a function names the old column in any case, or in a body that the server parsed") {
  Bench bench;
  make_orders(bench);
  bench.side.exec("CREATE MATERIALIZED VIEW kept AS SELECT status FROM orders; "
                  "CREATE FUNCTION loud() RETURNS text LANGUAGE sql AS 'SELECT STATUS FROM Orders'; "
                  "CREATE FUNCTION parsed() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT status FROM orders; END; "
                  "CREATE FUNCTION fine() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT kind FROM orders; END; "
                  "CREATE FUNCTION other() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT id FROM orders WHERE "
                  "kind = ''old''); END'");
  const Applied held = bench.apply({contract});
  CHECK(holds(held.why, "dependents: materialized view public.kept names public.orders.status"));
  CHECK(holds(held.why, "dependents: function public.loud names public.orders.status"));
  CHECK(holds(held.why, "dependents: function public.parsed names public.orders.status"));
  CHECK_FALSE(holds(held.why, "public.fine"));
  CHECK_FALSE(holds(held.why, "public.other"));
  bench.side.exec("DROP MATERIALIZED VIEW kept; DROP FUNCTION loud(); DROP FUNCTION parsed()");
  CHECK(applied(bench, bench.options()));
}

TEST_CASE("gates: a text names a column whose name another one takes, and finds that one") {
  Bench bench;
  make_orders(bench);
  bench.side.exec("ALTER TABLE orders ADD status_new text; CREATE FUNCTION late() RETURNS text LANGUAGE sql AS 'SELECT "
                  "status FROM orders'; CREATE VIEW seen AS SELECT id, status FROM orders");
  const ChainFile file =
      make_file("1_status.contract.sql", "BEGIN;\nALTER TABLE public.orders DROP COLUMN status;\nALTER TABLE "
                                         "public.orders RENAME COLUMN status_new TO status;\nCOMMIT;\n");
  const Applied held = bench.apply({file});
  CHECK(holds(held.why, "dependents: view public.seen names public.orders.status")); // the server would not let it go
  CHECK_FALSE(holds(held.why, "public.late"));
  bench.side.exec("DROP VIEW seen");
  CHECK(bench.apply({file}).why == "");
  CHECK(bench.ask("SELECT count(late()) FROM orders") != "");
}

TEST_CASE("gates: a function takes rows of the table that goes, or names it by characters that need quotes") {
  Bench bench;
  bench.side.exec("CREATE TABLE \"odd \"\"one\"\"\" (id int); CREATE FUNCTION by_name() RETURNS int LANGUAGE sql AS "
                  "'SELECT id FROM \"odd \"\"one\"\"\"'; CREATE TABLE plain (id int); CREATE FUNCTION by_row(plain) "
                  "RETURNS int LANGUAGE sql AS 'SELECT 1'");
  const ChainFile odd = make_file("1_x.contract.sql", "DROP TABLE public.\"odd \"\"one\"\"\";\n");
  CHECK(holds(bench.apply({odd}).why, "function public.by_name names public.\"odd \"\"one\"\"\""));
  const ChainFile plain = make_file("1_x.contract.sql", "DROP TABLE public.plain;\n");
  CHECK(holds(bench.apply({plain}).why, "function public.by_row names public.plain"));
}

TEST_CASE("gates: somebody's view stands on one that the file makes anew") {
  Bench bench;
  make_orders(bench);
  bench.side.exec("CREATE VIEW seen AS SELECT id, status FROM orders; CREATE VIEW theirs AS SELECT id FROM seen");
  const ChainFile file = make_file("1_status.contract.sql",
                                   "BEGIN;\nDROP VIEW public.seen;\nALTER TABLE public.orders DROP COLUMN status;\n"
                                   "CREATE VIEW public.seen AS SELECT id FROM public.orders;\nCOMMIT;\n");
  CHECK(holds(bench.apply({file}).why,
              "dependents: view public.theirs names public.seen, which is dropped and made anew"));
  bench.side.exec("DROP VIEW theirs");
  CHECK(bench.apply({file}).why == "");
}

TEST_CASE("gates: rows whose shapes disagree hold a contract back, and so does a look that fails") {
  Bench bench;
  make_orders(bench);
  bench.side.exec("INSERT INTO orders VALUES (7, 'open', 1, 'shut')");
  const std::string head =
      "-- lockstep migration, format 1\n--\n-- version      1\n-- name         status\n-- phase        "
      "contract\n-- transaction  each: every statement commits by itself\n\n";
  const std::string check = "-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE kind IS "
                            "DISTINCT FROM status LIMIT 5;\n";
  const std::string drop = "ALTER TABLE public.orders DROP COLUMN status;\n";
  const ChainFile file = make_file("1_status.contract.sql", head + check + drop);
  CHECK(holds(bench.apply({file}).why, "it would fail for 1 row:\n  id = 7\n"));
  const ChainFile blind =
      make_file("1_status.contract.sql", head + "-- no row may come: SELECT FROM public.gone;\n" + drop);
  CHECK(holds(bench.apply({blind}).why, "could not look whether the old and the new shape agree: "));
  CHECK(bench.ask("SELECT count(status) FROM orders") == "1");
  ApplyOptions options = bench.options();
  options.force = {"reconcile"};
  options.reason = "row 7 is a test";
  CHECK(bench.apply({file}, options).why == "");
  CHECK(bench.ask("SELECT forced LIKE 'reconcile: row 7 is a test (forced by %' FROM lockstep.migrations") == "t");
}

TEST_CASE("gates: what the file itself takes away or makes anew is not in its way") {
  Bench bench;
  make_orders(bench);
  bench.side.exec("CREATE VIEW seen AS SELECT id, status FROM orders");
  const ChainFile file = make_file("1_status.contract.sql", "DROP VIEW public.seen;\n\nALTER TABLE public.orders DROP "
                                                            "COLUMN status;\n");
  CHECK(bench.apply({file}).why == "");
}

TEST_CASE("gates: a function names the view that goes, and a view that is only made anew asks nobody") {
  Bench bench;
  make_orders(bench);
  bench.side.exec("CREATE VIEW purchases AS SELECT id FROM orders; CREATE FUNCTION late() RETURNS int LANGUAGE sql AS "
                  "'SELECT id FROM purchases'");
  CHECK(holds(bench.apply({make_file("1_x.contract.sql", "DROP VIEW public.purchases;\n")}).why,
              "dependents: function public.late names public.purchases"));
  CHECK(bench
            .apply({make_file("1_x.contract.sql", "BEGIN;\nDROP VIEW public.purchases;\nCREATE VIEW public.purchases "
                                                  "AS SELECT id FROM public.orders;\nCOMMIT;\n")})
            .why == "");
}

TEST_CASE("gates: another application's role may use what goes, and nothing of what comes") {
  Bench bench;
  make_orders(bench);
  bench.side.exec(
      "DROP ROLE IF EXISTS lockstep_gate_reports; CREATE ROLE lockstep_gate_reports; ALTER TABLE orders ADD "
      "state text; GRANT SELECT (id, status) ON orders TO lockstep_gate_reports");
  const std::string header =
      "-- lockstep migration, format 1\n--\n-- version      1\n-- name         status\n"
      "-- phase        contract\n-- transaction  file: one transaction\n"
      "-- expansion    opened by 1\n--              public.orders.status -> public.orders.state\n";
  const ChainFile file =
      make_file("1_status.contract.sql", header + "\nBEGIN;\nALTER TABLE public.orders DROP COLUMN status;\nCOMMIT;\n");
  REQUIRE(file.migration.expansions.size() == 1);
  CHECK(holds(bench.apply({file}).why,
              "dependents: role lockstep_gate_reports was given SELECT on public.orders.status "
              "and not on what takes its place"));
  bench.side.exec("GRANT SELECT (state) ON orders TO lockstep_gate_reports");
  CHECK(bench.apply({file}).why == "");
  bench.side.exec("GRANT UPDATE (\"Old\") ON orders TO lockstep_gate_reports");
  const ChainFile gone = make_file("2_old.contract.sql", "ALTER TABLE public.orders DROP COLUMN \"Old\";\n");
  CHECK(holds(bench.apply({file, gone}).why,
              "dependents: role lockstep_gate_reports was given UPDATE on public.orders.\"Old\";"));
  bench.side.exec("REVOKE UPDATE (\"Old\") ON orders FROM lockstep_gate_reports");
  CHECK(bench.apply({file, gone}).why == "");
  bench.side.exec("CREATE VIEW purchases AS SELECT id FROM orders; GRANT SELECT ON purchases TO lockstep_gate_reports");
  const ChainFile view =
      make_file("3_view.contract.sql", "-- lockstep migration, format 1\n--\n-- version      3\n"
                                       "-- name         view\n-- phase        contract\n-- transaction  file: one "
                                       "transaction\n-- expansion    opened by 3\n--              public.purchases -> "
                                       "public.orders\n\nBEGIN;\nDROP VIEW public.purchases;\nCOMMIT;\n");
  CHECK(holds(bench.apply({file, gone, view}).why,
              "role lockstep_gate_reports was given SELECT on public.purchases and"));
  bench.side.exec("GRANT SELECT ON orders TO lockstep_gate_reports");
  CHECK(bench.apply({file, gone, view}).why == "");
  bench.side.exec("DROP OWNED BY lockstep_gate_reports; DROP ROLE lockstep_gate_reports");
}

TEST_CASE("gates: who may read the whole table reads a column no more that moves to another one") {
  Bench bench;
  bench.side.exec(
      "DROP ROLE IF EXISTS lockstep_gate_whole; CREATE ROLE lockstep_gate_whole; CREATE TABLE users (id int, "
      "bio text, name text); CREATE TABLE profiles (id int, bio text); GRANT SELECT, DELETE ON users TO "
      "lockstep_gate_whole");
  const ChainFile file = make_file(
      "1_bio.contract.sql", "-- lockstep migration, format 1\n--\n-- version      1\n-- name         bio\n"
                            "-- phase        contract\n-- transaction  file: one transaction\n"
                            "-- expansion    opened by 1\n--              public.users.bio -> public.profiles.bio\n\n"
                            "BEGIN;\nALTER TABLE public.users DROP COLUMN bio;\nCOMMIT;\n");
  CHECK(holds(bench.apply({file}).why, "dependents: role lockstep_gate_whole was given SELECT on public.users.bio and "
                                       "not on what takes its place"));
  bench.side.exec("GRANT SELECT ON profiles TO lockstep_gate_whole");
  CHECK(bench.apply({file}).why == "");
  bench.side.exec("DROP OWNED BY lockstep_gate_whole; DROP ROLE lockstep_gate_whole");
}

TEST_CASE("gates: a restore point comes first, and without the right to make one nothing is done") {
  Bench bench;
  make_orders(bench);
  bench.side.exec("DROP ROLE IF EXISTS lockstep_gate_user; CREATE ROLE lockstep_gate_user; GRANT CREATE ON DATABASE " +
                  bench.ask("SELECT quote_ident(current_database())") +
                  " TO lockstep_gate_user; ALTER TABLE orders OWNER TO lockstep_gate_user; ALTER SEQUENCE "
                  "orders_status_sync_seen OWNER TO lockstep_gate_user");
  ApplyOptions options = bench.options();
  options.require_restore_point = true;
  {
    Connection connection(bench.conninfo + " options='-c role=lockstep_gate_user'");
    const Applied held = apply_chain(connection, {contract}, options);
    CHECK(holds(held.why, "policy.require_restore_point"));
    CHECK(holds(held.why, "GRANT EXECUTE ON FUNCTION pg_create_restore_point(text)"));
  }
  CHECK(bench.ask("SELECT count(*) FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'status'") ==
        "1");
  const Applied now = bench.apply({contract}, options);
  if (bench.ask("SHOW wal_level") == "minimal")
    CHECK(holds(now.why, "it needs wal_level"));
  else
    CHECK(bench.heard("restore point lockstep_1_status at "));
  bench.side.exec("DROP OWNED BY lockstep_gate_user CASCADE");
}
