// squash: files that nobody else has run yet become the plan from before them to behind them.
#include <lockstep/upkeep.hpp>

#include "app/git.hpp"
#include "app/planning.hpp"
#include "base/text.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "emit/statement.hpp"
#include "run/apply.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace lockstep {

namespace {

namespace fs = std::filesystem;

Error refusal(const std::string& file, const std::string& why, const std::string& hint) {
  Error error = usage_error(why, hint);
  error.where = file;
  return error;
}

/// Where the files begin that are to be squashed.
std::size_t first_of(const std::vector<ChainFile>& chain, const std::string& named) {
  const std::string name = fs::path(named).filename().string();
  const auto found = std::find_if(chain.begin(), chain.end(), [&](const ChainFile& file) {
    return file.migration.version == named || file.path == name;
  });
  if (found == chain.end()) throw usage_error("no migration is called " + named, "`lockstep status` lists them");
  return static_cast<std::size_t>(found - chain.begin());
}

/// A plan between two schemas knows nothing of what statements do to rows.
void require_schema_only(const ChainFile& file) {
  constexpr std::array<std::string_view, 9> words{"INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE",
                                                  "COPY",   "CALL",   "DO",     "SELECT"};
  for (const MigrationUnit& unit : file.migration.units)
    for (const std::string& statement : unit.statements) {
      const std::vector<Token> tokens = tokens_of(statement);
      if (!tokens.empty() && std::find(words.begin(), words.end(), tokens.front().text) != words.end())
        throw refusal(file.path, "it moves data, which a squash would lose:\n    " + statement,
                      "Squash from the file behind it.");
    }
}

void require_unshared(const Project& project, const SquashOptions& options, const std::vector<ChainFile>& part) {
  if (options.sources.empty() && options.base.empty())
    throw usage_error("nothing says that nobody else has run these files",
                      "name the branch that others get files from (--base origin/main), or every database that they "
                      "share (--source @staging --source @production)");
  if (!options.base.empty()) {
    const Landed landed = read_landed(project, options.base);
    for (const ChainFile& file : part)
      if (landed.migrations.contains(file_of(file)))
        throw refusal(file.path, "it stands on " + options.base, "Squash from a file behind it.");
  }
  for (const std::string& source : options.sources) {
    Connection connection(project.conninfo_of(source));
    for (const FileStatus& file : read_status(connection, part).files)
      if (file.state != FileState::pending)
        throw refusal(file.file, connection.describe() + " has run it", "Squash from a file behind it.");
  }
}

void require_closed(const Project& project, const std::vector<ChainFile>& part) {
  for (const ChainFile& held : project.contracts())
    for (const ChainFile& file : part)
      if (held.migration.opened_by == file.migration.version)
        throw refusal(file.path, "it opens an expansion that contracts/" + held.path + " closes",
                      "Promote or abort it first: lockstep contract");
}

} // namespace

SquashResult squash(const SquashOptions& options) {
  Project project(options);
  if (!is_native(project.dialect()))
    throw usage_error("squash rewrites lockstep's own files only", "other runners have means of their own");
  const std::vector<ChainFile> chain = project.chain();
  const auto cut = chain.begin() + static_cast<std::ptrdiff_t>(first_of(chain, options.from));
  const std::vector<ChainFile> kept(chain.begin(), cut);
  const std::vector<ChainFile> part(cut, chain.end());
  require_unshared(project, options, part);
  require_closed(project, part);
  for (const ChainFile& file : part) require_schema_only(file);
  const Loaded before = project.load_chain(kept, "the files before");
  const Loaded after = project.load_chain(chain, project.config().migrations.string());
  if (before.state.unknown != after.state.unknown)
    throw usage_error("the files make what no kind models, and a plan between two schemas would lose it:\n  " +
                          join(after.state.unknown, "\n  "),
                      "Squash from a file behind them.");
  PlanRequest request{slug(options.name), fresh_version(chain), {options.allow.begin(), options.allow.end()}, "stop"};
  for (const ChainFile& file : part) request.allow.insert(file.migration.hazards.begin(), file.migration.hazards.end());
  const Planning planning = plan_between(project, before, after, request);
  for (const Migration& file : planning.files)
    if (file.phase == "contract")
      throw usage_error("the way in one plan has a half that must wait, which the files already have behind them",
                        "Squash from a file behind the one that opened it.");
  const fs::path folder = project.config().migrations;
  Folder left;
  for (const ChainFile& file : kept) left[file.path] = file.content;
  const Emitted emitted = emit_into(project.dialect(), left, planning.files);
  SquashResult result;
  result.warnings = planning.warnings;
  result.files = outputs_of(emitted, folder);
  for (const ChainFile& file : part) result.removed.push_back((folder / file.path).generic_string());
  if (options.dry_run) return result;
  write_files(writes_of(emitted, project.path_of(folder)));
  for (const std::string& path : result.removed) fs::remove(project.path_of(path));
  return result;
}

} // namespace lockstep
