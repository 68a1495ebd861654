// A PostgreSQL cluster that lockstep itself makes, starts and stops: the shadow's and the developer's (@dev).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lockstep {

/// Server binaries found on this machine.
struct Binaries {
  std::string bindir;  ///< holds postgres, initdb, pg_ctl
  std::string version; ///< "15.18"
  int major = 0;
  std::string source; ///< how it was found: "LOCKSTEP_PG_BIN", "PATH", "/usr/lib/postgresql", "pg_config"
};
/// All usable installations, newest major first; LOCKSTEP_PG_BIN, when set, alone.
[[nodiscard]] std::vector<Binaries> find_binaries();
/// The installation for a major (0: the newest). Throws Error (database) that says what to install.
[[nodiscard]] Binaries choose_binaries(int wanted_major);

struct ClusterOptions {
  std::filesystem::path folder; ///< holds data/, socket and log
  Binaries binaries;
  bool persistent = false; ///< the developer's: fsync on, survives this process
  bool kept = false;       ///< a shadow whose data stays for later runs: used again when it was shut down in order
};

/// A running cluster. Runs under root too (the server drops to an unprivileged user). A cluster that is not persistent
/// is a child of this process, made for the shadow (see WatchedFolder).
struct RunningCluster {
  std::filesystem::path folder;
  int pid = 0;
  int major = 0;
  /// libpq connection string for a database of the cluster, by unix socket.
  [[nodiscard]] std::string conninfo(const std::string& database) const;
  std::string socket_dir;
  std::string user;                ///< superuser role
  std::vector<std::string> spares; ///< empty databases that nobody has used yet (a cluster that is not persistent)
};
/// Makes the cluster when it is not there and starts it when it is not running. A persistent cluster keeps its major:
/// `options.binaries` serve only to make it. Where the server's user can not reach `folder` (a project in root's home)
/// its data lies below /var/lib/lockstep, and `folder`/location names the place. Throws Error (database).
[[nodiscard]] RunningCluster start_cluster(const ClusterOptions& options);
/// Ends a cluster that is not persistent, at once; its folder stays.
void end_cluster(const RunningCluster& cluster);
/// Ends a cluster in order, so that its data can be used again.
void shut_down(const RunningCluster& cluster);
/// Fast shutdown of a persistent cluster; false when nothing ran.
bool stop_cluster(const std::filesystem::path& folder);

/// One finding of `lockstep doctor`.
struct Check {
  bool ok = false;
  std::string what;  ///< "PostgreSQL server binaries"
  std::string found; ///< "15.18 in /usr/lib/postgresql/15/bin"
  std::string mend;  ///< the command that mends it, empty when ok
};
[[nodiscard]] std::vector<Check> doctor_checks();

} // namespace lockstep
