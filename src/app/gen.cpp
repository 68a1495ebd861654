// gen: migrations/ → schema.toml.
#include "app/environment_roles.hpp"
#include "app/gen_before.hpp"
#include "app/held.hpp"
#include "app/planning.hpp"
#include "app/snapshot.hpp"
#include "app/verdict.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"

#include <algorithm>
#include <optional>

namespace lockstep {

namespace {

/// A held contract, read back.
ChainFile as_chain_file(const OutputFile& file) {
  ChainFile result;
  result.path = std::filesystem::path(file.path).filename().string();
  result.content = file.content;
  result.checksum = sha256(file.content);
  result.migration = parse_native(result.path, file.content);
  return result;
}

std::vector<ChainFile> as_chain(const std::vector<OutputFile>& files) {
  std::vector<ChainFile> chain;
  for (const OutputFile& file : files) chain.push_back(as_chain_file(file));
  return chain;
}

/// Files for the chain in its dialect, and the held half in the native one.
Emitted emit_files(const Project& project, const Before& before, Planning& planning, GenResult& result) {
  const Config& config = project.config();
  const Dialect& dialect = project.dialect();
  planning.files = cut_to_fit(dialect, planning.files, true);
  std::vector<Migration> chain;
  for (const Migration& file : planning.files) {
    if (file.phase == "contract")
      result.contracts.push_back(to_output(file, config.contracts));
    else
      chain.push_back(file);
  }
  Emitted emitted = emit_into(dialect, before.folder, chain);
  result.files = outputs_of(emitted, config.migrations);
  return emitted;
}

/// A file that says something else than what was proved.
Error other_file(const std::string& path) {
  return proof_error(path + " does not read back as the statements that were proved",
                     "Nothing was written. Please report this with the two states of the schema.");
}

/// The files, as they will stand on disk, hold the very statements and transactions that the proof has run.
void require_same_statements(const Planning& planning, const Emitted& emitted, const GenResult& result) {
  std::vector<ChainFile> files;
  for (const ChainFile& file : emitted.chain)
    if (std::find(emitted.main.begin(), emitted.main.end(), file.path) != emitted.main.end()) files.push_back(file);
  for (ChainFile& file : as_chain(result.contracts)) files.push_back(std::move(file));
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Migration& written = files[i].migration;
    const Migration& proved = planning.files.at(i);
    if (written.version != proved.version || written.mode != proved.mode || written.units.size() != proved.units.size())
      throw other_file(files[i].path);
    for (std::size_t unit = 0; unit < written.units.size(); ++unit)
      if (written.units[unit].statements != proved.units[unit].statements) throw other_file(files[i].path);
  }
}

std::vector<ChainFile> whole_way(const Before& before, const Emitted& emitted, const GenResult& result) {
  std::vector<ChainFile> all = emitted.chain;
  for (const std::vector<ChainFile>& more : {before.held, as_chain(result.contracts)})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

/// What is held back can not run behind the new files, or leads elsewhere.
struct Collision : Error {
  explicit Collision(Error error) : Error(std::move(error)) {}
};

/// Contracts of earlier plans run after the new files, and not before them as in the proof: so all is replayed in the
/// order in which it will run.
void replay_with_contracts(Project& project, const Before& before, const std::vector<ChainFile>& all, const State& to) {
  const std::string ways_out = ways_out_of(before.held, project.config().contracts);
  Loaded reached;
  try {
    reached = project.load_chain(all, "the chain with the new files");
  } catch (Error& error) {
    error.hint = ways_out;
    throw Collision(error);
  }
  const std::vector<Change> left = diff_states(reached.state, to);
  if (!left.empty())
    throw Collision(usage_error("what is held back can not run behind the new files: it would leave these "
                                "differences:\n  " +
                                    join(describe_changes(left), "\n  "),
                                ways_out));
}

void prove_files(Project& project, const Before& before, const Planning& planning, const Emitted& emitted,
                 const GenResult& result, const State& to) {
  require_same_statements(planning, emitted, result);
  if (!before.held.empty()) replay_with_contracts(project, before, whole_way(before, emitted, result), to);
  project.lap("prove files");
}

void write_result(const Project& project, const Before& before, const Emitted& emitted, const GenResult& result) {
  const Config& config = project.config();
  std::vector<FileToWrite> files = writes_of(emitted, project.path_of(config.migrations));
  for (const OutputFile& file : result.contracts) files.push_back({project.path_of(file.path), file.content});
  if (!result.contracts.empty() || before.replaces_held) {
    std::vector<ChainFile> held = before.held;
    for (const ChainFile& file : as_chain(result.contracts)) held.push_back(file);
    files.push_back({project.path_of(config.contracts / "lockstep.sum"), write_sums(held)});
  }
  write_files(files);
}

/// Writes the files. The chain now agrees with the schema, and a database that holds it is at hand for the next run.
void write_proved(Project& project, const Before& before, const Planning& planning, Emitted emitted,
                  const GenResult& result) {
  renew_snapshot(project, emitted);
  const std::vector<ChainFile> all = whole_way(before, emitted, result);
  write_result(project, before, emitted, result);
  remove_replaced(project, before, result);
  if (before.held.empty() && !planning.proved.empty()) project.keep_chain(planning.proved, all);
  remember_agreement(verdict_key(project, all), result.warnings);
}

void require_intact(const Project& project, const Before& before) {
  if (before.rebased) return; // what git says stands on the reference is what the files are held against
  const auto broken = verify_folder(project.dialect(), project.path_of(project.config().migrations), before.chain);
  if (!broken.empty()) throw usage_error("the chain is not what lockstep.sum says:" + lines_of(broken));
}

GenResult gen_behind(Project& project, const Before& before, const GenOptions& options) {
  const Config& config = project.config();
  const std::vector<ChainFile> old_way = before.all();
  const std::string key = verdict_key(project, old_way);
  project.lap("read chain");
  if (const auto warnings = remembered_agreement(key); warnings && !before.rebased && before.replaced.empty()) {
    GenResult result;
    result.warnings = *warnings;
    result.timings = project.timings;
    return result;
  }
  const std::filesystem::path schema = project.path_of(config.schema);
  const Declared declared = project.read_declared(schema);
  project.read_rows_of(declared.state);
  const auto [to, from] = project.load_both([&] { return project.load_declared(declared, schema); },
                                            [&] { return project.load_chain(old_way, config.migrations.string()); });
  PlanRequest request{slug(before.name_or(options.name)),
                      fresh_version(old_way),
                      {options.allow.begin(), options.allow.end()},
                      options.renames};
  request.supersedes = !options.dry_run && before.held.empty();
  Planning planning = plan_between(project, from, to, request);
  GenResult result;
  result.changes = planning.described;
  result.warnings = unknown_warnings(to.state);
  result.removed = before.replaced;
  if (planning.files.empty() && before.replaced.empty()) {
    remember_agreement(key, result.warnings);
  } else {
    const Emitted emitted = emit_files(project, before, planning, result);
    prove_files(project, before, planning, emitted, result, to.state);
    if (!options.dry_run) write_proved(project, before, planning, emitted, result);
  }
  for (const auto& more : {planning.warnings, other_role_names(project, planning.files)})
    result.warnings.insert(result.warnings.end(), more.begin(), more.end());
  result.timings = project.timings;
  return result;
}

/// Null where this is no way either.
std::optional<GenResult> try_behind(Project& project, const Before& before, const GenOptions& options) {
  try {
    GenResult result = gen_behind(project, before, options);
    for (const std::string& name : before.anew)
      result.warnings.push_back("contract " + name +
                                " was held back and can not run behind this change: what is left "
                                "of it is planned anew, with this change");
    return result;
  } catch (const Error&) {
    return std::nullopt;
  }
}

} // namespace

GenResult gen(const GenOptions& options) {
  Project project(options);
  const Before before = options.rebase.empty() ? before_gen(project) : before_rebase(project, options.rebase);
  require_intact(project, before);
  try {
    return gen_behind(project, before, options);
  } catch (const Collision&) {
    for (const Before& fewer : with_contracts_anew(project, before))
      if (std::optional<GenResult> result = try_behind(project, fewer, options)) return *std::move(result);
    throw;
  }
}

} // namespace lockstep
