// Starts and ends postmasters. Readiness is read from postmaster.pid, as pg_ctl does: it costs no connection.
#include "shadow/server.hpp"

#include "base/text.hpp"
#include "lockstep/error.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace lockstep {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

/// A shadow lives for seconds and may be lost: nothing is made durable, and nothing works in the background.
constexpr std::array shadow_settings = {
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
    "checkpoint_timeout=1d",
    "autovacuum=off",
    "bgwriter_lru_maxpages=0",
    "max_logical_replication_workers=0",
    "jit=off",
    "shared_buffers=64MB",
    "huge_pages=off",
    "max_connections=40",
    "max_locks_per_transaction=1024", // schemas of 10,000 tables are locked in one transaction
    "log_checkpoints=off",
    "restart_after_crash=off",
    "dynamic_shared_memory_type=mmap", // in the data folder, and gone with it
    "cluster_name=lockstep-shadow",
};
constexpr std::array developer_settings = {
    "cluster_name=lockstep-dev",
    "max_locks_per_transaction=256",
    // systemd removes a user's segments of other types when the user logs out; containers have little room for them.
    "dynamic_shared_memory_type=mmap",
};

std::vector<std::string> command(const ServerOptions& options) {
  std::vector<std::string> words = {options.binaries.bindir + "/postgres", "-D", options.data.string()};
  const auto set = [&words](const std::string& setting) {
    words.emplace_back("-c");
    words.push_back(setting);
  };
  if (options.persistent)
    for (const char* setting : developer_settings) set(setting);
  else
    for (const char* setting : shadow_settings) set(setting);
  set("listen_addresses=");
  set("port=" + std::to_string(socket_port));
  set("unix_socket_directories=\"" + replace_all(options.socket_folder.string(), "\"", "\"\"") + "\"");
  set("lc_messages=C"); // messages are matched and shown in English
  return words;
}

int open_log(const ServerOptions& options) {
  const int fd = ::open(options.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) throw database_error("can not write " + options.log.string() + ": " + std::strerror(errno));
  if (options.identity.drop) (void)::fchown(fd, options.identity.uid, options.identity.gid);
  return fd;
}

/// The last lines of the log, without those that say that all is well.
std::string last_lines(const fs::path& log) {
  std::ifstream file(log);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);)
    if (line.find(" LOG:  ") == std::string::npos && !trim(line).empty()) lines.push_back(line);
  constexpr std::size_t shown = 8;
  if (lines.size() > shown) lines.erase(lines.begin(), lines.end() - shown);
  return join(lines, "\n");
}

std::string remedy(const std::string& log) {
  const auto has = [&log](std::string_view sign) { return log.find(sign) != std::string::npos; };
  if (has("No space left on device")) return "make room on the disk, or set TMPDIR to a folder that has some";
  if (has("shared memory") || has("semaphore")) return "the system's limits for shared memory are too low for a server";
  if (has("incompatible with server")) return "the data belongs to another major version of PostgreSQL";
  return {};
}

Error not_started(const ServerOptions& options, const std::string& how) {
  const std::string log = last_lines(options.log);
  return database_error("PostgreSQL " + options.binaries.version + " " + how + (log.empty() ? "" : ":\n" + log),
                        remedy(log));
}

// Dead, but not yet buried by its parent: in many containers the first process never buries anyone.
bool is_zombie(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  const std::size_t name_end = line.rfind(')');
  return name_end != std::string::npos && line.substr(name_end, 3) == ") Z";
}

bool has_ended(pid_t pid) {
  int status = 0;
  const pid_t ended = ::waitpid(pid, &status, WNOHANG);
  if (ended == pid) return true;
  if (ended == 0 || errno != ECHILD) return false;
  return (::kill(pid, 0) != 0 && errno == ESRCH) || is_zombie(pid);
}

void wait_ready(pid_t pid, const ServerOptions& options) {
  const auto begin = Clock::now();
  // A developer's server may have to recover after a crash; a shadow has nothing to recover.
  const auto limit = options.persistent ? 300s : 60s;
  while (true) {
    const auto file = read_pid_file(options.data);
    if (file && file->pid == pid && file->ready) return;
    if (has_ended(pid)) throw not_started(options, "did not start");
    const auto waited = Clock::now() - begin;
    if (waited > limit) {
      end_postmaster(pid, options.data, SIGQUIT, 5);
      throw not_started(options, "was not ready after " + std::to_string(limit / 1s) + " seconds");
    }
    std::this_thread::sleep_for(waited < 500ms ? 1ms : 20ms);
  }
}

} // namespace

bool fits_socket(const fs::path& folder) {
  const std::string name = (folder / (".s.PGSQL." + std::to_string(socket_port))).string();
  // libpq takes a comma for the end of one host and the begin of the next.
  return name.size() < sizeof(sockaddr_un::sun_path) && name.find(',') == std::string::npos;
}

void remove_remains(const fs::path& data, const fs::path& socket_folder) {
  std::error_code ignored;
  const std::string socket = ".s.PGSQL." + std::to_string(socket_port);
  for (const fs::path& file : {data / "postmaster.pid", socket_folder / socket, socket_folder / (socket + ".lock")})
    fs::remove(file, ignored);
}

std::optional<PidFile> read_pid_file(const fs::path& data) {
  std::ifstream file(data / "postmaster.pid");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  if (lines.empty()) return std::nullopt;
  PidFile result;
  result.pid = std::atoi(lines[0].c_str());
  if (lines.size() > 4) result.socket_folder = lines[4];
  if (lines.size() > 7) result.ready = trim(lines[7]) == "ready";
  return result;
}

pid_t start_postmaster(const ServerOptions& options) {
  const int log = open_log(options);
  Program program{.words = command(options), .folder = options.data, .output = log, .keep = options.keep};
  // Ctrl-C is for lockstep: it ends the server itself, in order.
  program.new_session = true;
  pid_t pid = 0;
  try {
    pid = start(program, options.identity);
  } catch (...) {
    ::close(log);
    throw;
  }
  ::close(log);
  wait_ready(pid, options);
  return pid;
}

void end_postmaster(pid_t pid, const fs::path& data, int signal, int patience_seconds) {
  if (pid <= 0 || has_ended(pid) || !lives_in(pid, data)) return;
  ::kill(pid, signal);
  const auto begin = Clock::now();
  bool killed = false;
  while (!has_ended(pid)) {
    const auto waited = Clock::now() - begin;
    if (!killed && waited > std::chrono::seconds(patience_seconds)) {
      end_processes_in(data);
      killed = true;
    }
    std::this_thread::sleep_for(waited < 500ms ? 1ms : 20ms);
  }
}

} // namespace lockstep
