// Golden plans: tests/golden/plan/<case>/ holds from.toml and to.toml, the files of the way there (plan.sql) and of the
// way back (back.sql). Every way is proven on a real server; a refusal is recorded as such.
#include "support/golden.hpp"
#include "support/plan_cases.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

TEST_CASE("golden plans, there and back") {
  for (const PlanCase& one : plan_cases()) {
    expect_golden(one.folder / "plan.sql", one.there);
    expect_golden(one.folder / "back.sql", one.back);
  }
}

} // namespace lockstep::test
