// Programs of other people: where a project keeps them, and what they print.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lockstep::tools {

/// The program as the project has it: node_modules/.bin, .venv/bin or venv/bin of the folder or one above it, else
/// PATH. Empty where it is nowhere.
[[nodiscard]] std::string find_program(const std::string& name, const std::filesystem::path& from);
/// The same. Throws Error (usage) with the command that installs it.
[[nodiscard]] std::string need_program(const std::string& name, const std::filesystem::path& from,
                                       const std::string& what_for, const std::string& install);

struct Call {
  std::vector<std::string> words;
  std::filesystem::path folder;                          ///< where it runs
  std::map<std::string, std::string> environment = {};   ///< set for it
  std::map<std::string, std::string> where_missing = {}; ///< set for it where this process has none
};
struct Said {
  int status = 0; ///< exit code, or 128 + signal
  std::string out;
  std::string err;
};
[[nodiscard]] Said run(const Call& call);
/// What it prints on its standard output. Throws Error (usage) with what it said where it fails.
[[nodiscard]] std::string output_of(const Call& call);
/// Throws what output_of() throws.
[[noreturn]] void fail(const Call& call, const Said& said);

} // namespace lockstep::tools
