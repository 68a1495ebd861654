// What a command of the line takes. CLI11 reads it; only parser.cpp and what walks over all commands include that.
#pragma once

#include "cli/command.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace CLI {
class Option;
}

namespace lockstep::cli {

/// One option, flag or operand; each call narrows what it takes.
class Option {
public:
  explicit Option(CLI::Option& option) : option_(&option) {}

  /// The word for its value in the help.
  Option& type_name(const std::string& word);
  Option& one_of(const std::vector<std::string>& words);
  Option& at_least_0();
  Option& between(int smallest, int largest);
  /// The number has one of these units behind it, and is multiplied with what stands for it.
  Option& with_unit(const std::map<std::string, double>& units);
  Option& required();
  /// Given twice, both count; else the words behind it belong to it too.
  Option& take_all();
  Option& needs(const Option& other);

private:
  CLI::Option* option_;
};

/// The line of one command. What is given is written into the variables, which must live until the command ran.
class Parser {
public:
  explicit Parser(CLI::App& app) : app_(&app) {}

  Option add_option(const std::string& names, std::string& value, const std::string& help);
  Option add_option(const std::string& names, std::vector<std::string>& values, const std::string& help);
  Option add_option(const std::string& names, int& value, const std::string& help);
  Option add_option(const std::string& names, std::int64_t& value, const std::string& help);
  Option add_option(const std::string& names, double& value, const std::string& help);
  Option add_flag(const std::string& names, bool& value, const std::string& help);
  /// Says what runs when the command was chosen.
  void on_run(Context& context, std::function<Exit()> run);
  /// With all commands in it.
  [[nodiscard]] const CLI::App& whole() const;

private:
  CLI::App* app_;
};

} // namespace lockstep::cli
