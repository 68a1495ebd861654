// The block that fills rows, written and read back.
#include "base/backfill_block.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace lockstep;

namespace {

BackfillBlock sample(const std::vector<std::string>& key) {
  BackfillBlock block;
  block.table = "shop.\"My orders\"";
  block.key = key;
  block.sets = "a = (CASE WHEN b THEN '\n\n    x; COMMIT;' END),\n       c = d";
  block.needs = "a IS NULL\n  AND b";
  block.last = "last_";
  block.page = "page_";
  return block;
}

void expect_same(const BackfillBlock& one) {
  const std::string text = write_backfill(one);
  const auto back = read_backfill(text);
  CAPTURE(text);
  REQUIRE(back.has_value());
  CHECK(back->table == one.table);
  CHECK(back->key == one.key);
  CHECK(back->sets == one.sets);
  CHECK(back->needs == one.needs);
  CHECK(back->copy.into == one.copy.into);
  CHECK(back->copy.columns == one.copy.columns);
  CHECK(back->copy.taken == one.copy.taken);
  CHECK(back->copy.filter == one.copy.filter);
  CHECK(back->copy.merge == one.copy.merge);
  CHECK(write_backfill(*back) == text);
}

} // namespace

TEST_CASE("backfill block: what is written is read back") {
  expect_same(sample({"id"}));
  expect_same(sample({"tenant", "\"Id\"", "c"}));
  expect_same(sample({}));
  BackfillBlock spread = sample({});
  spread.spread = true;
  expect_same(spread);
  CHECK(read_backfill(write_backfill(spread))->spread);
}

TEST_CASE("backfill block: rows that are copied into another table") {
  BackfillBlock block = sample({"id", "day"});
  block.sets.clear();
  block.needs.clear();
  block.copy.into = "shop.\"My orders_new\"";
  block.copy.columns = "id, day, \"a)b\"";
  block.copy.taken = block.copy.columns;
  expect_same(block);
  CHECK_FALSE(read_backfill(replace_all(write_backfill(block), "FOR NO KEY UPDATE", "FOR SHARE")));
}

TEST_CASE("backfill block: anything else is none") {
  const std::string text = write_backfill(sample({"id"}));
  CHECK_FALSE(read_backfill(replace_all(text, "LIMIT 5000", "LIMIT 9")));
  CHECK_FALSE(read_backfill(replace_all(text, "COMMIT;\n", "COMMIT;\n    PERFORM 1;\n")));
  CHECK_FALSE(read_backfill(text + ";"));
  CHECK_FALSE(read_backfill("DO $backfill$\nDECLARE\n  a int;\nBEGIN\n  NULL;\nEND\n$backfill$"));
  CHECK_FALSE(read_backfill("SELECT 1"));
}
