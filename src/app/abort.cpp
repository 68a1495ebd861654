// contract --abort: an expansion is taken back. The chain only grows: a file at its end undoes what earlier ones began.
#include "plan/abort.hpp"
#include "app/held.hpp"
#include "app/planning.hpp"
#include "app/renames.hpp"
#include "app/snapshot.hpp"
#include "base/files.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "kinds/render.hpp"
#include "plan/prove.hpp"
#include "plan/segment.hpp"
#include "run/apply.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

/// What the header of a contract says of two shapes.
struct Opened {
  std::vector<AbortedShape> shapes; ///< columns, or tables that are made anew
  std::vector<StandIn> tables;
};

/// A table under a new name has left a view behind; one that is made anew stands beside its old self.
Opened opened_by(const Migration& contract, const State& open) {
  const auto ids_of = [](const std::vector<std::string>& names) {
    std::vector<Id> ids;
    for (const std::string& name : names) {
      const std::vector<std::string> path = parse_name(name);
      ids.push_back({path.size() == 2 ? "table" : "column", {path.begin(), path.end()}});
    }
    return ids;
  };
  Opened opened;
  for (const Shapes& shape : contract.expansions) {
    const AbortedShape one{ids_of(shape.olds), ids_of(shape.news)};
    const bool stands_in = one.olds.size() == 1 && open.find({"view", one.olds.front().path}) != nullptr;
    if (stands_in)
      opened.tables.push_back({{"view", one.olds.front().path}, one.news.front()});
    else
      opened.shapes.push_back(one);
  }
  return opened;
}

/// The names of columns as they are once the tables have their old names again.
void rename_tables(Opened& opened) {
  for (AbortedShape& shape : opened.shapes)
    for (std::vector<Id>* ids : {&shape.olds, &shape.news})
      for (Id& id : *ids)
        for (const StandIn& names : opened.tables)
          if (id.kind == "column" && table_of(id) == names.table) id.path = names.view.path.child(id.name());
}

void refuse_loss(const Migration& contract, const std::vector<std::string>& allow) {
  const std::set<std::string> allowed(allow.begin(), allow.end());
  if (allowed.contains("data_loss") || allowed.contains("LS101") || allowed.contains("all")) return;
  std::vector<std::string> reasons;
  for (const Shapes& shape : contract.expansions)
    if (shape.one_way)
      reasons.push_back("What is in " + join(shape.news, ", ") +
                        " can not be told from the old columns: it goes with the expansion.\n"
                        "  Hazards: LS101 data_loss\n  To do it all the same: --allow data_loss");
  if (!reasons.empty()) throw RefusedError(std::move(reasons));
}

class Abortion {
public:
  Abortion(Project& project, std::vector<ChainFile> chain, std::vector<ChainFile> contracts)
      : project_(project), chain_(std::move(chain)), contracts_(std::move(contracts)),
        opened_by_(contracts_.front().migration.opened_by) {}

  /// The file that takes the expansion back, proved from wherever a database may stand.
  ChainFile run() {
    const Loaded before = project_.load_chain(part(begin()), "the chain before the expansion");
    const Loaded open = project_.load_chain(chain_, project_.config().migrations.string());
    std::vector<ChainFile> all = chain_;
    all.insert(all.end(), contracts_.begin(), contracts_.end());
    const Loaded closed = project_.load_chain(all, "the chain with the contract");
    Opened opened = lockstep::opened_by(contracts_.front().migration, open.state);
    const Renamed back = renamed_back(open, before, opened);
    const Renamed end = renamed_back(closed, before, opened);
    std::vector<std::string> conditions = checks();
    for (std::string& check : conditions)
      for (const StandIn& names : opened.tables)
        check = replace_all(check, " FROM " + own_sql(names.table) + " ", " FROM " + own_sql(names.view) + " ");
    rename_tables(opened);
    Abort abort = plan_abort(before.state, *back.from, *end.from, opened.shapes, conditions);
    target_ = std::move(abort.target);
    prepend(abort.plan, {{}, back.steps, {}});
    prove(abort.plan, open, *back.from);
    keep_apart(abort.plan);
    file_ = written(abort.plan);
    find_skipped();
    return as_file(file_);
  }

  [[nodiscard]] const State& target() const { return target_; }

private:
  [[nodiscard]] Renamed renamed_back(const Loaded& loaded, const Loaded& before, const Opened& opened) const {
    return rename_back({[&] { return project_.ground_of(loaded); }, project_.reading()}, loaded.state, before.state,
                       opened.tables);
  }
  [[nodiscard]] std::vector<ChainFile> part(std::size_t size) const {
    return {chain_.begin(), chain_.begin() + static_cast<std::ptrdiff_t>(size)};
  }
  [[nodiscard]] std::size_t begin() const {
    for (std::size_t i = 0; i < chain_.size(); ++i)
      if (!version_less(chain_[i].migration.version, opened_by_)) return i;
    return chain_.size();
  }
  [[nodiscard]] std::vector<std::string> checks() const {
    std::vector<std::string> found;
    for (const ChainFile& contract : contracts_)
      for (const MigrationUnit& unit : contract.migration.units)
        found.insert(found.end(), unit.checks.begin(), unit.checks.end());
    return found;
  }

  void prove(Plan& plan, const Loaded& open, const State& renamed) const {
    const std::string scratch = project_.shadow().clone_database(project_.ground_of(open));
    try {
      prove_plan(scratch, plan, renamed, target_);
    } catch (Error& error) {
      error.hint = "Files behind the expansion may stand on what it brought: take those back first.";
      throw;
    }
  }

  /// One file holds statements that commit by themselves next to those that could commit together.
  static void keep_apart(Plan& plan) {
    int unit = 0;
    for (const Planned& planned : plan.steps) unit = std::max(unit, planned.step.unit);
    for (Planned& planned : plan.steps)
      if (!wants_own_transaction(planned)) planned.step.unit = ++unit;
  }

  [[nodiscard]] Migration written(const Plan& plan) const {
    const Migration& contract = contracts_.front().migration;
    std::vector<ChainFile> all = chain_;
    all.insert(all.end(), contracts_.begin(), contracts_.end());
    std::vector<Migration> files =
        segment(plan, "abort_" + contract.name, fresh_version(all), project_.config().policy);
    if (files.size() != 1) throw proof_error("the way back is not one file", "Please report this with the chain.");
    files.front().opened_by = contract.opened_by;
    files.front().expansions = contract.expansions;
    files.front().takes_back = true; // the versions follow
    return files.front();
  }

  static ChainFile as_file(const Migration& migration) {
    const std::string content = write_native(migration);
    const std::string name = native_file_name(migration);
    return {name, content, sha256(content), parse_native(name, content)};
  }

  [[nodiscard]] bool is_of_plan(const ChainFile& file) const { return file.migration.opened_by == opened_by_; }

  /// Files of the expansion, from the last, that may be left out wherever they stopped.
  void find_skipped() {
    std::vector<std::string> skipped;
    for (std::size_t at = chain_.size(); at-- > begin();) {
      if (!is_of_plan(chain_[at])) continue;
      if (!works_within(at)) break;
      skipped.insert(skipped.begin(), chain_[at].migration.version);
    }
    file_.aborts = std::move(skipped);
  }

  /// Whether it leads to the target from every place at which that file can have stopped, without those of the
  /// expansion that follow it.
  [[nodiscard]] bool works_within(std::size_t at) const {
    const Migration& migration = chain_[at].migration;
    const std::size_t units = migration.mode == TransactionMode::each ? migration.units.size() : 1;
    for (std::size_t done = 0; done < units; ++done)
      if (!works_after(at, done)) return false;
    return true;
  }

  [[nodiscard]] bool works_after(std::size_t at, std::size_t done) const {
    std::vector<ChainFile> files = part(at);
    if (done > 0) {
      files.push_back(chain_[at]);
      files.back().migration.units.resize(done);
    }
    for (std::size_t i = at + 1; i < chain_.size(); ++i)
      if (!is_of_plan(chain_[i])) files.push_back(chain_[i]);
    files.push_back(as_file(file_));
    const std::string scratch = project_.shadow().create_database();
    bool works = true;
    try {
      Connection connection(scratch);
      for (const ChainFile& file : files) replay_file(connection, file);
      works = diff_states(read_state(connection, project_.reading()), target_).empty();
    } catch (const Error& error) {
      if (error.sqlstate.empty()) throw;
      works = false;
    }
    project_.shadow().drop_database(scratch);
    return works;
  }

  Project& project_;
  std::vector<ChainFile> chain_;
  std::vector<ChainFile> contracts_;
  std::string opened_by_;
  State target_;
  Migration file_;
};

/// Held files of one plan, and the others.
std::vector<ChainFile> take_plan(std::vector<ChainFile>& held, const ChainFile& of) {
  std::vector<ChainFile> taken;
  const auto belongs = [&](const ChainFile& file) {
    return file.path == of.path ||
           (!of.migration.opened_by.empty() && file.migration.opened_by == of.migration.opened_by);
  };
  for (const ChainFile& file : held)
    if (belongs(file)) taken.push_back(file);
  std::erase_if(held, belongs);
  return taken;
}

/// What the schema asks for beyond the chain as it is then.
std::vector<std::string> still_asked(Project& project, const std::vector<ChainFile>& all) {
  const std::filesystem::path path = project.path_of(project.config().schema);
  const Declared declared = project.read_declared(path);
  project.read_rows_of(declared.state);
  const auto [schema, reached] =
      project.load_both([&] { return project.load_declared(declared, path); },
                        [&] { return project.load_chain(all, "the chain without the expansion"); });
  std::vector<std::string> lines;
  for (const Change& change : diff_states(reached.state, schema.state)) {
    const std::vector<std::string> words = describe_changes({change});
    if (words.empty()) continue;
    const bool placed = change.to != nullptr && change.to->places.whole().line > 0;
    lines.push_back((placed ? change.to->places.whole().text() + ": " : "") + words.front());
  }
  return lines;
}

} // namespace

AbortResult abort_expansions(const ContractOptions& options) {
  Project project(options);
  const Config& config = project.config();
  std::vector<ChainFile> held = project.contracts();
  require_known(held, options);
  std::vector<ChainFile> chain = project.chain();
  AbortResult result;
  std::vector<Migration> written;
  std::vector<std::filesystem::path> gone;
  const auto next = [&] {
    return std::find_if(held.begin(), held.end(), [&](const ChainFile& file) { return is_wanted(file, options); });
  };
  for (auto found = next(); found != held.end(); found = next()) {
    const ChainFile wanted = *found;
    const std::vector<ChainFile> contracts = take_plan(held, wanted);
    refuse_loss(wanted.migration, options.allow);
    for (const ChainFile& file : contracts) {
      result.removed.push_back((config.contracts / file.path).generic_string());
      gone.push_back(project.path_of(result.removed.back()));
    }
    if (wanted.migration.opened_by.empty()) continue;
    chain.push_back(Abortion(project, chain, contracts).run());
    written.push_back(chain.back().migration);
  }
  const Dialect& dialect = project.dialect();
  const auto folder = project.path_of(config.migrations);
  Emitted emitted = emit_into(dialect, project.folder(), cut_to_fit(dialect, written));
  result.files = outputs_of(emitted, config.migrations);
  std::vector<ChainFile> all = emitted.chain;
  all.insert(all.end(), held.begin(), held.end());
  result.take_back = still_asked(project, all);
  renew_snapshot(project, emitted);
  std::vector<FileToWrite> files = writes_of(emitted, folder);
  files.push_back({project.path_of(config.contracts / "lockstep.sum"), write_sums(held)});
  write_files(files);
  for (const auto& path : gone) std::filesystem::remove(path);
  return result;
}

} // namespace lockstep
