// trace: which files, behind which others, on how many rows.
#include <lockstep/trace.hpp>

#include "app/open.hpp"
#include "app/project.hpp"
#include "app/stats.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "emit/native.hpp"
#include "run/history.hpp"
#include "trace/fill.hpp"
#include "trace/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace lockstep {

namespace {

namespace fs = std::filesystem;

/// What is traced, and what stands before it.
struct Course {
  std::vector<ChainFile> before;
  std::vector<ChainFile> traced;
};

std::set<std::string> pending_files(Project& project, const std::vector<ChainFile>& chain, const std::string& source) {
  Connection connection(project.conninfo_of(source));
  project.want_major(connection.server_major());
  std::set<std::string> pending;
  for (const FileStatus& file : read_history(connection, chain, project.dialect(), project.config().history).files)
    if (file.state == FileState::pending) pending.insert(file.file);
  return pending;
}

/// The last files of the chain that carry one name.
std::set<std::string> newest_plan(const std::vector<ChainFile>& chain) {
  std::set<std::string> files;
  for (auto file = chain.rbegin(); file != chain.rend() && file->migration.name == chain.back().migration.name; ++file)
    files.insert(file->path);
  return files;
}

const ChainFile* find_file(const std::vector<ChainFile>& files, const std::string& named) {
  const std::string name = fs::path(named).filename().string();
  const auto found = std::find_if(files.begin(), files.end(), [&](const ChainFile& file) {
    return file.path == named || fs::path(file.path).filename() == name || file.migration.version == named;
  });
  return found == files.end() ? nullptr : &*found;
}

ChainFile read_loose(const Project& project, const std::string& named) {
  ChainFile file;
  file.path = named;
  file.content = read_file(project.path_of(named));
  file.checksum = sha256(file.content);
  file.migration = parse_carried(named, {}, file.content);
  return file;
}

Course choose_course(Project& project, const TraceOptions& options) {
  const std::vector<ChainFile> chain = project.chain();
  const std::vector<ChainFile> held = project.contracts();
  std::set<std::string> chosen;
  std::vector<ChainFile> others; // behind the whole chain
  for (const std::string& named : options.files) {
    if (const ChainFile* file = find_file(chain, named))
      chosen.insert(file->path);
    else if (const ChainFile* contract = find_file(held, named))
      others.push_back(*contract);
    else
      others.push_back(read_loose(project, named));
  }
  if (options.files.empty())
    chosen = options.source.empty() ? newest_plan(chain) : pending_files(project, chain, options.source);
  const auto first =
      std::find_if(chain.begin(), chain.end(), [&](const ChainFile& file) { return chosen.contains(file.path); });
  Course course{{chain.begin(), first}, {first, chain.end()}};
  if (chosen.empty()) course = {chain, {}};
  course.traced.insert(course.traced.end(), others.begin(), others.end());
  return course;
}

std::vector<std::string> texts_of(const std::vector<ChainFile>& files) {
  std::vector<std::string> texts;
  for (const ChainFile& file : files) texts.push_back(file.content);
  return texts;
}

Growth growth_of(const std::vector<TraceFilled>& filled, const Sizes* sizes) {
  Growth growth;
  if (sizes == nullptr) return growth;
  for (const TraceFilled& one : filled)
    if (const auto size = sizes->tables.find(one.table);
        size != sizes->tables.end() && size->second.rows && one.rows > 0)
      growth[one.table] = static_cast<double>(*size->second.rows) / static_cast<double>(one.rows);
  return growth;
}

void add_rows(const Sizes* sizes, TraceLock& lock) {
  if (sizes == nullptr) return;
  const auto size = sizes->tables.find(lock.relation);
  if (size != sizes->tables.end() && size->second.rows) lock.rows = *size->second.rows;
}

void add_over(const TraceStatement& statement, const TraceLock& lock, const std::string& budget, TraceResult& result) {
  const bool strong = lock.blocks_reads || lock.blocks_writes;
  if (!strong || std::max(lock.held, lock.estimate) <= result.budget) return;
  std::string message = fmt::format("{}, statement {}, holds {} on {} for {:.0f} ms", statement.file, statement.number,
                                    lock.mode, lock.relation, lock.held * 1e3);
  if (lock.estimate >= 0) message += fmt::format(", about {:.0f} ms with production's rows", lock.estimate * 1e3);
  message += "; policy.lock_budget is " + budget + ":\n    " + replace_all(statement.sql, "\n", "\n    ");
  result.over.push_back({"lock-budget", message,
                         "`lockstep explain` and `lockstep lint` tell of safer ways; or give it a larger budget."});
}

} // namespace

TraceResult trace(const TraceOptions& options) {
  Project project(options);
  const Course course = choose_course(project, options);
  TraceResult result;
  const std::string& budget = project.config().policy.lock_budget;
  result.budget = seconds_of(budget);
  if (course.traced.empty()) return result;
  const Loaded before = project.load_chain(course.before, project.config().migrations.string());
  const std::string scratch = project.shadow().clone_database(before.database);
  const auto known = read_sizes(project);
  const Sizes* sizes = known->sizes ? &*known->sizes : nullptr;
  if (options.rows > 0) {
    project.say("filling tables with up to " + std::to_string(options.rows) + " rows");
    Connection connection(scratch);
    result.filled = fill_tables(connection, texts_of(course.traced), sizes, options.rows);
  }
  trace_files(scratch, course.traced, growth_of(result.filled, sizes), result);
  project.shadow().drop_database(scratch);
  for (TraceStatement& statement : result.statements)
    for (TraceLock& lock : statement.locks) {
      add_rows(sizes, lock);
      add_over(statement, lock, budget, result);
    }
  return result;
}

} // namespace lockstep
