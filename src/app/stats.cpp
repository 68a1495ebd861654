// Sizes of tables from file to plan, and from a live database to the file.
#include "app/stats.hpp"

#include "app/clock.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/sizes.hpp"
#include "run/wait.hpp"
#include "toml/sizes.hpp"

#include <memory>

namespace lockstep {

namespace fs = std::filesystem;

namespace {

constexpr const char* renew = "`lockstep pull --stats SOURCE` writes it anew.";

Sizes read_file_of(const Project& project) {
  const fs::path path = project.path_of(project.config().stats);
  if (!fs::exists(path)) {
    Error error = usage_error("the stats file " + project.config().stats.string() + " is not there",
                              "`lockstep pull --stats @production` writes it; or take `stats` out of lockstep.toml.");
    error.where = project.path_of("lockstep.toml").string();
    throw error;
  }
  return read_sizes_text(read_file(path), path.string());
}

std::string age_of(const Sizes& sizes, const Config& config) {
  const long days = days_between(sizes.taken, day_text(now_or_epoch()));
  const double most = static_cast<double>(milliseconds(config.policy.stats_max_age).value_or(0)) / 86400e3;
  if (static_cast<double>(days) <= most) return {};
  return config.stats.string() + " is " + count_of(static_cast<std::size_t>(days), "day") +
         " old, and policy.stats_max_age is " + config.policy.stats_max_age + ": no table counts as small. " + renew;
}

/// Written by `pull --stats` before, or not there: nothing else is replaced.
void require_replaceable(const fs::path& path) {
  if (!fs::exists(path)) return;
  try {
    (void)read_sizes_text(read_file(path), path.string());
  } catch (const Error& error) {
    throw usage_error(path.string() + " is there already, and holds no sizes of tables", "-o FILE writes another one");
  }
}

std::vector<std::string> warnings_of(const Sizes& sizes) {
  std::vector<std::string> uncounted;
  for (const auto& [name, table] : sizes.tables)
    if (!table.rows) uncounted.push_back(name);
  if (uncounted.empty()) return {};
  return {"the server has never counted the rows of " + join(uncounted, ", ") +
          ": ANALYZE does, and such a table is never small"};
}

} // namespace

std::unique_ptr<const KnownSizes> read_sizes(const Project& project) {
  auto known = std::make_unique<KnownSizes>();
  const Config& config = project.config();
  if (config.stats.empty()) return known;
  known->sizes = read_file_of(project);
  known->aged = config.policy.small_table_rows > 0 ? age_of(*known->sizes, config) : std::string();
  known->scale = {&*known->sizes, known->aged.empty() ? config.policy.small_table_rows : 0};
  return known;
}

Sizes sizes_of_today(const std::string& conninfo, const ReadOptions& options) {
  Connection connection(conninfo);
  Sizes sizes = measure_sizes(connection, options);
  sizes.taken = day_text(now_or_epoch());
  return sizes;
}

std::string other_major(const KnownSizes& known, const Config& config, int major) {
  if (!known.sizes || major == 0 || known.sizes->server_major == major) return {};
  const std::string server = std::to_string(known.sizes->server_major);
  return config.stats.string() + " comes from PostgreSQL " + server + ", and the plan is made for and proved on " +
         std::to_string(major) + ": where " + server +
         " needs another way, it is not this one. LOCKSTEP_PG_BIN names the folder of a server of that version.";
}

PullStatsResult pull_stats(const PullStatsOptions& options) {
  const Project project(options);
  const fs::path named = project.config().stats;
  const std::string output = !options.output.empty() ? options.output : named.empty() ? "stats.toml" : named.string();
  const bool to_stdout = output == "-";
  if (!to_stdout) require_replaceable(project.path_of(output));
  const Sizes sizes =
      sizes_of_today(project.conninfo_of(options.source.empty() ? "@dev" : options.source), project.reading());
  PullStatsResult result{{output, write_sizes(sizes)}, warnings_of(sizes)};
  if (!to_stdout) write_files({{project.path_of(output), result.file.content}});
  if (!to_stdout && named.empty())
    result.warnings.push_back("lockstep.toml names no stats file: add stats = \"" + output + "\"");
  return result;
}

} // namespace lockstep
