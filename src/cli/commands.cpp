// The list of all commands.
#include "cli/command.hpp"

#include <vector>

namespace lockstep::cli {

// void add_gen(CLI::App& parser, Context& context); // gen.cpp

std::span<const Command> all_commands() {
  static const std::vector<Command> commands = {
      // {"gen", "write the next migration files", add_gen},
  };
  return commands;
}

} // namespace lockstep::cli
