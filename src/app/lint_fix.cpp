// lint --fix: which files may be edited, and what becomes of them.
#include <lockstep/lint_fix.hpp>

#include "app/fixed_text.hpp"
#include "app/git.hpp"
#include "app/linting.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "emit/native_words.hpp"
#include "plan/segment.hpp"
#include "run/history.hpp"

#include <algorithm>
#include <optional>

namespace lockstep {

namespace {

namespace fs = std::filesystem;

/// Why a file must stay as it is: it is known to others.
class Releases {
public:
  Releases(const LintFixOptions& options, const Project& project) : options_(options), project_(project) {
    if (options.released) return;
    const std::vector<ChainFile> chain = options.sources.empty() ? std::vector<ChainFile>() : project.chain();
    for (const std::string& source : options.sources) {
      Connection connection(project.conninfo_of(source));
      for (const FileStatus& file : read_history(connection, chain, project.dialect(), project.config().history).files)
        if (file.state != FileState::pending) ran_.try_emplace(file.file, connection.describe());
    }
    if (!options.base.empty()) landed_ = read_landed(project, options.base);
    if (landed_ || !options.sources.empty()) return;
    try {
      landed_ = read_landed(project, "HEAD");
    } catch (const Error&) {
      // No repository, or nothing committed yet.
    }
  }

  /// Empty: it may be edited.
  [[nodiscard]] std::string why(const std::string& path) const {
    const std::string below = inside(path);
    if (options_.released || below.empty()) return {};
    if (const auto ran = ran_.find(below); ran != ran_.end()) return ran->second + " has run it";
    if (landed_ && landed_->migrations.contains(below))
      return options_.base.empty() ? "git has it committed: --base REF says what others get files from"
                                   : "it stands on " + landed_->base;
    if (!landed_ && options_.sources.empty() && options_.files.empty())
      return "nothing says that nobody has run it: name the file, or give --base or --source";
    return {};
  }
  /// The path below the folder of migrations, empty outside of it.
  [[nodiscard]] std::string inside(const std::string& path) const {
    const fs::path folder = project_.path_of(project_.config().migrations).lexically_normal();
    const std::string below = project_.path_of(path).lexically_normal().lexically_relative(folder).generic_string();
    return below.starts_with("..") ? std::string() : below;
  }

private:
  const LintFixOptions& options_;
  const Project& project_;
  std::map<std::string, std::string> ran_;
  std::optional<Landed> landed_;
};

struct Work {
  std::string text;
  std::string conf;
  std::vector<Place> places;
  bool timeout_set = false;
};

/// The version behind one, as long as it is; for the names of files of all runners.
std::string version_behind(const std::string& version) {
  if (version.size() == 14) return next_version(version);
  std::string next = version;
  for (auto digit = next.rbegin(); digit != next.rend(); ++digit) {
    if (*digit != '9') {
      ++*digit;
      return next;
    }
    *digit = '0';
  }
  return "1" + next;
}

Migration migration_of(const ApartStep& step, const Migration& before, std::string version,
                       const std::string& lock_timeout) {
  Migration migration;
  migration.version = std::move(version);
  migration.name = before.name + "_apart";
  migration.phase = before.phase;
  migration.mode = step.outside ? TransactionMode::each : TransactionMode::file;
  MigrationUnit unit;
  unit.statements = step.statements;
  unit.note = step.note;
  unit.back = step.back;
  unit.lock_timeout = native::needs_no_undoing(unit) ? "0" : lock_timeout;
  unit.statement_timeout = "0";
  migration.units = {std::move(unit)};
  return migration;
}

class Fixer {
public:
  explicit Fixer(const LintFixOptions& options) : options_(options), project_(options), releases_(options, project_) {}

  LintFixResult run() {
    const LintInputs inputs = lint_inputs(project_, options_, options_.files);
    for (const linting::Input& input : inputs.files)
      if (input.asked && !inputs.printed.contains(input.path) && input.path.ends_with(".sql"))
        works_[input.path] = {read_file(project_.path_of(input.path)), input.conf, {}};
    (void)linting::look_at(inputs.files, lint_levels(project_.config()),
                           [&](const linting::View& view, const auto& codes) { take(view, codes); });
    for (auto& [path, work] : works_) fix(path, work);
    add_sums();
    if (!options_.dry_run) write();
    std::stable_sort(result_.fixes.begin(), result_.fixes.end(), [](const LintFix& a, const LintFix& b) {
      return std::pair(a.place.file, a.place.line) < std::pair(b.place.file, b.place.line);
    });
    return std::move(result_);
  }

private:
  void leave(const std::string& path, int line, const std::string& rule, const std::string& why) {
    result_.fixes.push_back({{path, line, 1}, rule, why, false});
  }

  void take(const linting::View& view, const std::set<std::string>& codes) {
    const auto found = works_.find(view.script.path);
    if (found == works_.end()) return;
    Work& work = found->second;
    const auto index = static_cast<std::size_t>(&view.statement - view.script.statements.data());
    if (index == 0) work.places = places_of(view.script, work.text);
    std::optional<SafeForm> form = safe_form(view, codes);
    if (index >= work.places.size()) {
      if (form) leave(view.script.path, view.statement.line, join(form->rules, ", "), "its runner puts values into it");
      return;
    }
    Place& place = work.places[index];
    if (form) {
      for (const std::string& refused : form->refused)
        leave(view.script.path, view.statement.line, refused.substr(0, refused.find(':')),
              refused.substr(refused.find(':') + 2));
      place.form = std::move(*form);
    }
    if (place.frames && !place.in_block && work.places.front().frames) work.timeout_set = false;
    const bool moved = !place.form.rules.empty() && place.form.first.empty();
    if (!codes.contains("LR501") || moved || work.timeout_set) return;
    place.timeout = work.timeout_set = true;
    place.local = view.world.explicit_transaction || view.script.carried == linting::Carried::one_transaction;
  }

  void leave_all(const std::string& path, const Work& work, const std::string& why) {
    for (const Place& place : work.places)
      if (!place.form.rules.empty() || place.timeout)
        leave(path, place.line, place.form.rules.empty() ? "no-lock-timeout" : join(place.form.rules, ", "), why);
  }

  void fix(const std::string& path, const Work& work) {
    const auto wants = [](const Place& place) { return !place.form.rules.empty() || place.timeout; };
    if (std::none_of(work.places.begin(), work.places.end(), wants)) return;
    if (const std::string why = releases_.why(path); !why.empty()) return leave_all(path, work, why);
    if (work.text.starts_with("-- " + std::string(native::mark_stem)))
      return leave_all(path, work, "`lockstep gen` wrote it: change the schema, and let gen write it anew");
    const bool own = !releases_.inside(path).empty();
    const Runner runner = runner_of(path, work.text, own ? project_.dialect().name : std::string_view());
    const std::string& limit = project_.config().policy.lock_timeout;
    FixedText fixed = fix_text(runner, work.text, work.conf, work.places, limit);
    std::vector<OutputFile> files;
    if (fixed.refusal.empty() && !fixed.files.empty()) fixed.refusal = add_files(path, fixed.files, files);
    if (!fixed.refusal.empty()) return leave_all(path, work, fixed.refusal);
    files.insert(files.begin(), {path, fixed.text});
    for (const auto& [ending, content] : fixed.beside) files.push_back({path + ending, content});
    result_.files.insert(result_.files.end(), files.begin(), files.end());
    for (const Place& place : work.places)
      if (wants(place)) tell(path, place, limit);
    if (runner.name.empty() && fixed.text.find("BEGIN;") != std::string::npos)
      result_.warnings.push_back(path + " is now run as psql runs it: its runner must not put it into a transaction");
    if (runner.name == "atlas")
      result_.warnings.emplace_back("run `atlas migrate hash`: " + path + " has other text now");
  }

  void tell(const std::string& path, const Place& place, const std::string& limit) {
    std::vector<std::string> rules = place.form.rules;
    std::vector<std::string> statements = place.form.first;
    for (const ApartStep& step : place.form.apart)
      statements.insert(statements.end(), step.statements.begin(), step.statements.end());
    if (place.timeout) {
      rules.emplace_back("no-lock-timeout");
      statements.insert(statements.begin(), "SET lock_timeout = '" + limit + "'");
    }
    result_.fixes.push_back({{path, place.line, 1}, join(rules, ", "), join(statements, ";\n") + ";", true});
  }

  /// Files of their own, behind one; why not, when there is no room.
  std::string add_files(const std::string& path, const std::vector<ApartStep>& steps, std::vector<OutputFile>& files) {
    const std::string below = releases_.inside(path);
    const std::vector<ChainFile> chain = project_.chain();
    const auto found =
        std::find_if(chain.begin(), chain.end(), [&](const ChainFile& file) { return file_of(file) == below; });
    if (below.empty() || found == chain.end()) return "what stands apart needs a file of its own, in a chain";
    const Folder before = project_.folder();
    Folder after = before;
    std::string version = found->migration.version;
    for (const ApartStep& step : steps) {
      version = version_behind(version);
      if (std::any_of(found, chain.end(), [&](const ChainFile& file) { return file.migration.version == version; }))
        return "what stands apart needs a file of its own, and the version " + version + " is taken";
      project_.dialect().write(after,
                               migration_of(step, found->migration, version, project_.config().policy.lock_timeout));
    }
    for (const auto& [name, content] : after)
      if (const auto old = before.find(name); old == before.end() || old->second != content)
        files.push_back({(project_.config().migrations / name).generic_string(), content});
    return {};
  }

  /// Lines of lockstep.sum for files that are listed there, and for new ones beside them.
  void add_sums() {
    const fs::path list = project_.path_of(project_.config().migrations) / "lockstep.sum";
    if (result_.files.empty() || !fs::exists(list)) return;
    std::map<std::string, std::string> sums;
    for (const std::string& line : split(read_file(list), '\n'))
      if (line.size() > 66) sums[line.substr(66)] = line.substr(0, 64);
    bool changed = false;
    for (const OutputFile& file : result_.files) {
      const std::string below = releases_.inside(file.path);
      const bool listed = sums.contains(below) || !fs::exists(project_.path_of(file.path));
      if (below.empty() || !listed || !project_.dialect().owns(below)) continue;
      sums[below] = sha256(file.content);
      changed = true;
    }
    std::string text;
    for (const auto& [name, sum] : sums) text.append(sum).append("  ").append(name).append("\n");
    if (changed) result_.files.push_back({(project_.config().migrations / "lockstep.sum").generic_string(), text});
  }

  void write() {
    std::vector<FileToWrite> writes;
    for (const OutputFile& file : result_.files) writes.push_back({project_.path_of(file.path), file.content});
    write_files(writes);
  }

  const LintFixOptions& options_;
  Project project_;
  Releases releases_;
  std::map<std::string, Work> works_;
  LintFixResult result_;
};

} // namespace

LintFixResult lint_fix(const LintFixOptions& options) { return Fixer(options).run(); }

} // namespace lockstep
