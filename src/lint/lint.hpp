// Findings of all rules over migration files.
#pragma once

#include <lockstep/diagnostic.hpp>

#include "lint/rule.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lockstep::linting {

/// The level of a rule where it is not its own: name to level.
using Levels = std::map<std::string, Level>;

/// What a file holds, and whether its findings are asked for: files before it are only learned from.
struct Input {
  std::string path;
  std::string text;
  std::string conf; ///< of a file `<path>.conf` beside it
  bool asked = true;
  std::string before = {}; ///< what its runner runs in front of it
  std::string edited = {}; ///< why it is not what others know, or empty
};

/// Called for each statement that was looked at, with the codes of what was found in it.
using Visit = std::function<void(const View& view, const std::set<std::string>& codes)>;

/// Findings in the order of files and lines. The files come in the order in which they run.
[[nodiscard]] std::vector<Diagnostic> look_at(const std::vector<Input>& files, const Levels& levels,
                                              const Visit& visit = {});

} // namespace lockstep::linting
