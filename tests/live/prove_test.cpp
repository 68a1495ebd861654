// The proof sees a plan that keeps every row and yet loses what they hold.
#include <lockstep/error.hpp>

#include "plan/measure_changes.hpp"
#include "plan/prove.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

const std::string before = "[tables.orders.columns]\nid = { type = \"bigint\", primary_key = true }\n"
                           "note = \"text\"\ntotal = \"integer\"\n";
const std::string after = before + "paid = \"boolean\"\n[tables.orders.checks]\npositive = \"total > 0\"\n";

/// What the proof says to the plan between the two, with one more statement at its end; empty when it is content.
std::string verdict(const std::string& statement) {
  const Realised from = realise_text(before);
  const Realised to = realise_text(after);
  const std::string scratch = server().clone_database(from.database);
  const std::vector<Change> changes = diff_states(from.state, to.state);
  Plan plan = make_plan(from.state, to.state, changes, measure_changes(scratch, {}, from.state, to.state, changes));
  REQUIRE(plan.steps.size() > 1);
  Planned more = plan.steps.back();
  more.step.sql = statement;
  plan.steps.push_back(more);
  std::string said;
  try {
    (void)prove_plan(scratch, plan, from.state, to.state);
  } catch (const Error& error) {
    CHECK(error.exit == Exit::proof);
    said = error.what();
  }
  for (const std::string& database : {scratch, from.database, to.database}) server().drop_database(database);
  return said;
}

} // namespace

TEST_CASE("prove: a plan that changes what rows hold is no plan") {
  CHECK(verdict("UPDATE public.orders SET total = total + 1") ==
        "the plan changes what the rows of table public.orders hold in column total, which stays as it is");
  CHECK(verdict("UPDATE public.orders SET note = NULL") ==
        "the plan changes what the rows of table public.orders hold in column note, which stays as it is");
  CHECK(verdict("DELETE FROM public.orders") == "the plan loses rows of table public.orders: 1 before, 0 after");
}

TEST_CASE("prove: filling a new column, and writing a row again as it was, keeps what there is") {
  CHECK(verdict("UPDATE public.orders SET paid = true, note = note") == "");
}
