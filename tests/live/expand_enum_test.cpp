// Enums that lose a label and get another order, with writers at work, on every major.
#include "plan/hazard.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"
#include "support/story.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

std::string schema(const std::string& labels, const std::string& hint) {
  return "[enums]\nlevel = [" + labels +
         "]\n[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\nlevel = { type = "
         "\"level\", not_null = true, default = \"'5'\", check = \"level <> 'forbidden'\"" +
         hint +
         " }\n[tables.orders.indexes]\nby_level = { columns = [\"level\"], where = \"level <> '9'\" }\n"
         "[tables.notes.columns]\nid = \"bigint\"\nlevels = \"level[]\"\n"
         "[views.seen]\nquery = \"SELECT id, level FROM orders WHERE level <> '3'\"\n";
}

Story rebuilt() {
  Story story;
  story.from = schema(R"("9", "8", "7", "6", "5", "4", "3", "2", "1", "0", "none", "forbidden")", "");
  story.to = schema(R"("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "ten", "forbidden")",
                    R"(, using = "CASE level WHEN 'none' THEN '0' ELSE level::text END")");
  story.rows = "INSERT INTO orders SELECT k, (k % 10)::text::level FROM generate_series(1, 20000) k;"
               "INSERT INTO notes SELECT k, ARRAY[k % 10, 3]::text[]::level[] FROM generate_series(1, 1000) k";
  const std::string value = "CASE {v} WHEN 0 THEN 'none' ELSE '{v}' END::level";
  story.before = {"INSERT INTO orders (id, level) VALUES ({k}, " + value + ")",
                  "UPDATE orders SET level = " + value + " WHERE id = {k}", "DELETE FROM orders WHERE id = {k}"};
  story.after = {"INSERT INTO orders (id, level) VALUES ({k}, '{v}')",
                 "UPDATE orders SET level = '{v}'::level WHERE id = {k}", "DELETE FROM orders WHERE id = {k}"};
  story.read_before = "SELECT id, CASE level::text WHEN 'none' THEN 0 ELSE level::text::integer END FROM orders";
  story.read_after = story.read_before;
  story.read_contracted = "SELECT id, level::text::integer FROM orders";
  return story;
}

} // namespace

TEST_CASE("expand: an enum loses a label and gets another order") {
  for (const int major : majors) play(rebuilt(), major);
}

TEST_CASE("expand: a new enum beside an old one is taken back") {
  for (const int major : {14, 18}) play_abort(rebuilt(), major);
}

TEST_CASE("expand: what is left of a new enum beside an old one is the contract") {
  for (const int major : {14, 18}) expect_contract_left(rebuilt(), major);
}

TEST_CASE("expand: an enum that more than columns of tables use can not be made anew beside itself") {
  const std::pair<const char*, const char*> cases[] = {
      {"[functions.\"is_high(level)\"]\nreturns = \"boolean\"\nlanguage = \"sql\"\nbody = \"SELECT true\"\n",
       "In the way: function public.is_high("},
      {"[domains.rank]\ntype = \"level\"\n", "In the way: domain public.rank."},
      {"[types.pair]\nattributes = [\"one level\", \"two integer\"]\n", "In the way: composite type public.pair."}};
  for (const auto& [more, named] : cases) {
    const Realised from = realise_text(schema("\"9\", \"5\", \"3\", \"forbidden\"", "") + more);
    const Realised to = realise_text(schema("\"5\", \"9\", \"3\", \"forbidden\"", "") + more);
    const std::vector<Refusal> refusals = refusals_of(prove_between(from, to).plan, {"all"});
    REQUIRE(refusals.size() == 1);
    INFO(refusals.front().reason);
    CHECK(refusals.front().reason.find("only where columns of tables alone have the type") != std::string::npos);
    CHECK(refusals.front().reason.find(named) != std::string::npos);
  }
}

} // namespace lockstep::test
