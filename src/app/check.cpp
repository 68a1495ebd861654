// check: what a pull request must satisfy.
#include <lockstep/lint_fix.hpp>
#include <lockstep/trace.hpp>
#include <lockstep/upkeep.hpp>

#include "app/planning.hpp"

#include "app/acceptance.hpp"
#include "app/git.hpp"
#include "app/hand_edits.hpp"
#include "app/open.hpp"
#include "app/review.hpp"
#include "app/stats.hpp"
#include "app/sums.hpp"
#include "app/verdict.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "emit/schema_name.hpp"
#include "report/findings.hpp"

#include <algorithm>
#include <optional>

namespace lockstep {

namespace {

namespace fs = std::filesystem;

/// "file:line:column" as a place; what is no path from here is one below the folder.
Position place_of(const std::string& where, const fs::path& folder) {
  std::vector<std::string> parts = split(where, ':');
  const auto number = [&] {
    const bool is = parts.size() > 1 && !parts.back().empty() &&
                    parts.back().find_first_not_of("0123456789") == std::string::npos && parts.back().size() < 9;
    if (!is) return 0;
    const int value = std::stoi(parts.back());
    parts.pop_back();
    return value;
  };
  const int last = number();
  const int before = number();
  Position place{join(parts, ":"), before > 0 ? before : last, before > 0 ? last : 0};
  if (!place.file.empty() && !fs::exists(place.file) && fs::exists(folder / place.file))
    place.file = (folder / place.file).string();
  return place;
}

class Check {
public:
  explicit Check(const CheckOptions& options) : options_(options), project_(options) {}

  CheckResult run() {
    try {
      look();
    } catch (const SchemaError& error) {
      for (const Diagnostic& mistake : error.diagnostics.list()) findings_.push_back(mistake);
    }
    Diagnostics sorted;
    for (Diagnostic& finding : findings_) sorted.add(std::move(finding));
    add_source_lines(sorted);
    CheckResult result;
    result.findings = sorted.list();
    result.holds = !sorted.has_errors();
    result.text = report::findings_as(options_.format, result.findings, {}, steps_);
    return result;
  }

private:
  void add(const char* code, Position place, std::string message, std::string hint,
           Severity severity = Severity::error) {
    findings_.push_back({severity, code, std::move(place), std::move(message), std::move(hint), {}});
  }
  void add(std::vector<Diagnostic> more) {
    for (Diagnostic& finding : more) findings_.push_back(std::move(finding));
  }

  void look() {
    if (!read_files()) return;
    add(broken_sums(project_));
    std::optional<Landed> landed;
    if (!options_.base.empty()) {
      landed = read_landed(project_, options_.base);
      add(compare_with_base(project_, *landed));
    }
    const std::size_t before = findings_.size();
    check_equal();
    const bool in_step = findings_.size() == before;
    check_tenants();
    check_age();
    check_allowances(in_step);
    if (options_.fmt) check_format();
    if (landed) check_new_files(*landed, in_step);
    if (options_.trace) check_locks(landed);
    if (const auto known = read_sizes(project_); !known->aged.empty())
      add("aged-stats", {project_.path_of(project_.config().stats).string(), 0, 0}, known->aged,
          "Or raise policy.stats_max_age in lockstep.toml.");
  }

  /// False when a file can not be read, and a finding says which.
  bool read_files() {
    const fs::path migrations = project_.path_of(project_.config().migrations);
    const fs::path contracts = project_.path_of(project_.config().contracts);
    bool readable = true;
    const auto read = [&](const fs::path& folder, const auto& load) {
      try {
        return load();
      } catch (const Error& error) {
        if (error.exit != Exit::usage) throw;
        add("unreadable", place_of(error.where, folder), error.what(), error.hint);
        readable = false;
        return std::vector<ChainFile>();
      }
    };
    chain_ = read(migrations, [&] { return project_.chain(); });
    held_ = read(contracts, [&] { return project_.contracts(); });
    return readable;
  }

  [[nodiscard]] std::vector<ChainFile> whole_way() const {
    std::vector<ChainFile> all = chain_;
    all.insert(all.end(), held_.begin(), held_.end());
    return all;
  }

  void check_equal() {
    const std::vector<ChainFile> all = whole_way();
    const std::string key = verdict_key(project_, all);
    if (remembered_agreement(key)) return;
    std::optional<Error> broken;
    const auto load_chain = [&]() -> Loaded {
      try {
        return project_.load_chain(all, project_.config().migrations.string());
      } catch (const Error& error) {
        if (error.exit == Exit::usage) throw;
        broken = error;
        return {};
      }
    };
    const fs::path path = project_.path_of(project_.config().schema);
    const Declared declared = project_.read_declared(path);
    project_.read_rows_of(declared.state);
    const auto [schema, chain] = project_.load_both([&] { return project_.load_declared(declared, path); }, load_chain);
    if (broken) return add_broken(*broken, all);
    const std::vector<Change> changes = diff_states(chain.state, schema.state);
    const std::vector<std::string> lines = describe_changes(changes);
    if (lines.empty()) remember_agreement(key, unknown_warnings(schema.state));
    for (Diagnostic& finding : findings_of(lines, changes, {path.string(), 0, 0})) {
      finding.code = "out-of-step";
      finding.message = "the migrations do not reach the schema: " + finding.message;
      finding.hint = "Run `lockstep gen` and commit the files.";
      findings_.push_back(std::move(finding));
    }
  }

  /// The line of its statement.
  Position place_in(const Error& error, const std::vector<ChainFile>& all) const {
    Position place;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].path != error.where) continue;
      const fs::path& folder = i < chain_.size() ? project_.config().migrations : project_.config().contracts;
      place.file = (project_.path_of(folder) / file_of(all[i])).string();
      const std::size_t at = all[i].content.find(split(error.sql, '\n').front());
      if (!error.sql.empty() && at != std::string::npos)
        place.line = 1 + static_cast<int>(std::count(all[i].content.begin(),
                                                     all[i].content.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    }
    return place;
  }

  void add_broken(const Error& error, const std::vector<ChainFile>& all) {
    const std::string hint = error.hint.empty() ? "" : " " + error.hint;
    add("replay", place_in(error, all), std::string("the chain does not run on an empty server: ") + error.what(),
        "Every file of the chain must run on an empty server, in its order." + hint);
  }

  /// At the first line that `fmt` would write otherwise.
  void check_format() {
    FmtOptions fmt_options;
    static_cast<Options&>(fmt_options) = options_;
    fmt_options.check_only = true;
    for (const OutputFile& file : fmt(fmt_options)) {
      const fs::path path = project_.path_of(file.path);
      const std::vector<std::string> is = split(read_file(path), '\n');
      const std::vector<std::string> wanted = split(file.content, '\n');
      const auto line = std::mismatch(is.begin(), is.end(), wanted.begin(), wanted.end()).first - is.begin();
      add("not-canonical", {path.string(), static_cast<int>(line) + 1, 0},
          file.path + " is not in canonical form from this line on", "Run `lockstep fmt` and commit it.");
    }
  }

  /// Where each tenant has a schema like the declared one, every statement must be one that can be told for it.
  void check_tenants() {
    const std::string& schema = project_.config().fleet.schema;
    const std::vector<ChainFile> all = whole_way();
    for (std::size_t i = 0; i < all.size() && !schema.empty(); ++i) {
      try {
        (void)in_schema(all[i], {schema, "lockstep_probe"});
      } catch (const Error& error) {
        add("not-for-tenants", place_in(error, all), error.what(), error.hint);
      }
    }
  }

  void check_age() {
    const std::string& limit = project_.config().policy.max_expansion_age;
    if (limit.empty()) return;
    for (const OpenExpansion& open : find_open(held_)) {
      const double age = age_of_version(open.opened_by);
      if (age <= seconds_of(limit)) continue;
      add("old-expansion", {project_.path_of(project_.config().contracts).string(), 0, 0},
          open.name + " is open for " + age_words(age) + ", longer than " + limit + ": " + join(open.lines(), "; "),
          "Close it with `lockstep contract " + open.name + "`, or give it up with --abort.", Severity::warning);
    }
  }

  /// What the next plan may still need is not yet stale.
  void check_allowances(bool in_step) {
    for (Diagnostic& finding : unsound_allowances(project_.config(), whole_way()))
      if (in_step || finding.code != "stale-allowance") findings_.push_back(std::move(finding));
  }

  /// What the branch brings: its steps, what lint says of them, and where they are not what gen writes.
  void check_new_files(const Landed& landed, bool in_step) {
    const std::vector<ChainFile> fresh = not_landed(chain_, landed.migrations);
    const std::vector<ChainFile> held = not_landed(held_, landed.contracts);
    for (const ChainFile& file : fresh) add_steps(file.path, file.migration, steps_);
    for (const ChainFile& file : held)
      add_steps((project_.config().contracts / file.path).generic_string() + " (held back)", file.migration, steps_);
    if (fresh.empty()) return;
    LintOptions lint_options;
    static_cast<Options&>(lint_options) = options_;
    for (const ChainFile& file : fresh) {
      // What a contract takes away was planned, held back and reviewed as such.
      if (file.migration.phase == "contract") continue;
      lint_options.files.push_back((project_.config().migrations / file_of(file)).string());
    }
    if (!lint_options.files.empty())
      for (Diagnostic& finding : lint(lint_options).findings) {
        if (finding.code == "LR701") continue; // the checksums have told
        finding.position.file = project_.path_of(finding.position.file).string();
        findings_.push_back(std::move(finding));
      }
    if (in_step) add(hand_edits(project_, landed, {chain_, held_}));
  }

  /// The files that are new on this branch, or the newest plan, must hold their locks within the budget.
  void check_locks(const std::optional<Landed>& landed) {
    TraceOptions traced;
    static_cast<Options&>(traced) = options_;
    traced.rows = options_.rows;
    if (landed)
      for (const ChainFile& file : not_landed(chain_, landed->migrations)) traced.files.push_back(file.path);
    if (landed && traced.files.empty()) return;
    for (const Finding& over : trace(traced).over) {
      const std::string file = over.message.substr(0, over.message.find(','));
      add(over.code.c_str(), {project_.path_of(project_.config().migrations / file).string(), 0, 0}, over.message,
          over.hint);
    }
  }

  const CheckOptions& options_;
  Project project_;
  std::vector<ChainFile> chain_;
  std::vector<ChainFile> held_;
  std::vector<Diagnostic> findings_;
  std::vector<report::Step> steps_;
};

} // namespace

CheckResult check(const CheckOptions& options) { return Check(options).run(); }

} // namespace lockstep
