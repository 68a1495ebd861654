// check: what a pull request must satisfy.
#include "app/planning.hpp"

#include "app/acceptance.hpp"
#include "app/git.hpp"
#include "app/open.hpp"
#include "app/stats.hpp"
#include "app/sums.hpp"
#include "app/verdict.hpp"
#include "base/text.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"

#include <optional>

namespace lockstep {

namespace {

void check_equal(Project& project, std::vector<Finding>& findings) {
  std::vector<ChainFile> all = project.chain();
  const std::vector<ChainFile> held = project.contracts();
  all.insert(all.end(), held.begin(), held.end());
  const std::string key = verdict_key(project, all);
  if (remembered_agreement(key)) return;
  std::optional<Finding> broken;
  const auto load_chain = [&]() -> Loaded {
    try {
      return project.load_chain(all, project.config().migrations.string());
    } catch (const Error& error) {
      if (error.exit == Exit::usage) throw;
      broken = {"replay", error.full(), "Every file of the chain must run on an empty server."};
      return {};
    }
  };
  const std::filesystem::path path = project.path_of(project.config().schema);
  const Declared declared = project.read_declared(path);
  project.read_rows_of(declared.state);
  const auto [schema, chain] = project.load_both([&] { return project.load_declared(declared, path); }, load_chain);
  if (broken) {
    findings.push_back(*broken);
    return;
  }
  const auto differences = describe_changes(diff_states(chain.state, schema.state));
  if (differences.empty()) remember_agreement(key, unknown_warnings(schema.state));
  for (const std::string& line : differences)
    findings.push_back(
        {"out-of-step", "the migrations do not reach the schema: " + line, "Run `lockstep gen` and commit the files."});
}

void check_age(const Project& project, std::vector<Finding>& findings) {
  const std::string& limit = project.config().policy.max_expansion_age;
  if (limit.empty()) return;
  for (const OpenExpansion& open : find_open(project.contracts())) {
    const double age = age_of_version(open.opened_by);
    if (age <= seconds_of(limit)) continue;
    findings.push_back(
        {"old-expansion",
         open.name + " is open for " + age_words(age) + ", longer than " + limit + ": " + join(open.lines(), "; "),
         "Close it with `lockstep contract " + open.name + "`, or give it up with --abort.", true});
  }
}

/// What the next plan may still need is not yet stale.
void check_allowances(const Project& project, bool in_step, std::vector<Finding>& findings) {
  std::vector<ChainFile> files = project.chain();
  for (ChainFile& file : project.contracts()) files.push_back(std::move(file));
  for (Finding& finding : unsound_allowances(project.config(), files))
    if (in_step || finding.code != "stale-allowance") findings.push_back(std::move(finding));
}

} // namespace

std::vector<Finding> check(const CheckOptions& options) {
  Project project(options);
  std::vector<Finding> findings = broken_sums(project);
  if (!options.base.empty())
    for (Finding& finding : compare_with_base(project, options.base)) findings.push_back(std::move(finding));
  const std::size_t before = findings.size();
  check_equal(project, findings);
  check_age(project, findings);
  const bool in_step = findings.size() == before;
  check_allowances(project, in_step, findings);
  if (const auto known = read_sizes(project); !known->aged.empty())
    findings.push_back({"aged-stats", known->aged, "Or raise policy.stats_max_age in lockstep.toml."});
  return findings;
}

} // namespace lockstep
