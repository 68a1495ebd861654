// Pieces of SQL and steps that the kinds share.
#include "kinds/render.hpp"

#include "base/parens.hpp"

#include <algorithm>

namespace lockstep {

Id table_of(const Id& id) { return {"table", {id.path.at(0), id.path.at(1)}}; }

Id not_null_of(const Id& column) { return {"not_null", column.path}; }

std::string table_sql(const Id& id) { return qualified(id.path.at(0), id.path.at(1)); }

std::string own_sql(const Id& id) { return qualified(id.path.front(), id.path.back()); }

std::string in_parens(std::string_view expression) {
  const std::string_view text = trim(expression);
  return is_in_parens(text) ? std::string(text) : "(" + std::string(text) + ")";
}

std::string alter_table(const Id& id, std::string_view action) {
  return "ALTER TABLE " + table_sql(id) + " " + std::string(action);
}

namespace {
std::string setting_sql(const std::string& setting) {
  const auto equals = setting.find('=');
  if (equals == std::string::npos) return setting;
  const std::string value = setting.substr(equals + 1);
  const bool plain = !value.empty() && std::all_of(value.begin(), value.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-';
  });
  return setting.substr(0, equals) + " = " + (plain ? value : quote_literal(value));
}

std::string key_of(const std::string& setting) { return setting.substr(0, setting.find('=')); }
} // namespace

std::string with_clause(const Settings& settings) {
  if (settings.list.empty()) return {};
  std::vector<std::string> parts;
  for (const std::string& setting : settings.list) parts.push_back(setting_sql(setting));
  return " WITH (" + join(parts, ", ") + ")";
}

std::string deferrable_clause(const std::string& deferrable) {
  if (deferrable.empty()) return {};
  return deferrable == "initially deferred" ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
}

std::vector<std::string> settings_actions(const Settings& from, const Settings& to) {
  std::vector<std::string> set;
  std::vector<std::string> reset;
  for (const std::string& setting : to.list)
    if (std::find(from.list.begin(), from.list.end(), setting) == from.list.end()) set.push_back(setting_sql(setting));
  for (const std::string& setting : from.list) {
    const std::string key = key_of(setting);
    const bool kept =
        std::any_of(to.list.begin(), to.list.end(), [&](const std::string& other) { return key_of(other) == key; });
    if (!kept) reset.push_back(key);
  }
  std::vector<std::string> actions;
  if (!set.empty()) actions.push_back("SET (" + join(set, ", ") + ")");
  if (!reset.empty()) actions.push_back("RESET (" + join(reset, ", ") + ")");
  return actions;
}

Step make_step(const Form& form, const Id& subject, std::string sql, std::string back) {
  Step step;
  step.form = &form;
  step.subject = subject;
  step.sql = std::move(sql);
  step.back = std::move(back);
  if (subject.path.size() >= 2) step.table = table_of(subject);
  return step;
}

void push_comment(Steps& steps, const Id& subject, const std::string& target, const std::string& comment,
                  const std::string& before, bool reset) {
  if (comment.empty() && !reset) return;
  const auto sql = [&](const std::string& text) {
    return "COMMENT ON " + target + " IS " + (text.empty() ? "NULL" : quote_literal(text));
  };
  steps.push_back(make_step(forms::comment, subject, sql(comment), sql(before)));
}

std::vector<SettingChange> changes_between(const Settings& before, const Settings& after) {
  const auto find = [](const Settings& in, const std::string& key) -> std::string {
    for (const std::string& one : in.list)
      if (key_of(one) == key) return one.substr(key.size() + 1);
    return {};
  };
  std::vector<SettingChange> changes;
  for (const std::string& one : after.list) {
    SettingChange change{key_of(one), find(before, key_of(one)), find(after, key_of(one))};
    if (change.now != change.was) changes.push_back(std::move(change));
  }
  for (const std::string& one : before.list)
    if (find(after, key_of(one)).empty()) changes.push_back({key_of(one), find(before, key_of(one)), {}});
  return changes;
}

void push_column_comments(Steps& steps, const Id& id, const Settings& comments, const Settings& before) {
  for (const SettingChange& change : changes_between(before, comments))
    push_comment(steps, id, "COLUMN " + own_sql(id) + "." + quote_ident(change.key), change.now, change.was, true);
}

} // namespace lockstep
