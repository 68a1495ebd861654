// Options of commands, handed to CLI11.
#include "cli/parser.hpp"

#include <CLI/CLI.hpp>

namespace lockstep::cli {

namespace {

/// A variable of a shell that is not set would else mean: what is taken when nothing is said.
CLI::Validator not_empty() {
  return {
      [](std::string& value) { return std::string(value.empty() ? "the value is empty: is a variable not set?" : ""); },
      "", "not empty"};
}

} // namespace

Option& Option::type_name(const std::string& word) {
  option_->type_name(word);
  return *this;
}

Option& Option::one_of(const std::vector<std::string>& words) {
  option_->check(CLI::IsMember(words));
  return *this;
}

Option& Option::at_least_0() {
  option_->check(CLI::NonNegativeNumber);
  return *this;
}

Option& Option::between(int smallest, int largest) {
  option_->check(CLI::Range(smallest, largest));
  return *this;
}

Option& Option::with_unit(const std::map<std::string, double>& units) {
  option_->transform(CLI::AsNumberWithUnit(units));
  return *this;
}

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::take_all() {
  option_->take_all();
  return *this;
}

Option& Option::needs(const Option& other) {
  option_->needs(other.option_);
  return *this;
}

Option Parser::add_option(const std::string& names, std::string& value, const std::string& help) {
  return Option(*app_->add_option(names, value, help)->check(not_empty()));
}

Option Parser::add_option(const std::string& names, std::vector<std::string>& values, const std::string& help) {
  return Option(*app_->add_option(names, values, help)->check(not_empty()));
}

Option Parser::add_option(const std::string& names, int& value, const std::string& help) {
  return Option(*app_->add_option(names, value, help));
}

Option Parser::add_option(const std::string& names, std::int64_t& value, const std::string& help) {
  return Option(*app_->add_option(names, value, help));
}

Option Parser::add_option(const std::string& names, double& value, const std::string& help) {
  return Option(*app_->add_option(names, value, help));
}

Option Parser::add_flag(const std::string& names, bool& value, const std::string& help) {
  return Option(*app_->add_flag(names, value, help));
}

void Parser::on_run(Context& context, std::function<Exit()> run) {
  app_->callback([&context, run = std::move(run)] { context.run = run; });
}

const CLI::App& Parser::whole() const { return *app_->get_parent(); }

} // namespace lockstep::cli
