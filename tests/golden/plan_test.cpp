// Golden plans: tests/golden/plan/<case>/ holds from.toml and to.toml, the files of the way there (plan.sql) and of the
// way back (back.sql). Every way is proven on a real server; a refusal is recorded as such.
#include <lockstep/error.hpp>

#include "support/golden.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "toml/schema.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

/// What the planner answers: the changes, what it refuses without --allow, and the files with every hazard allowed.
std::string answer(const Realised& from, const Realised& to) {
  std::string text;
  const std::vector<Change> changes = diff_states(from.state, to.state);
  const Plan first = make_plan(from.state, to.state, changes);
  if (const auto none = refusals_of(first, {"all"}); !none.empty()) {
    for (const Refusal& refusal : none) text += "refused: " + refusal.reason + "\n";
    return text;
  }
  const ProvenPlan proven = prove_between(from, to);
  for (const std::string& change : proven.changes) text += change + "\n";
  for (const Refusal& refusal : refusals_of(proven.plan, {}))
    text += "refused without --allow " + join(refusal.codes, ", ") + ": " + refusal.sql + "\n";
  return text + "\n" + text_of(proven.files);
}

} // namespace

TEST_CASE("golden plans, there and back") {
  for (const auto& folder : golden_cases("plan")) {
    CAPTURE(folder.string());
    expect_only(folder, {"from.toml", "to.toml", "plan.sql", "back.sql"});
    const Realised from = realise_text(read_file(folder / "from.toml"));
    const Realised to = realise_text(read_file(folder / "to.toml"));
    expect_golden(folder / "plan.sql", answer(from, to));
    expect_golden(folder / "back.sql", answer(to, from));
    server_of().drop_database(from.database);
    server_of().drop_database(to.database);
  }
}

} // namespace lockstep::test
