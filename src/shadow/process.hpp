// Child processes, and the unprivileged user that PostgreSQL runs as when lockstep itself is root. Internal to the
// room.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace lockstep {

/// The operating system's user that servers run as.
struct Identity {
  uid_t uid = 0;
  gid_t gid = 0;
  std::string name;  ///< as in /etc/passwd, or the number when it is not there
  bool drop = false; ///< lockstep is root: children change to this user
  bool named = true; ///< it has an entry in /etc/passwd
};
/// This process's own user; under root LOCKSTEP_SERVER_USER, else "postgres", "nobody", or the first other user of
/// /etc/passwd. Throws Error (usage) when LOCKSTEP_SERVER_USER names no user or root.
[[nodiscard]] Identity server_identity();
/// True when that user can enter `folder`: every folder on the way lets it through.
[[nodiscard]] bool can_enter(const Identity& who, const std::filesystem::path& folder);

/// A program to run.
struct Program {
  std::vector<std::string> words;            ///< the program's path and its arguments
  std::vector<std::string> environment = {}; ///< NAME=value, added to the clean environment
  std::filesystem::path folder = "/";        ///< where it runs
  int input = -1;                            ///< its stdin; -1: /dev/null
  int output = -1;                           ///< its stdout and stderr; -1: /dev/null
  int keep = -1;                             ///< one more descriptor that it inherits
  bool new_session = false;                  ///< apart from the terminal: Ctrl-C does not reach it
  std::filesystem::path passwd = {};         ///< shown to it in the place of /etc/passwd where the system allows that
};
/// Starts the program as `who`, with all other descriptors closed and without the variables that would change how a
/// PostgreSQL program behaves (PG*, LC_*, LANG*). Throws Error (database) when it can not be run.
[[nodiscard]] pid_t start(const Program& program, const Identity& who);

struct Outcome {
  int status = 0;     ///< exit code, or 128 + signal
  std::string output; ///< stdout and stderr
};
/// Runs the program to its end.
[[nodiscard]] Outcome run(Program program, const Identity& who);

/// Tells every process whose working folder lies in `folder` to quit, and kills those that stay. PostgreSQL's processes
/// all live in their data folder, so this ends a server whose pid is not known, and never a stranger whose pid is the
/// same.
void end_processes_in(const std::filesystem::path& folder);
/// True when the process lives and its working folder is `folder`.
[[nodiscard]] bool lives_in(pid_t pid, const std::filesystem::path& folder);

} // namespace lockstep
