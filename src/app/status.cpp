// status: what of the chain a database has.
#include "app/fleet.hpp"
#include "app/open.hpp"
#include "app/project.hpp"
#include "app/whole_folder.hpp"

#include "run/apply.hpp"
#include "run/history.hpp"

#include <algorithm>
#include <optional>

namespace lockstep {

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

namespace {

FleetStatus in_short(const Status& recorded) {
  FleetStatus line;
  for (const FileStatus& file : recorded.files) {
    if (file.state == FileState::applied) {
      ++line.applied;
      line.version = file.version;
    } else if (file.state != FileState::aborted) {
      ++line.pending;
    }
    if (file.state == FileState::interrupted) line.amiss = file.file + " " + file.detail;
    if (file.changed) line.amiss = file.file + " was changed after it was applied";
  }
  return line;
}

} // namespace

std::vector<FleetStatus> status_fleet(const StatusOptions& options) {
  Project project(options);
  const std::vector<ChainFile> files = chain_for_history(project);
  std::vector<FleetStatus> lines;
  std::optional<Connection> connection; // the same for all tenants of a database
  std::string conninfo;
  for (const FleetMember& member : fleet_members(project)) {
    try {
      if (!connection || !connection->alive() || conninfo != member.conninfo) connection.emplace(member.conninfo);
      conninfo = member.conninfo;
      lines.push_back(in_short(member.tenant.empty()
                                   ? read_history(*connection, files, project.dialect(), project.config().history)
                                   : read_status(*connection, files, member.tenant)));
    } catch (const Error& error) {
      lines.push_back({});
      lines.back().amiss = error.what();
    }
    lines.back().database = without_password(member.source);
  }
  return lines;
}

std::vector<StatusLine> status(const StatusOptions& options) {
  Project project(options);
  Connection connection(project.conninfo_of(source_or_dev(options.source)));
  std::vector<ChainFile> files = chain_for_history(project);
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
