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
  CHECK(bench.ask("SELECT forced FROM lockstep.migrations") == "old_writes: a test writes");
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
