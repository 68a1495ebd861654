// What a command of the line is. A new one is a file with its `add_…`, and one line in commands.cpp.
#pragma once

#include <lockstep/error.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string>

namespace CLI {
class App;
}

namespace lockstep::cli {

/// The options that every command shares, as given.
struct Context {
  std::string folder = ".";    ///< -C DIR
  std::string format = "text"; ///< --format
  std::string color = "auto";  ///< --color
  bool quiet = false;          ///< -q
  bool verbose = false;        ///< -v
  std::string as;              ///< --as
  std::string shadow;          ///< --shadow: a URL, "embedded", or empty for what lockstep.toml says

  /// The chosen command, set while the line is read and run after it.
  std::function<Exit()> run;

  /// A line of progress on stderr, unless -q.
  void say(const std::string& text) const;
  /// Whether to color stdout: --color, NO_COLOR, and whether it is a terminal.
  [[nodiscard]] bool colored() const;
};

class Parser;

struct Command {
  const char* name;
  const char* summary;
  /// Adds the command's own options to its parser and says with on_run() what it does.
  void (*add)(Parser parser, Context& context);
};

/// All commands, in the order of the help text.
[[nodiscard]] std::span<const Command> all_commands();

} // namespace lockstep::cli
