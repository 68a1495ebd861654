// The golden plan cases, realised, planned and proven.
#include "support/plan_cases.hpp"

#include <lockstep/error.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "plan/hazard.hpp"
#include "support/golden.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

constexpr std::string_view refused = "refused: ";

/// The value of a line "key = value" in the case's case.toml, empty when there is none.
std::string option_of(const std::filesystem::path& folder, const std::string& key) {
  const auto options = folder / "case.toml";
  if (!std::filesystem::exists(options)) return {};
  for (const std::string& line : split(read_file(options), '\n'))
    if (line.starts_with(key + " = ")) return replace_all(line.substr(key.size() + 3), "\"", "");
  return {};
}

/// The changes, what is refused without --allow, and the files with every hazard allowed.
std::string proven_answer(const Realised& from, const Realised& to, int major) {
  std::string text;
  const ProvenPlan proven = prove_between(from, to, major);
  if (const auto none = refusals_of(proven.plan, {"all"}); !none.empty()) {
    for (const Refusal& refusal : none) text += std::string(refused) + refusal.reason + "\n";
    return text;
  }
  for (const std::string& change : proven.changes) text += change + "\n";
  for (const Refusal& refusal : refusals_of(proven.plan, {}))
    text += "refused without --allow " + join(refusal.hazards, ", ") + ": " + refusal.step().sql + "\n";
  return text + "\n" + text_of(proven.files);
}

std::string answer(const Realised& from, const Realised& to, int major) {
  try {
    return proven_answer(from, to, major);
  } catch (const Error& error) {
    if (error.exit != Exit::usage) throw;
    return std::string(refused) + error.what() + "\n";
  }
}

std::vector<PlanCase> run_cases() {
  std::vector<PlanCase> cases;
  for (const auto& folder : golden_cases("plan")) {
    CAPTURE(folder.string());
    expect_only(folder, {"case.toml", "from.toml", "to.toml", "plan.sql", "back.sql"});
    const int major = major_of_case(folder);
    Realised from = realise_text(read_file(folder / "from.toml"), major);
    Realised to = realise_text(read_file(folder / "to.toml"), major);
    keep_roles_of(from, to);
    PlanCase one{folder, from.state, to.state, {}, {}, to.state, from.state};
    if (!contents_of(from.declared).empty() || !contents_of(to.declared).empty()) {
      one.from = read_with_rows_of(from, to.declared);
      one.back_from = read_with_rows_of(to, from.declared);
    }
    from.state = one.from;
    one.there = answer(from, to, major);
    from.state = one.back_to;
    to.state = one.back_from;
    one.back = answer(to, from, major);
    server_of(major).drop_database(from.database);
    server_of(major).drop_database(to.database);
    cases.push_back(std::move(one));
  }
  return cases;
}

} // namespace

const std::vector<PlanCase>& plan_cases() {
  static const std::vector<PlanCase> cases = run_cases();
  return cases;
}

int major_of_case(const std::filesystem::path& folder) { return std::atoi(option_of(folder, "server").c_str()); }

bool is_refused(const std::string& answer) { return answer.starts_with(refused); }

} // namespace lockstep::test
