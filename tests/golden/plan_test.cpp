// Golden plans: tests/golden/plan/<case>/ holds from.toml and to.toml, the files of the way there (plan.sql) and of the
// way back (back.sql). Every way is proven on a real server; a refusal is recorded as such.
#include "support/golden.hpp"
#include "support/plan_cases.hpp"

#include <algorithm>
#include <doctest/doctest.h>

namespace lockstep::test {

TEST_CASE("golden plans, there and back") {
  for (const PlanCase& one : plan_cases()) {
    expect_golden(one.folder / "plan.sql", one.there);
    expect_golden(one.folder / "back.sql", one.back);
  }
}

TEST_CASE("golden plans: no statement takes along what it was not told to") {
  for (const PlanCase& one : plan_cases())
    for (const std::string& text : {one.there, one.back})
      for (auto at = text.find("CASCADE"); at != std::string::npos; at = text.find("CASCADE", at + 1)) {
        const std::string before = text.substr(at - std::min<std::size_t>(at, 10), std::min<std::size_t>(at, 10));
        const bool is_rule_of_key = before == "ON DELETE " || before == "ON UPDATE ";
        CHECK_MESSAGE((is_rule_of_key || text.compare(at, 8, "CASCADED") == 0),
                      one.folder.string() << ": " << text.substr(at - before.size(), 40));
      }
}

} // namespace lockstep::test
