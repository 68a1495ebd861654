// Commands that look at or change a live database: drift, apply, status.
#include "app/open.hpp"
#include "app/planning.hpp"

#include "base/text.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"
#include "run/history.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

/// Files of the chain that the database records as applied.
std::vector<ChainFile> applied_part(const std::vector<ChainFile>& chain, const Status& status) {
  std::set<std::string> applied;
  for (const FileStatus& file : status.files)
    if (file.state == FileState::applied) applied.insert(file.file);
  std::vector<ChainFile> part;
  for (const ChainFile& file : chain)
    if (applied.contains(file.path)) part.push_back(file);
  return part;
}

/// The schema says which rows count; where it can not be read, none do.
void read_declared_rows(Project& project, std::vector<std::string>& warnings) {
  const std::filesystem::path schema = project.path_of(project.config().schema);
  if (!std::filesystem::exists(schema)) return;
  try {
    project.read_rows_of(project.read_declared(schema).state);
  } catch (const Error& error) {
    warnings.push_back("rows are not compared: " + std::string(error.what()));
  }
}

void add_status_warnings(const Status& status, std::vector<std::string>& warnings) {
  for (const FileStatus& file : status.files) {
    if (file.state == FileState::interrupted) warnings.push_back(file.file + " was interrupted: " + file.detail);
    if (file.changed) warnings.push_back(file.file + " was changed after it was applied");
  }
  for (const std::string& version : status.unknown)
    warnings.push_back("the database records " + version + ", which is not in the folder");
}

} // namespace

DriftResult drift(const DriftOptions& options) {
  Project project(options);
  const std::string conninfo = project.conninfo_of(source_or_dev(options.source));
  DriftResult result;
  read_declared_rows(project, result.warnings);
  std::vector<ChainFile> part;
  {
    Connection connection(conninfo);
    project.want_major(connection.server_major());
    if (options.against.empty()) {
      const std::vector<ChainFile> chain = project.chain();
      const Status recorded = read_history(connection, chain, project.dialect(), project.config().history);
      add_status_warnings(recorded, result.warnings);
      part = applied_part(chain, recorded);
    }
  }
  const auto load_expected = [&] {
    if (!options.against.empty()) return project.load(options.against);
    const std::string version = part.empty() ? "no migration" : "version " + part.back().migration.version;
    return project.load_chain(part, project.config().migrations.string() + " at " + version);
  };
  const auto [actual, expected] = project.load_both([&] { return project.load_live(conninfo); }, load_expected);
  result.expected = expected.label;
  result.differences = describe_changes(diff_states(expected.state, actual.state));
  for (const std::string& what : actual.state.unknown)
    if (std::find(expected.state.unknown.begin(), expected.state.unknown.end(), what) == expected.state.unknown.end())
      result.warnings.push_back("not modelled: " + what);
  project.lap("diff");
  result.timings = project.timings;
  return result;
}

namespace {

const FileStatus* find_version(const Status& status, const std::string& version) {
  for (const FileStatus& file : status.files)
    if (file.version == version) return &file;
  return nullptr;
}

/// "since …, 3 days; "; nothing where the runner keeps no times.
std::string since_words(Connection& connection, const std::string& finished_at) {
  if (finished_at.empty()) return {};
  const Rows age =
      connection.exec("SELECT extract(epoch FROM now() - replace($1, ' UTC', '+00')::timestamptz)", {finished_at});
  return "since " + finished_at + ", " + age_words(std::stod(std::string(age.get(0, 0)))) + "; ";
}

/// Expansions that the database has begun and not closed, with their age.
void add_open(Connection& connection, const std::vector<ChainFile>& files, const Status& recorded,
              std::vector<StatusLine>& lines) {
  for (const OpenExpansion& open : find_open(files)) {
    const FileStatus* begun = find_version(recorded, open.opened_by);
    const bool closed = std::all_of(open.contracts.begin(), open.contracts.end(), [&](const std::string& version) {
      const FileStatus* contract = find_version(recorded, version);
      return contract != nullptr && contract->state == FileState::applied;
    });
    if (begun == nullptr || begun->state != FileState::applied || closed) continue;
    for (const std::string& line : open.lines())
      lines.push_back(
          {line, "expansion", "open",
           since_words(connection, begun->finished_at) + "closed by `lockstep contract " + open.name + "`"});
  }
}

} // namespace

std::vector<StatusLine> status(const StatusOptions& options) {
  Project project(options);
  Connection connection(project.conninfo_of(source_or_dev(options.source)));
  std::vector<ChainFile> files = project.chain();
  const Status recorded = read_history(connection, files, project.dialect(), project.config().history);
  std::vector<StatusLine> lines;
  for (const FileStatus& file : recorded.files) {
    const char* state = file.state == FileState::applied   ? "applied"
                        : file.state == FileState::pending ? "pending"
                        : file.state == FileState::aborted ? "aborted"
                                                           : "interrupted";
    lines.push_back({file.file, file.phase, file.changed ? "changed" : state, file.detail});
  }
  for (const std::string& version : recorded.unknown)
    lines.push_back({version, "", "unknown", "applied there, but not in the folder"});
  for (const ChainFile& file : project.contracts()) {
    lines.push_back({(project.config().contracts / file.path).generic_string(), "contract", "held back",
                     "`lockstep contract` promotes it"});
    files.push_back(file);
  }
  add_open(connection, files, recorded, lines);
  return lines;
}

} // namespace lockstep
