// Starts and stops the developer's cluster. Every process of its server holds a lock on the file "running", inherited
// from the one that started it: so it is known whether it runs, also after a crash, a reboot or in another container.
#include "shadow/developer.hpp"

#include "base/files.hpp"
#include "catalog/connection.hpp"
#include "lockstep/error.hpp"
#include "shadow/home.hpp"
#include "shadow/initdb.hpp"
#include "shadow/server.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <sys/stat.h>
#include <thread>

namespace lockstep {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

int major_of(const fs::path& data) {
  const fs::path file = data / "PG_VERSION";
  std::error_code ignored;
  return fs::exists(file, ignored) ? std::atoi(read_file(file).c_str()) : 0;
}

void check_owner(const fs::path& data, const Identity& identity) {
  struct stat known {};
  if (::lstat(data.c_str(), &known) == 0 && known.st_uid != identity.uid)
    throw database_error("the developer's database in " + data.string() + " belongs to another user (uid " +
                             std::to_string(known.st_uid) + ")",
                         "run as that user or as root, or remove " + data.parent_path().string() + " to begin anew");
}

/// initdb into a folder that gets its name when it is whole.
void make_data(const fs::path& data, const Binaries& binaries, const Identity& identity) {
  const fs::path unready = data.string() + ".new";
  std::error_code ignored;
  fs::remove_all(unready, ignored);
  make_private_folder(unready, identity);
  try {
    run_initdb(binaries, identity, unready, true);
    fs::rename(unready, data);
    sync_in_background(binaries, identity, data);
  } catch (...) {
    fs::remove_all(unready, ignored);
    throw;
  }
}

Binaries binaries_for(const fs::path& data, const Binaries& given) {
  const int major = major_of(data);
  if (major == given.major) return given;
  try {
    return choose_binaries(major);
  } catch (const Error&) {
    throw database_error("the developer's database in " + data.string() + " was made with PostgreSQL " +
                             std::to_string(major) + ", whose server is not installed here",
                         "apt-get install postgresql-" + std::to_string(major) + ", or remove " +
                             data.parent_path().string() + " to begin anew with another version");
  }
}

RunningCluster describe(const fs::path& folder, const fs::path& data, const PidFile& file) {
  RunningCluster cluster;
  cluster.folder = folder;
  cluster.pid = file.pid;
  cluster.major = major_of(data);
  cluster.socket_dir = file.socket_folder;
  cluster.user = superuser;
  return cluster;
}

bool answers(const RunningCluster& cluster) {
  try {
    return Connection(cluster.conninfo("postgres")).alive();
  } catch (const Error& error) {
    return std::string_view(error.what()).find("too many clients") != std::string::npos;
  }
}

/// The server that runs there, or else the right to start one. A server that just died or stops leaves the lock with
/// its last process.
struct Claim {
  std::optional<FileLock> running;
  PidFile server;
};

Claim claim_or_find(const fs::path& home) {
  const fs::path data = home / "data";
  for (int i = 0; i < 3000; ++i) {
    FileLock lock(home / "running", false);
    if (lock.held()) return {std::optional<FileLock>(std::move(lock)), {}};
    const auto file = read_pid_file(data);
    if (file && file->ready && lives_in(file->pid, data) && answers(describe(home, data, *file))) return {{}, *file};
    std::this_thread::sleep_for(10ms);
  }
  throw database_error("a server holds " + data.string() + ", but does not answer",
                       "see " + (home / "log").string() +
                           "; it may run in another container, or its processes must be ended by hand");
}

} // namespace

RunningCluster start_developer_cluster(const ClusterOptions& options) {
  const Identity identity = developer_identity(options.folder);
  const fs::path home = make_home(options.folder, identity);
  const fs::path data = home / "data";
  const FileLock one_at_a_time(home / "lock", true);
  check_owner(data, identity);
  const Claim claim = claim_or_find(home);
  if (!claim.running) return describe(options.folder, data, claim.server);
  if (!fs::exists(data)) make_data(data, options.binaries, identity);
  const ServerOptions server{binaries_for(data, options.binaries), identity,     data,
                             make_socket_folder(home, identity),   home / "log", true,
                             claim.running->descriptor()};
  remove_remains(data, server.socket_folder); // nobody holds the lock, so none runs
  const pid_t pid = start_postmaster(server);
  return describe(options.folder, data, {pid, server.socket_folder.string(), true});
}

bool stop_cluster(const fs::path& folder) {
  std::error_code failure;
  const fs::path real = fs::canonical(folder, failure);
  const fs::path home = failure ? fs::path() : find_home(real);
  if (home.empty() || !fs::exists(home / "running")) return false;
  const FileLock one_at_a_time(home / "lock", true);
  const auto still_runs = [&home] { return !FileLock(home / "running", false).held(); };
  if (!still_runs()) return false;
  const auto file = read_pid_file(home / "data");
  if (file) end_postmaster(file->pid, home / "data", SIGINT, 60);
  for (int i = 0; i < 500 && still_runs(); ++i) std::this_thread::sleep_for(10ms);
  if (still_runs())
    throw database_error("the server of " + home.string() + " does not stop",
                         "it may run in another container or as another user: stop it there");
  std::error_code ignored;
  if (file) fs::remove(file->socket_folder, ignored); // empty now, and made again by the next start
  return true;
}

} // namespace lockstep
