// Forked copies of the test process.
#include "support/child.hpp"

#include <csignal>
#include <exception>
#include <fcntl.h>
#include <lockstep/error.hpp>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace lockstep::test {
namespace {

constexpr char end_of_text = '\0';

[[noreturn]] void be_child(const std::function<std::string()>& work, bool stay, int to_parent) {
  // doctest's own handlers would report the parent's test as failed.
  for (const int signal : {SIGINT, SIGTERM, SIGQUIT, SIGABRT, SIGSEGV}) ::signal(signal, SIG_DFL);
  int code = 0;
  const auto say = [to_parent](const std::string& text) {
    const std::string whole = text + end_of_text;
    if (::write(to_parent, whole.data(), whole.size()) < 0) ::_exit(2);
  };
  try {
    say(work());
  } catch (const Error& error) {
    say(error.full());
    code = 1;
  } catch (const std::exception& error) {
    say(error.what());
    code = 1;
  }
  while (stay && code == 0) ::pause();
  ::_exit(code);
}

} // namespace

Child::Child(const std::function<std::string()>& work, bool stay) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("fork");
  if (pid_ == 0) be_child(work, stay, ends[1]);
  ::close(ends[1]);
  from_child_ = ends[0];
}

Child::~Child() {
  if (status_ < 0) {
    ::kill(pid_, SIGKILL);
    (void)wait();
  }
  ::close(from_child_);
}

std::string Child::text() {
  char byte = 0;
  while (text_.empty() || text_.back() != end_of_text) {
    if (::read(from_child_, &byte, 1) != 1) return text_;
    text_ += byte;
  }
  return text_.substr(0, text_.size() - 1);
}

void Child::kill(int signal) { ::kill(pid_, signal); }

int Child::wait() {
  if (status_ >= 0) return status_;
  int status = 0;
  ::waitpid(pid_, &status, 0);
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return status_;
}

} // namespace lockstep::test
