// Programs on a terminal of their own (a pty) or with a pipe.
#include "support/running.hpp"

#include "base/files.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lockstep::test {

namespace {

struct Ends {
  int here = -1;
  int its = -1;
};

Ends make_terminal(unsigned short columns) {
  const int here = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (here < 0 || ::grantpt(here) != 0 || ::unlockpt(here) != 0) throw std::runtime_error("no terminal can be made");
  const int its = ::open(::ptsname(here), O_RDWR | O_NOCTTY | O_CLOEXEC);
  const winsize size{24, columns, 0, 0};
  if (its < 0 || ::ioctl(its, TIOCSWINSZ, &size) != 0) throw std::runtime_error("the terminal can not be opened");
  return {here, its};
}

Ends make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  return {ends[0], ends[1]};
}

} // namespace

Running::Running(const std::vector<std::string>& words, const RunOptions& options, unsigned short columns) {
  const Ends ends = columns > 0 ? make_terminal(columns) : make_pipe();
  from_it_ = ends.here;
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("can not fork");
  if (pid_ == 0) {
    const int out = columns > 0 ? ends.its : ::open((files_ / "out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const int in = columns > 0 ? ends.its : ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (::dup2(in, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(ends.its, 2) < 0) ::_exit(127);
    become(words, options);
  }
  ::close(ends.its);
}

Running::~Running() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    (void)wait();
  }
  ::close(from_it_);
}

bool Running::read_more() {
  pollfd waiting{from_it_, POLLIN, 0};
  if (::poll(&waiting, 1, 30000) <= 0) return false;
  char text[4096];
  const ssize_t count = ::read(from_it_, text, sizeof text); // a terminal whose program is gone gives EIO
  if (count > 0) shown_.append(text, static_cast<std::size_t>(count));
  return count > 0;
}

bool Running::shows(const std::string& text) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (shown_.find(text) == std::string::npos)
    if (std::chrono::steady_clock::now() > end || !read_more()) return false;
  return true;
}

void Running::kill(int signal) { ::kill(pid_, signal); }

Ran Running::wait() {
  while (read_more()) continue;
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0)
    if (errno != EINTR) throw std::runtime_error("lost the program");
  pid_ = -1;
  Ran result;
  result.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (std::filesystem::exists(files_ / "out")) result.out = read_file(files_ / "out");
  result.err = shown_;
  return result;
}

} // namespace lockstep::test
