// apply: the chain of the project on a database.
#include "app/applying.hpp"
#include "base/text.hpp"
#include "emit/native.hpp"
#include "run/wait.hpp"

#include <lockstep/version.hpp>

namespace lockstep {

ApplyOptions apply_options(const Project& project, const ApplyCommand& options) {
  const Config& config = project.config();
  ApplyOptions run;
  run.to_version = options.to_version;
  run.through = options.through;
  run.dry_run = options.dry_run;
  run.max_wait_seconds = options.max_wait_seconds;
  run.kill_blockers_after = options.kill_blockers_after;
  for (const std::string& standby : config.policy.standbys) run.standbys.push_back(project.conninfo_of(standby));
  run.pace = config.backfill;
  if (options.jobs > 0) run.pace.jobs = options.jobs;
  if (options.max_rate >= 0) run.pace.max_rate = options.max_rate;
  if (!options.pause_file.empty()) run.pace.pause_file = options.pause_file;
  run.quiet_seconds = static_cast<double>(milliseconds(config.policy.quiet_time).value_or(300000)) / 1000;
  run.deployed = options.deployed;
  run.force = {options.force.begin(), options.force.end()};
  run.reason = options.reason;
  if (!run.force.empty() && trim(run.reason).empty())
    throw usage_error("--force needs a reason", "say why with --reason \"…\": it is kept in the history");
  run.require_restore_point = config.policy.require_restore_point;
  run.tool_version = std::string(version());
  run.stop = options.stop;
  run.tick = options.tick;
  run.say = options.say;
  return run;
}

std::vector<ChainFile> sound_chain(const Project& project) {
  const Dialect& dialect = project.dialect();
  if (dialect.history)
    throw usage_error("the migrations are in the format of " + std::string(dialect.name) +
                          ", whose own history says what is applied",
                      "run: " + std::string(dialect.runs));
  std::vector<ChainFile> chain = project.chain();
  const auto broken = verify_folder(dialect, project.path_of(project.config().migrations), chain);
  if (!broken.empty()) throw usage_error("the chain is not what lockstep.sum says:" + lines_of(broken));
  return chain;
}

ApplyResult apply(const ApplyCommand& options) {
  const Project project(options);
  const std::vector<ChainFile> chain = sound_chain(project);
  ApplyOptions run = apply_options(project, options);
  run.conninfo = project.conninfo_of(source_or_dev(options.source));
  run.role_names = project.role_names_at(run.conninfo);
  Connection connection(run.conninfo);
  const Applied applied = apply_chain(connection, chain, run);
  return {applied.files, applied.stopped_at, applied.why};
}

} // namespace lockstep
