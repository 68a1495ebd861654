// What the shadow and the developer's server need of this machine, and the commands that mend what is missing.
#include "base/text.hpp"
#include "catalog/connection.hpp"
#include "lockstep/error.hpp"
#include "shadow/cluster.hpp"
#include "shadow/initdb.hpp"
#include "shadow/pack.hpp"
#include "shadow/process.hpp"
#include "shadow/scratch.hpp"

#include <chrono>
#include <cstdlib>
#include <optional>
#include <unistd.h>

namespace lockstep {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t wanted_room = 1ULL << 30U;

Check fine(const std::string& what, const std::string& found) { return {true, what, found, {}}; }

Check from_error(const std::string& what, const Error& error) { return {false, what, error.what(), error.hint}; }

std::string package_for(const std::string& name, int major) {
  return "apt-get install " + name + (major == 0 ? "" : "-" + std::to_string(major));
}

Check check_binaries(std::optional<Binaries>& newest) {
  const std::string what = "PostgreSQL server programs";
  try {
    newest = choose_binaries(0);
    std::vector<std::string> all;
    for (const Binaries& binaries : find_binaries()) all.push_back(binaries.version + " in " + binaries.bindir);
    return fine(what, join(all, ", "));
  } catch (const Error& error) {
    return from_error(what, error);
  }
}

Check check_user() {
  const std::string what = "user that servers run as";
  try {
    const Identity identity = server_identity();
    std::string found = identity.name + (identity.drop ? " (as PostgreSQL does not run as root)" : "");
    if (identity.named) return fine(what, found);
    return {false, what, found + " has no entry in /etc/passwd, without which initdb may fail",
            "useradd --system postgres as root, or apt-get install libnss-wrapper"};
  } catch (const Error& error) {
    return from_error(what, error);
  }
}

std::string sizes(std::uintmax_t bytes) { return std::to_string(bytes >> 20U) + " MB free"; }

Check check_scratch() {
  const std::string what = "room for the shadow";
  std::vector<fs::path> places;
  try {
    places = scratch_places(server_identity());
  } catch (const Error& error) {
    return from_error(what, error);
  }
  if (places.empty()) return {false, what, "neither TMPDIR nor /tmp can be written", "chmod 1777 /tmp"};
  std::error_code failure;
  const auto room = fs::space(places.front(), failure).available;
  const std::string found = places.front().string() + ", " + sizes(room);
  if (failure || room < wanted_room) return {false, what, found, "set TMPDIR to a folder with 1 GB of room"};
  return fine(what, found);
}

Check check_cache() {
  const std::string what = "cache folder";
  const fs::path folder = cache_folder();
  if (folder.empty()) return {false, what, "neither XDG_CACHE_HOME nor HOME is set", "export HOME or XDG_CACHE_HOME"};
  try {
    const fs::path probe = folder / ("doctor-" + std::to_string(::getpid()));
    place_file(probe, "probe\n");
    fs::remove(probe);
    return fine(what, folder.string());
  } catch (const std::exception& error) {
    return {false, what, std::string(error.what()) + "; every run makes a new cluster, half a second slower",
            "mkdir -p " + folder.string() + " && chown -R $(id -u) " + folder.string() +
                ", or set XDG_CACHE_HOME to a folder that can be written"};
  }
}

Check check_locale() {
  const std::string what = "locale";
  if (cluster_locale() != "C") return fine(what, cluster_locale());
  return {false, what, "no C.UTF-8: the shadow uses C, where lower() and upper() know only ASCII",
          "apt-get install locales"};
}

Check check_program(const std::string& name, const std::optional<Binaries>& newest) {
  std::vector<std::string> folders = split(std::getenv("PATH") == nullptr ? "" : std::getenv("PATH"), ':');
  if (newest) folders.insert(folders.begin(), newest->bindir);
  for (const std::string& folder : folders) {
    const std::string path = folder + "/" + name;
    if (!folder.empty() && ::access(path.c_str(), X_OK) == 0) return fine(name, path);
  }
  return {false, name, "not found", package_for("postgresql-client", newest ? newest->major : 0)};
}

struct EndAtScopeExit {
  const RunningCluster& cluster;
  ~EndAtScopeExit() { end_cluster(cluster); }
};

/// Makes a cluster from nothing, starts it and asks it something, as the first run of `gen` does.
Check check_server(const Binaries& binaries) {
  const std::string what = "a private server";
  try {
    const Identity identity = server_identity();
    remove_abandoned(identity);
    const auto folder = WatchedFolder::make_scratch(identity);
    const fs::path probe = folder->path() / "probe";
    run_initdb(binaries, identity, probe, false);
    const auto begin = std::chrono::steady_clock::now();
    const RunningCluster cluster = start_cluster({folder->path(), binaries, false});
    const EndAtScopeExit end{cluster};
    Connection connection(cluster.conninfo("postgres"));
    (void)connection.exec("SELECT 1");
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    return fine(what, "PostgreSQL " + std::to_string(connection.server_major()) + " answered after " +
                          std::to_string(took.count()) + " ms");
  } catch (const Error& error) {
    return from_error(what, error);
  }
}

} // namespace

std::vector<Check> doctor_checks() {
  std::optional<Binaries> newest;
  std::vector<Check> checks = {check_binaries(newest), check_user()};
  checks.push_back(check_scratch());
  checks.push_back(check_cache());
  checks.push_back(check_locale());
  if (newest) checks.push_back(check_server(*newest));
  for (const char* name : {"psql", "pg_dump"}) checks.push_back(check_program(name, newest));
  return checks;
}

} // namespace lockstep
