// Walks over files, statement by statement, and asks every rule.
#include "lint/lint.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace lockstep::linting {

namespace {

constexpr std::string_view syntax_code = "LR001";
constexpr std::string_view allowance_code = "LR002";

class Looker {
public:
  Looker(const Input& input, const Levels& levels, const Visit& visit, World& world)
      : input_(input), levels_(levels), visit_(visit), world_(world),
        script_(parse_script(input.path, input.text, input.conf)) {
    script_.edited = input.edited;
  }

  std::vector<Diagnostic> run() {
    world_.enter(script_);
    for (const Parsed& statement : parse_script(input_.path, input_.before, {}).statements) world_.learn(statement);
    for (const Parsed& statement : script_.statements) {
      codes_.clear();
      if (input_.asked) look(statement);
      if (input_.asked && visit_) visit_({script_, statement, world_}, codes_);
      world_.learn(statement);
    }
    return std::move(found_);
  }

private:
  void look(const Parsed& statement) {
    check_allowances(statement);
    if (!statement.error.empty()) {
      add(statement, statement.error_at, Severity::error, syntax_code, "syntax", statement.error,
          "PostgreSQL's parser refuses it");
      return;
    }
    for (const Rule& rule : all_rules()) {
      const Level level = level_of(rule);
      if (level == Level::off || allowed(statement, rule)) continue;
      rule.look({script_, statement, world_}, [&](std::size_t at, const std::string& message) {
        const Severity severity = level == Level::error     ? Severity::error
                                  : level == Level::warning ? Severity::warning
                                                            : Severity::note;
        add(statement, at, severity, rule.code, rule.name, message, std::string(rule.safe));
      });
    }
  }

  [[nodiscard]] Level level_of(const Rule& rule) const {
    const auto found = levels_.find(std::string(rule.name));
    return found == levels_.end() ? rule.level : found->second;
  }

  static bool allowed(const Parsed& statement, const Rule& rule) {
    for (const Allowance& allowance : statement.allowances)
      for (const std::string& name : allowance.rules)
        if (find_rule(name) == &rule && !allowance.reason.empty()) return true;
    return false;
  }

  void check_allowances(const Parsed& statement) {
    for (const Allowance& allowance : statement.allowances) {
      for (const std::string& name : allowance.rules)
        if (find_rule(name) == nullptr) add_allowance(allowance, "no rule is called " + name);
      if (allowance.reason.empty()) add_allowance(allowance, "the allowance gives no reason");
    }
  }

  void add_allowance(const Allowance& allowance, const std::string& message) {
    const std::string line = line_of(script_.text, allowance.line);
    found_.push_back({Severity::error,
                      std::string(allowance_code),
                      {script_.path, allowance.line, 1},
                      message,
                      "-- lockstep:allow CODE reason",
                      line});
  }

  void add(const Parsed& statement, std::size_t at, Severity severity, std::string_view code, std::string_view name,
           const std::string& message, const std::string& hint) {
    codes_.insert(std::string(code));
    const std::string_view before = std::string_view(statement.text).substr(0, std::min(at, statement.text.size()));
    const int line = statement.line + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const std::string text = line_of(script_.text, line);
    const std::size_t newline = before.rfind('\n');
    const std::size_t first = text.find(statement.text.substr(0, statement.text.find('\n')));
    const std::size_t begin = newline != std::string_view::npos ? before.size() - newline - 1
                              : first == std::string::npos      ? 0
                                                                : first + before.size();
    const int column = static_cast<int>(std::min(begin, text.size())) + 1;
    found_.push_back({severity,
                      std::string(code),
                      {script_.path, line, column},
                      message + " (" + std::string(name) + ")",
                      hint,
                      text});
  }

  const Input& input_;
  const Levels& levels_;
  const Visit& visit_;
  std::set<std::string> codes_; ///< of the statement at hand
  World& world_;
  Script script_;
  std::vector<Diagnostic> found_;
};

} // namespace

std::vector<Diagnostic> look_at(const std::vector<Input>& files, const Levels& levels, const Visit& visit) {
  World world;
  std::vector<Diagnostic> found;
  for (const Input& file : files) {
    const std::vector<Diagnostic> of_file = Looker(file, levels, visit, world).run();
    found.insert(found.end(), of_file.begin(), of_file.end());
  }
  return found;
}

} // namespace lockstep::linting
