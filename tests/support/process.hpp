// Runs a program and catches what it says.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lockstep::test {

struct Ran {
  int exit = -1; ///< the exit code, or 128 + signal
  std::string out;
  std::string err;
};

struct RunOptions {
  std::filesystem::path folder;           ///< working directory, empty: this process's
  std::map<std::string, std::string> set; ///< environment variables to set
  std::vector<std::string> unset;         ///< environment variables to remove
  std::string input;                      ///< its standard input
};

/// Runs `words` (the program is looked up in PATH) to its end. Throws std::runtime_error when it can not be started.
[[nodiscard]] Ran run(const std::vector<std::string>& words, const RunOptions& options = {});
/// In a forked child: becomes the program.
[[noreturn]] void become(const std::vector<std::string>& words, const RunOptions& options);
/// A line for /bin/sh, from the repository's root.
[[nodiscard]] Ran shell(const std::string& line);

} // namespace lockstep::test
