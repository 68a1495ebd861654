// One postmaster: starting it on a data folder, waiting until it answers, ending it. Internal to the room.
#pragma once

#include "shadow/cluster.hpp"
#include "shadow/process.hpp"

#include <optional>

namespace lockstep {

inline constexpr std::string_view superuser = "postgres";
inline constexpr int socket_port = 5432; ///< only a part of the socket's name: nothing listens on TCP

struct ServerOptions {
  Binaries binaries;
  Identity identity;
  std::filesystem::path data;
  std::filesystem::path socket_folder;
  std::filesystem::path log;
  bool persistent = false;
  int keep = -1; ///< a descriptor that every process of the server holds open
};

/// Starts the postmaster and waits until it takes connections. Returns its pid, a child of this process. Throws Error
/// (database) with the end of the log when it does not come up.
[[nodiscard]] pid_t start_postmaster(const ServerOptions& options);

/// What the postmaster writes about itself into its data folder.
struct PidFile {
  pid_t pid = 0;
  std::string socket_folder;
  bool ready = false;
};
/// Empty when there is no such file or it is not complete.
[[nodiscard]] std::optional<PidFile> read_pid_file(const std::filesystem::path& data);

/// Removes what a server that crashed says about itself: its pid may be a stranger's by now. Only for who knows that
/// none runs.
void remove_remains(const std::filesystem::path& data, const std::filesystem::path& socket_folder);

/// Signals the postmaster and waits until it is gone; kills it when it takes longer than `patience_seconds`.
void end_postmaster(pid_t pid, const std::filesystem::path& data, int signal, int patience_seconds);

/// True when the operating system and libpq take the path of a socket in this folder.
[[nodiscard]] bool fits_socket(const std::filesystem::path& folder);

} // namespace lockstep
