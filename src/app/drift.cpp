// drift: a live database against what it should be.
#include "app/drift_fix.hpp"
#include "app/fleet.hpp"
#include "app/tenants.hpp"

#include "base/sql.hpp"
#include "catalog/since.hpp"
#include "report/drift.hpp"
#include "run/apply.hpp"
#include "run/history.hpp"
#include "toml/schema.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace lockstep {

namespace {

/// Files of the chain that the database records as applied.
std::vector<ChainFile> applied_part(const std::vector<ChainFile>& chain, const Status& status) {
  std::set<std::string> applied;
  // What runs again has run before, and is there in an earlier form.
  for (const FileStatus& file : status.files)
    if (file.state == FileState::applied || (file.state == FileState::pending && !file.finished_at.empty()))
      applied.insert(file.file);
  std::vector<ChainFile> part;
  for (const ChainFile& file : chain)
    if (applied.contains(file.path)) part.push_back(file);
  return part;
}

DriftFinding file_finding(const char* code, const std::string& file, const std::string& what, std::string hint) {
  DriftFinding finding;
  finding.code = code;
  finding.kind = "migration";
  finding.object = file;
  finding.message = "! migration " + file + ": " + what;
  finding.hint = std::move(hint);
  return finding;
}

void add_history(const Status& status, DriftResult& result) {
  for (const FileStatus& file : status.files) {
    if (file.state == FileState::interrupted)
      result.findings.push_back(file_finding("interrupted", file.file, "interrupted: " + file.detail,
                                             "`lockstep apply` goes on where it stopped."));
    if (file.changed) result.warnings.push_back(file.file + " was changed after it was applied");
  }
  for (const std::string& version : status.unknown)
    result.warnings.push_back("the database records " + version + ", which is not in the folder");
}

/// What is declared with hints, as it would be declared for a tenant.
State hinted_in(const State& declared, const SchemaName& name) {
  State said;
  for (const auto& [id, object] : declared.objects()) {
    if (object.hints.empty() || id.path.front() != name.declared) continue;
    Object renamed = object;
    Path::Names names = id.path;
    names.front() = name.actual;
    renamed.id.path = names;
    said.put(std::move(renamed));
  }
  return said;
}

/// What is read once for all tenants of a database.
struct Shared {
  std::optional<Connection> looked;    ///< with the transaction open in which all is read
  std::map<std::string, State> actual; ///< by schema
  Owners owners;
  Health health;
  int server_major = 0;
  std::map<std::string, Loaded> expected; ///< by the last version
};

/// Everything is looked at in one transaction, so that what goes on there at the same time is in all of it or in none.
void look_at(const std::string& conninfo, std::optional<Connection>& looked) {
  looked.emplace(conninfo);
  looked->exec(std::string(one_moment));
}

class Drift {
public:
  Drift(const DriftOptions& options, Project& project, FleetMember member, Shared* shared = nullptr)
      : options_(options), project_(project),
        conninfo_(std::move(member.conninfo)), name_{project.config().fleet.schema, std::move(member.tenant)},
        shared_(shared) {}

  DriftResult run() {
    read_declared();
    look_at_history();
    auto [actual, expected] = project_.load_both([&] { return load_actual(); }, [&] { return load_expected(); });
    take_partition_hints(shared_ == nullptr ? declared_ : hinted_in(declared_, name_), expected.state);
    result_.expected = expected.label;
    const DriftSides sides{expected.state, actual.state, shared_ == nullptr ? owners_ : shared_->owners, health_};
    std::vector<Change> ignored;
    const std::vector<Change> changes = part(sides, ignored);
    std::vector<DriftFinding> found = drift_findings(sides, changes);
    add_times(changes, found);
    for (DriftFinding& finding : found) result_.findings.push_back(std::move(finding));
    for (DriftFinding& finding : sequence_findings(health_)) result_.findings.push_back(std::move(finding));
    add_words(sides);
    project_.lap("diff");
    looked_.reset();
    if (!options_.fix.empty()) fix_drift(options_, project_, {expected, actual, changes, ignored}, result_);
    result_.timings = project_.timings;
    return std::move(result_);
  }

private:
  /// The schema says which rows count and who looks after partitions; where it has mistakes, what can be read counts.
  void read_declared() {
    const std::filesystem::path schema = project_.path_of(project_.config().schema);
    if (!std::filesystem::exists(schema)) return;
    Declared declared = read_schema(schema);
    declared_ = std::move(declared.state);
    if (declared.diagnostics.has_errors())
      result_.warnings.push_back("rows are not compared: " + std::string(SchemaError(declared.diagnostics).what()));
    else if (shared_ == nullptr)
      project_.read_rows_of(declared_);
    project_.lap("read TOML");
  }

  void look_at_history() {
    if (shared_ == nullptr) look_at(conninfo_, looked_);
    Connection& connection = there();
    project_.want_major(connection.server_major());
    result_.database = connection.describe();
    if (!options_.against.empty()) return;
    const std::vector<ChainFile> chain = project_.chain();
    const Status recorded = shared_ == nullptr
                                ? read_history(connection, chain, project_.dialect(), project_.config().history)
                                : read_status(connection, chain, name_.actual);
    add_history(recorded, result_);
    part_ = applied_part(chain, recorded);
  }

  [[nodiscard]] Connection& there() { return shared_ == nullptr ? *looked_ : *shared_->looked; }

  Loaded load_actual() {
    if (shared_ != nullptr) return load_part();
    Loaded actual = project_.read_live(there(), conninfo_);
    owners_ = owners_of(actual.state);
    health_ = read_health(there());
    project_.lap("health");
    return actual;
  }

  Loaded load_part() {
    Loaded part;
    part.kind = SourceKind::live;
    part.live = conninfo_;
    part.state.server_major = shared_->server_major;
    if (const auto there = shared_->actual.find(name_.actual); there != shared_->actual.end())
      part.state = there->second;
    health_ = shared_->health;
    std::erase_if(health_.sequences, [&](const SequenceUse& use) { return parse_name(use.name)[0] != name_.actual; });
    return part;
  }

  Loaded load_expected() {
    if (!options_.against.empty()) return project_.load(options_.against);
    const std::string version = part_.empty() ? "no migration" : "version " + part_.back().migration.version;
    const auto load = [&] {
      return project_.load_chain(part_, project_.config().migrations.string() + " at " + version);
    };
    if (shared_ == nullptr) return load();
    if (!shared_->expected.contains(version)) shared_->expected[version] = load();
    const Loaded& whole = shared_->expected[version];
    Loaded expected{{}, whole.label, {}, whole.kind, whole.made_by};
    expected.state.server_major = whole.state.server_major;
    if (!part_.empty()) expected.state = read_renamed(project_, whole.database, name_);
    return expected;
  }

  /// What counts; what lockstep.toml says is fine, with its parts, goes to `ignored`.
  std::vector<Change> part(const DriftSides& sides, std::vector<Change>& ignored) {
    const std::vector<DriftRule>& rules = project_.config().drift_rules;
    require_known_kinds(rules);
    std::vector<Change> kept;
    std::set<Id> gone;
    for (const Change& change : drift_changes(sides)) {
      const std::string* reason = ignore_reason(rules, sides, change);
      if (reason != nullptr) {
        gone.insert(change.id());
        result_.ignored.push_back({std::string(to_text(change.verb)) + " " + to_text(change.id()), *reason});
      }
      const Kind* parent = change.object().kind->parent;
      const bool along =
          change.implied && parent != nullptr && gone.contains({parent->name, change.id().path.parent()});
      (reason != nullptr || along ? ignored : kept).push_back(change);
    }
    return kept;
  }

  /// Since when each is there as it is, where the server kept that.
  void add_times(const std::vector<Change>& changes, std::vector<DriftFinding>& findings) {
    if (findings.empty() || !keeps_times(there())) return;
    auto finding = findings.begin();
    for (const Change& change : changes)
      if (!change.implied) (finding++)->since = change.to == nullptr ? "" : last_written(there(), change.id());
  }

  void add_words(const DriftSides& sides) {
    result_.unseen = health_.unseen;
    for (const SequenceUse& use : health_.sequences) result_.filled.emplace_back(use.name, use.used);
    const auto& known = sides.expected.unknown;
    for (const std::string& what : sides.actual.unknown)
      if (std::find(known.begin(), known.end(), what) == known.end())
        result_.warnings.push_back("not modelled: " + what);
  }

  const DriftOptions& options_;
  Project& project_;
  std::string conninfo_;
  SchemaName name_; ///< of a tenant
  Shared* shared_;  ///< null: the database itself
  State declared_;
  std::vector<ChainFile> part_;
  std::optional<Connection> looked_; ///< all of one moment: schema, health, times
  Owners owners_;
  Health health_;
  DriftResult result_;
};

void read_tenants(Project& project, const std::string& conninfo, Shared& shared) {
  look_at(conninfo, shared.looked);
  const Loaded all = project.read_live(*shared.looked, conninfo, true);
  shared.actual = parts_of(all.state);
  shared.owners = owners_of(all.state);
  shared.server_major = all.state.server_major;
  shared.health = read_health(*shared.looked);
}

} // namespace

DriftResult drift(const DriftOptions& options) {
  Project project(options);
  return Drift(options, project, {options.source, project.conninfo_of(source_or_dev(options.source))}).run();
}

std::vector<DriftResult> drift_fleet(const DriftOptions& options) {
  std::vector<DriftResult> results;
  std::optional<Project> of_tenants;
  Shared shared;
  for (const FleetMember& member : fleet_members(Project(options))) {
    try {
      if (!member.tenant.empty() && !of_tenants) {
        of_tenants.emplace(options);
        read_tenants(*of_tenants, member.conninfo, shared);
      }
      std::optional<Project> own;
      if (member.tenant.empty()) own.emplace(options);
      results.push_back(own ? Drift(options, *own, member).run() : Drift(options, *of_tenants, member, &shared).run());
    } catch (const Error& error) {
      DriftResult result;
      result.error = error.full();
      results.push_back(std::move(result));
    }
    results.back().database = without_password(member.source);
  }
  return results;
}

std::string drift_as(const std::string& format, const std::vector<DriftResult>& results) {
  return report::drift_as(format, results);
}

} // namespace lockstep
