// Starts programs with fork and exec: between the two only async-signal-safe calls, as other threads may run.
#include "shadow/process.hpp"

#include "lockstep/error.hpp"

#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace lockstep {

namespace fs = std::filesystem;

namespace {

bool changes_postgres(std::string_view variable) {
  for (const std::string_view prefix : {"PG", "LC_", "LANG", "LANGUAGE"})
    if (variable.starts_with(prefix)) return true;
  return false;
}

std::vector<std::string> clean_environment(const std::vector<std::string>& added) {
  std::vector<std::string> result = added;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry)
    if (!changes_postgres(*entry)) result.emplace_back(*entry);
  return result;
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

/// All that the child needs, made before the fork.
struct Prepared {
  std::vector<std::string> words, environment;
  std::vector<char*> argv, envp;
  std::string folder, passwd, uid_map, gid_map;
  int input, output, keep, report;
  bool new_session;
  Identity who;
};

void write_text(const char* path, const std::string& text) {
  const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  [[maybe_unused]] const ssize_t ignored = ::write(fd, text.data(), text.size());
  ::close(fd);
}

/// Lays `passwd` over /etc/passwd in a mount namespace of the child's own. Where the system does not allow it the
/// program runs without, and says itself what it misses.
void show_passwd(const Prepared& p) {
  if (p.passwd.empty()) return;
  if (::unshare(p.who.drop ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0) return;
  if (!p.who.drop) {
    write_text("/proc/self/setgroups", "deny");
    write_text("/proc/self/uid_map", p.uid_map);
    write_text("/proc/self/gid_map", p.gid_map);
  }
  (void)::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
  (void)::mount(p.passwd.c_str(), "/etc/passwd", nullptr, MS_BIND, nullptr);
}

bool become(const Identity& who) {
  return !who.drop || (::setgroups(1, &who.gid) == 0 && ::setgid(who.gid) == 0 && ::setuid(who.uid) == 0);
}

/// Moves the wanted descriptors to 0, 1, 2 (and 3 for `keep`, 4 for the report) and closes all others.
bool arrange_descriptors(const Prepared& p) {
  const int null = ::open("/dev/null", O_RDWR);
  const int wanted[] = {p.input < 0 ? null : p.input, p.output < 0 ? null : p.output, p.output < 0 ? null : p.output,
                        p.keep < 0 ? null : p.keep, p.report};
  int copies[5] = {};
  for (int i = 0; i < 5; ++i) {
    copies[i] = ::fcntl(wanted[i], F_DUPFD, 10);
    if (copies[i] < 0) return false;
  }
  for (int i = 0; i < 5; ++i)
    if (::dup2(copies[i], i) < 0) return false;
  if (p.keep < 0) ::close(3);
  if (::syscall(SYS_close_range, 5U, ~0U, 0U) != 0)
    for (int fd = 5; fd < 1024; ++fd) ::close(fd);
  return ::fcntl(4, F_SETFD, FD_CLOEXEC) == 0;
}

[[noreturn]] void become_program(const Prepared& p) {
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  if (p.new_session) ::setsid();
  if (arrange_descriptors(p)) {
    show_passwd(p);
    if (become(p.who) && ::chdir(p.folder.c_str()) == 0) ::execve(p.argv[0], p.argv.data(), p.envp.data());
  }
  const int code = errno;
  [[maybe_unused]] const ssize_t ignored = ::write(4, &code, sizeof code);
  ::_exit(127);
}

std::string id_map(unsigned id) { return std::to_string(id) + " " + std::to_string(id) + " 1"; }

void close_pipe(const int (&ends)[2]) {
  ::close(ends[0]);
  ::close(ends[1]);
}

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string read_all(int fd) {
  std::string text;
  char buffer[4096];
  for (;;) {
    const ssize_t count = ::read(fd, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
  }
}

std::string working_folder(const std::string& pid) {
  std::error_code ignored;
  std::string folder = fs::read_symlink("/proc/" + pid + "/cwd", ignored).string();
  constexpr std::string_view gone = " (deleted)";
  if (folder.ends_with(gone)) folder.resize(folder.size() - gone.size());
  return folder;
}

std::vector<pid_t> processes_in(const std::string& folder) {
  std::vector<pid_t> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
    const std::string name = entry.path().filename().string();
    pid_t pid = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), pid).ec != std::errc() || pid == ::getpid()) continue;
    const std::string at = working_folder(name);
    if (at == folder || at.starts_with(folder + "/")) found.push_back(pid);
  }
  return found;
}

} // namespace

pid_t start(const Program& program, const Identity& who) {
  int report[2];
  if (::pipe2(report, O_CLOEXEC) != 0)
    throw database_error(std::string("can not make a pipe: ") + std::strerror(errno));
  Prepared p{program.words,
             clean_environment(program.environment),
             {},
             {},
             program.folder.string(),
             program.passwd.string(),
             id_map(who.uid),
             id_map(who.gid),
             program.input,
             program.output,
             program.keep,
             report[1],
             program.new_session,
             who};
  p.argv = pointers(p.words);
  p.envp = pointers(p.environment);
  const pid_t pid = ::fork();
  if (pid == 0) become_program(p);
  if (pid < 0) {
    const int code = errno;
    close_pipe(report);
    throw database_error(std::string("can not start a process: ") + std::strerror(code));
  }
  ::close(report[1]);
  const std::string failure = read_all(report[0]);
  ::close(report[0]);
  if (failure.size() < sizeof(int)) return pid;
  (void)wait_for(pid);
  int code = 0;
  std::memcpy(&code, failure.data(), sizeof code);
  throw database_error("can not run " + program.words.front() + (who.drop ? " as user " + who.name : "") + ": " +
                       std::strerror(code));
}

Outcome run(Program program, const Identity& who) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw database_error(std::string("can not make a pipe: ") + std::strerror(errno));
  program.output = ends[1];
  pid_t pid = 0;
  try {
    pid = start(program, who);
  } catch (...) {
    close_pipe(ends);
    throw;
  }
  ::close(ends[1]);
  Outcome outcome;
  outcome.output = read_all(ends[0]);
  ::close(ends[0]);
  outcome.status = wait_for(pid);
  return outcome;
}

bool can_enter(const Identity& who, const fs::path& folder) {
  if (!who.drop) return ::access(folder.c_str(), X_OK) == 0;
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(become(who) && ::access(folder.c_str(), X_OK) == 0 ? 0 : 1);
  return pid > 0 && wait_for(pid) == 0;
}

bool lives_in(pid_t pid, const fs::path& folder) {
  return pid > 0 && working_folder(std::to_string(pid)) == folder.string();
}

void end_processes_in(const fs::path& folder) {
  using namespace std::chrono_literals;
  constexpr int patient_rounds = 100;
  for (int round = 0; round < 2 * patient_rounds; ++round) {
    const auto pids = processes_in(folder.string());
    if (pids.empty()) return;
    for (const pid_t pid : pids) ::kill(pid, round < patient_rounds ? SIGQUIT : SIGKILL);
    std::this_thread::sleep_for(20ms);
  }
}

} // namespace lockstep
