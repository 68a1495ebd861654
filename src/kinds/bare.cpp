// Statements on objects that are no relations and lock no table.
#include "kinds/bare.hpp"

#include "kinds/privileges.hpp"

#include <algorithm>

namespace lockstep {

Step bare_step(const Form& form, const Id& subject, std::string sql, std::string back) {
  Step step = make_step(form, subject, std::move(sql), std::move(back));
  step.table = {};
  return step;
}

void push_bare_comment(Steps& steps, const Id& subject, const std::string& target, const std::string& comment,
                       const std::string& before, bool reset) {
  const std::size_t there = steps.size();
  push_comment(steps, subject, target, comment, before, reset);
  if (steps.size() > there) steps.back().table = {};
}

void push_bare_create(Steps& steps, const Form& form, const Id& subject, const std::string& create,
                      const std::string& target, const std::string& comment) {
  steps.push_back(bare_step(form, subject, create, "DROP " + target));
  push_bare_comment(steps, subject, target, comment);
}

void push_bare_rename(Steps& steps, const Form& form, const Id& from, const Id& to, const std::string& target_from,
                      const std::string& target_to) {
  steps.push_back(bare_step(form, to, "ALTER " + target_from + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target_to + " RENAME TO " + quote_ident(from.name())));
}

static bool is_label(const Id& id) { return id.kind == "security_label"; }

void push_labels(Steps& steps, const Id& on, const State& to_state) {
  for (const Id& id : to_state.dependents(on))
    if (is_label(id)) to_state.find(id)->kind->create(*to_state.find(id), to_state, steps);
}

void push_replacement(Steps& steps, const Form& form, const Id& subject, const State& to_state,
                      const Replacement& replacement) {
  Step away = bare_step(form, subject, replacement.drop, replacement.before);
  Step back = bare_step(form, subject, replacement.create, replacement.drop);
  const auto& users = to_state.dependents(subject);
  const auto user = std::find_if_not(users.begin(), users.end(), is_label);
  if (user != users.end())
    back.refusal = to_text(subject) + " changes in a way for which PostgreSQL has no ALTER, and " + to_text(*user) +
                   " uses it. Declare a second one with the new definition and move what uses the first one.";
  away.breaks.push_back(subject);
  away.unit = back.unit = 1;
  const std::size_t first = steps.size();
  steps.push_back(std::move(away));
  steps.push_back(std::move(back));
  const Object* object = to_state.find(subject);
  if (object == nullptr || find_field(*object->kind, "owner") == nullptr) return;
  keep_access(*object, {replacement.address.empty() ? subject.path.names() : replacement.address, {}}, steps, first);
}

void DefinitionList::add(const char* word, const std::string& value) {
  if (!value.empty()) parts_.push_back(std::string(word) + " = " + value);
}

std::string DefinitionList::sql() const { return "(\n    " + join(parts_, ",\n    ") + "\n)"; }

std::pair<std::string, std::string> setting_parts(const std::string& setting) {
  const auto equals = setting.find('=');
  return {setting.substr(0, equals), equals == std::string::npos ? std::string() : setting.substr(equals + 1)};
}

namespace {

std::string option_sql(const std::string& setting) {
  const auto [key, value] = setting_parts(setting);
  return quote_ident(key) + " " + quote_literal(value);
}

const std::string* find_setting(const Settings& settings, const std::string& key) {
  const auto found = std::find_if(settings.list.begin(), settings.list.end(),
                                  [&](const std::string& one) { return setting_parts(one).first == key; });
  return found == settings.list.end() ? nullptr : &*found;
}

} // namespace

std::string options_clause(const Settings& options) {
  std::vector<std::string> parts;
  for (const std::string& option : options.list) parts.push_back(option_sql(option));
  return parts.empty() ? std::string() : " OPTIONS (" + join(parts, ", ") + ")";
}

std::string options_change(const Settings& from, const Settings& to) {
  std::vector<std::string> parts;
  for (const std::string& option : to.list) {
    const std::string* before = find_setting(from, setting_parts(option).first);
    if (before == nullptr) parts.push_back("ADD " + option_sql(option));
    if (before != nullptr && *before != option) parts.push_back("SET " + option_sql(option));
  }
  for (const std::string& option : from.list)
    if (find_setting(to, setting_parts(option).first) == nullptr)
      parts.push_back("DROP " + quote_ident(setting_parts(option).first));
  return parts.empty() ? std::string() : "OPTIONS (" + join(parts, ", ") + ")";
}

} // namespace lockstep
