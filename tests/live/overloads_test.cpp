// Functions of one name and arguments with defaults: who calls the old one is never told that a call is not unique.
#include "base/files.hpp"
#include "emit/native.hpp"
#include "live/apply_bench.hpp"
#include "plan/hazard.hpp"
#include "support/golden.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"
#include "support/traffic.hpp"

#include <doctest/doctest.h>
#include <thread>

using namespace lockstep;
using namespace lockstep::test;

namespace {

std::string function_text(const std::string& signature, const std::string& arguments) {
  return "[functions.\"" + signature + "\"]\narguments = [" + arguments +
         "]\nreturns = \"bigint\"\nlanguage = \"sql\"\nbody = \"SELECT 1::bigint\"\n";
}

const std::string one = function_text("fee(bigint)", "\"amount bigint\"");
const std::string both = function_text("fee(bigint, text)", "\"amount bigint\", \"unit text DEFAULT 'EUR'\"");
const std::string plain = function_text("fee(bigint, text)", "\"amount bigint\", \"unit text\"");

Applied apply_plan(const std::string& database, const ProvenPlan& plan) {
  std::vector<ChainFile> chain;
  for (const Migration& file : plan.files) chain.push_back(make_file(native_file_name(file), write_native(file)));
  Connection connection(database);
  ApplyOptions options;
  options.tool_version = "test";
  return apply_chain(connection, chain, options);
}

/// Refused as it stands; and PostgreSQL does what the refusal says.
void expect_ambiguous(const std::string& from_text, const std::string& to_text) {
  const Realised from = realise_text(from_text);
  const ProvenPlan plan = prove_between(from, realise_text(to_text));
  const std::vector<Refusal> refusals = refusals_of(plan.plan, {});
  REQUIRE(refusals.size() == 1);
  CHECK(refusals[0].hazards == std::vector<std::string>{"breaks_old_code"});
  Connection side(from.database);
  CHECK(query(side, "SELECT fee(1)").size() == 1);
  CHECK(apply_plan(from.database, plan).why == "");
  CHECK(holds(error_of([&] { side.exec("SELECT fee(1)"); }), "is not unique"));
}

} // namespace

TEST_CASE("overloads: a default that makes calls of another function ambiguous is a hazard") {
  expect_ambiguous(one, one + both);
  expect_ambiguous(one + plain, one + both);
  // The view holds the old one until it has moved.
  const std::string old_view = "[views.fees]\nquery = \"SELECT fee(1)\"\n";
  const std::string new_view = "[views.fees]\nquery = \"SELECT fee(1, 'EUR')\"\n";
  const Realised from = realise_text(one + old_view);
  CHECK(refusals_of(prove_between(from, realise_text(both + new_view)).plan, {}).size() == 1);
}

TEST_CASE("overloads: without defaults there is none") {
  CHECK(refusals_of(prove_between(realise_text(one), realise_text(one + plain)).plan, {}).empty());
  const std::string other = function_text("fee(text, text)", "\"amount text\", \"unit text DEFAULT 'EUR'\"");
  CHECK(refusals_of(prove_between(realise_text(one), realise_text(one + other)).plan, {}).empty());
}

TEST_CASE("overloads: a function that gets one more argument with a default is called all the while") {
  const Realised from = realise_text(one);
  const ProvenPlan plan = prove_between(from, realise_text(both));
  CHECK(refusals_of(plan.plan, {}).empty());
  CHECK(plan.files.size() == 1);
  Client caller(from.database, "SELECT fee({k})", 1000);
  while (caller.done < 50) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  CHECK(apply_plan(from.database, plan).why == "");
  const long before = caller.done;
  for (int wait = 0; wait < 5000 && caller.done < before + 50; ++wait)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  caller.stop();
  CHECK(caller.done >= before + 50);
  CHECK(caller.error == "");
}

TEST_CASE("overloads: a check whose function loses an argument with a default moves once the calls are unique again") {
  const std::string table = "[tables.orders.columns]\ntotal = { type = \"bigint\", check = \"fee(total) >= 0\" }\n";
  const std::string stable = "volatility = \"immutable\"\n";
  const Realised from = realise_text(both + stable + table);
  const ProvenPlan plan = prove_between(from, realise_text(one + stable + table));
  Connection side(from.database);
  side.exec("INSERT INTO orders SELECT k FROM generate_series(1, 7) k");
  CHECK(apply_plan(from.database, plan).why == "");
  CHECK(
      query(side,
            "SELECT pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE conrelid = 'orders'::regclass") ==
      std::vector<std::vector<std::string>>{{"CHECK ((fee(total) >= 0))", "t"}});
  CHECK(query(side, "SELECT fee(1)").size() == 1);
}

TEST_CASE("overloads: rows that break the rule of a function that comes are named before they are held against it") {
  const std::string table = "[tables.orders.columns]\nid = { type = \"bigint\", primary_key = true }\ntotal = { type = "
                            "\"bigint\", check = \"worth(total) >= 0\" }\n";
  const auto worth = [](const std::string& signature, const std::string& arguments, const std::string& body) {
    return "[functions.\"worth(" + signature + ")\"]\narguments = [" + arguments +
           "]\nreturns = \"bigint\"\nlanguage = \"sql\"\nvolatility = \"immutable\"\nbody = \"" + body + "\"\n";
  };
  const Realised from =
      realise_text(worth("bigint, bigint", R"("bigint", "less bigint DEFAULT 0")", "SELECT $1 - $2") + table);
  const ProvenPlan plan = prove_between(from, realise_text(worth("bigint", R"("bigint")", "SELECT $1 - 5") + table));
  Connection side(from.database);
  side.exec("INSERT INTO orders VALUES (1, 7), (2, 3)");
  const std::string said = apply_plan(from.database, plan).why;
  CHECK_MESSAGE(holds(said, "it would fail for 1 row:\n  id = 2\n"), said);
  side.exec("UPDATE orders SET total = 9");
  CHECK(apply_plan(from.database, plan).why == "");
}

TEST_CASE("functions that give rows of a table are there with its columns, and without them") {
  const auto folder = golden_folder("plan") / "function-rows-of-table";
  for (const bool back : {false, true}) {
    CAPTURE(back);
    const Realised from = realise_text(read_file(folder / (back ? "to.toml" : "from.toml")));
    const ProvenPlan plan = prove_between(from, realise_text(read_file(folder / (back ? "from.toml" : "to.toml"))));
    Connection side(from.database);
    side.exec("INSERT INTO orders (id, note) VALUES (1, 'one')");
    for (const Migration& file : plan.files)
      for (const MigrationUnit& unit : file.units) {
        side.exec("BEGIN");
        for (const std::string& statement : unit.statements) side.exec(statement);
        side.exec("COMMIT");
        CHECK(query(side, "SELECT (SELECT note FROM listed()), (SELECT note FROM known()), (one(1)).note, "
                          "(SELECT note FROM all_of_them()), (SELECT note FROM notes)")[0] ==
              std::vector<std::string>(5, "one"));
      }
  }
}

TEST_CASE("functions that give rows of a table fit none where columns come and others go") {
  const std::string before = "[tables.orders.columns]\nid = \"bigint\"\ntotal = \"bigint\"\n";
  const std::string after = "[tables.orders.columns]\nid = \"bigint\"\nnote = \"text\"\n";
  const auto listed = [](const std::string& columns) {
    return "[functions.\"listed()\"]\nreturns = \"SETOF orders\"\nlanguage = \"sql\"\nbody = \"SELECT " + columns +
           " FROM orders\"\n";
  };
  const ProvenPlan plan =
      prove_between(realise_text(before + listed("id, total")), realise_text(after + listed("id, note")));
  const std::vector<Refusal> refusals = refusals_of(plan.plan, {"all"});
  REQUIRE(refusals.size() == 1);
  CHECK_MESSAGE(holds(refusals[0].reason, "its body can not fit the rows between"), refusals[0].reason);
}
