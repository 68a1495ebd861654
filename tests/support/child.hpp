// A forked copy of the test process that does something of its own: runs out, is killed, or is another user.
#pragma once

#include <functional>
#include <string>
#include <sys/types.h>

namespace lockstep::test {

/// Runs `work` in a forked child. What it returns can be read here; an exception ends the child with exit code 1 and
/// its message as the text.
class Child {
public:
  /// With `stay` the child waits after its work until it is killed.
  explicit Child(const std::function<std::string()>& work, bool stay = false);
  /// Kills the child when it still runs.
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// The text that the work returned, once it is there.
  [[nodiscard]] std::string text();
  void kill(int signal);
  /// Waits for the end: the exit code, or 128 + signal.
  int wait();
  [[nodiscard]] pid_t pid() const { return pid_; }

private:
  pid_t pid_ = -1;
  int from_child_ = -1;
  int status_ = -1;
  std::string text_;
};

} // namespace lockstep::test
