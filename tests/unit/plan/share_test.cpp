// Which steps share a transaction: neighbours on one table that cost nothing but the lock.
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "plan/share.hpp"

#include <doctest/doctest.h>

using namespace lockstep;

namespace {

Planned on(const std::string& table, const Form& form, const std::string& back = "undo") {
  Planned planned;
  planned.step.form = &form;
  planned.step.table = {"table", {"public", table}};
  planned.step.back = back;
  planned.in_use = true;
  return planned;
}

std::vector<int> units_of(std::vector<Planned> steps) {
  share_transactions(steps);
  std::vector<int> units;
  for (const Planned& planned : steps) units.push_back(planned.step.unit == 0 ? 0 : planned.step.unit % 10 + 1);
  return units;
}

using Units = std::vector<int>;

} // namespace

TEST_CASE("share: cheap neighbours on one table, and nobody else") {
  const Planned add = on("orders", column::add);
  CHECK(units_of({add, add, add}) == Units{1, 1, 1});
  CHECK(units_of({add}) == Units{0});
  CHECK(units_of({add, on("customers", column::add), add}) == Units{0, 0, 0});
  CHECK(units_of({add, add, on("customers", column::add), on("customers", column::add)}) == Units{1, 1, 2, 2});
  CHECK(units_of({add, on("orders", constraint::validate), add}) == Units{0, 0, 0});
  CHECK(units_of({add, on("orders", constraint::drop_foreign_key)}) == Units{0, 0});
}

TEST_CASE("share: no lock grows, no way back is lost, no query and no note changes its place") {
  const Planned add = on("orders", column::add);
  const Planned weak = on("orders", column::set_statistics);
  CHECK(units_of({add, weak}) == Units{1, 1});
  CHECK(units_of({weak, add}) == Units{0, 0});
  CHECK(units_of({add, on("orders", column::drop, "")}) == Units{0, 0});
  Planned checked = add;
  checked.step.check = "SELECT";
  CHECK(units_of({checked, add}) == Units{1, 1});
  CHECK(units_of({add, checked}) == Units{0, 0});
  Planned noted = add;
  noted.step.note = "why";
  CHECK(units_of({noted, noted, add}) == Units{1, 1, 1});
  CHECK(units_of({add, noted}) == Units{0, 0});
  Planned later = add;
  later.step.phase = Phase::contract;
  CHECK(units_of({add, later}) == Units{0, 0});
  Planned unused = add;
  unused.in_use = false;
  CHECK(units_of({add, unused}) == Units{0, 0});
}
