// A program at work: what it shows is read while it runs, and signals reach it.
#pragma once

#include "support/folder.hpp"
#include "support/process.hpp"

#include <string>
#include <sys/types.h>
#include <vector>

namespace lockstep::test {

class Running {
public:
  /// `columns` wide; 0: no terminal, but a file for its stdout and a pipe for its stderr.
  Running(const std::vector<std::string>& words, const RunOptions& options, unsigned short columns = 0);
  /// Kills it when it still runs.
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// Reads until `text` was shown; false when the program ended, or half a minute passed, without it.
  [[nodiscard]] bool shows(const std::string& text);
  void kill(int signal);
  /// Waits for its end. `err` is all that it showed; `out` is empty on a terminal.
  [[nodiscard]] Ran wait();

private:
  /// False at the end of what it shows, and when nothing comes for half a minute.
  bool read_more();

  TemporaryFolder files_;
  std::string shown_;
  pid_t pid_ = -1;
  int from_it_ = -1;
};

} // namespace lockstep::test
