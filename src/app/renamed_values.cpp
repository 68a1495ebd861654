// Labels of enums that get other names.
#include "app/renamed_values.hpp"

#include <lockstep/error.hpp>

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/render.hpp"
#include "kinds/type_forms.hpp"
#include "model/kind.hpp"

#include <algorithm>

namespace lockstep {

namespace {

using Labels = std::vector<std::string>;

const std::string hint_key = "renamed_values";

Labels labels_of(const Object& object) {
  const Value value = find_field(*object.kind, "values")->get(object.body.get());
  const auto* labels = std::get_if<Labels>(&value);
  return labels == nullptr ? Labels() : *labels;
}

/// "a", or "'in part'" as SQL quotes it.
std::string label_of(const std::string& written) {
  std::string text(trim(written));
  if (text.size() < 2 || text.front() != '\'' || text.back() != '\'') return text;
  return replace_all(text.substr(1, text.size() - 2), "''", "'");
}

/// Cut at a character that stands outside of quotes.
Labels cut(const std::string& text, char at) {
  Labels parts(1);
  bool quoted = false;
  for (const char c : text) {
    if (c == '\'') quoted = !quoted;
    if (c == at && !quoted)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

[[noreturn]] void refuse(const Object& object, const std::string& what) {
  Error error = usage_error(to_text(object.id) + ": renamed_values: " + what,
                            "Write it as \"old = new, 'in part' = partly\", or take it away when it is long done.");
  error.where = object.places.find(hint_key).value_or(object.places.whole()).text();
  throw error;
}

void push_renames(const Object& before, const Object& after, Steps& steps) {
  const Labels from = labels_of(before);
  const Labels to = labels_of(after);
  const auto has = [](const Labels& labels, const std::string& label) {
    return std::find(labels.begin(), labels.end(), label) != labels.end();
  };
  for (const std::string& pair : cut(after.hints.get(hint_key), ',')) {
    const Labels sides = cut(pair, '=');
    if (sides.size() != 2) refuse(after, "\"" + std::string(trim(pair)) + "\" does not say what becomes what");
    const std::string old = label_of(sides[0]);
    const std::string now = label_of(sides[1]);
    if (!has(to, now)) refuse(after, "the type has no label '" + now + "'");
    if (has(to, old)) refuse(after, "label '" + old + "' is still declared");
    if (has(from, now)) continue; // long done
    if (!has(from, old)) refuse(after, "there is no label '" + old + "'");
    const auto sql = [&](const std::string& one, const std::string& other) {
      return "ALTER TYPE " + own_sql(after.id) + " RENAME VALUE " + quote_literal(one) + " TO " + quote_literal(other);
    };
    steps.push_back(make_step(enum_type::rename_value, after.id, sql(old, now), sql(now, old)));
  }
}

} // namespace

Steps renames_of_values(const State& from, const State& to) {
  Steps steps;
  for (const auto& [id, object] : to.objects()) {
    if (object.kind->name != "enum" || object.hints.find(hint_key) == object.hints.end()) continue;
    if (const Object* before = from.find(id)) push_renames(*before, object, steps);
  }
  return steps;
}

} // namespace lockstep
