// Look-ups in the field tables of the kinds.
#include "toml/language.hpp"

#include "kinds/kinds.hpp"
#include "toml/names.hpp"

#include <algorithm>

namespace lockstep {

const Kind* find_section(const Kind* parent, std::string_view section) {
  for (const Kind* kind : all_kinds())
    if (kind->parent == parent && !section.empty() && kind->section == section) return kind;
  return nullptr;
}

const Field* find_shown_field(const Kind& kind, std::string_view key) {
  const Field* field = find_field(kind, key);
  return field != nullptr && !field->options.hidden ? field : nullptr;
}

const Field* field_from_file(const Kind& kind) {
  for (const Field& field : kind.fields)
    if (field.options.from_file) return &field;
  return nullptr;
}

const Sugar* find_sugar(const Kind& kind, std::string_view key) {
  for (const Sugar& sugar : kind.sugar)
    if (sugar.key == key) return &sugar;
  return nullptr;
}

bool goes_along(const Sugar& sugar, std::string_view key) {
  return std::find(sugar.along.begin(), sugar.along.end(), key) != sugar.along.end();
}

bool goes_along(const Kind& kind, std::string_view key) {
  return std::any_of(kind.sugar.begin(), kind.sugar.end(), [&](const Sugar& sugar) { return goes_along(sugar, key); });
}

const Field* position_field(const Kind& kind) {
  const Field* field = find_field(kind, "position");
  return field != nullptr && field->options.hidden && field->shape == Shape::integer ? field : nullptr;
}

bool may_be_bare(const Kind& kind) {
  const auto is_required = [](const Field& field) { return field.options.required; };
  return std::none_of(kind.fields.begin(), kind.fields.end(), is_required) && child_kinds(kind).empty();
}

bool takes_true(const Sugar& sugar, const Kind& kind) {
  return !is_on_parent(sugar, kind) && (sugar.field.empty() || sugar.field == sugar.columns_field);
}

std::vector<std::string> keys_of(const Kind& kind) {
  std::vector<std::string> keys;
  for (const Field& field : kind.fields)
    if (!field.options.hidden) keys.emplace_back(field.key);
  if (field_from_file(kind) != nullptr) keys.emplace_back(file_key);
  for (const Sugar& sugar : kind.sugar) {
    keys.emplace_back(sugar.key);
    keys.insert(keys.end(), sugar.along.begin(), sugar.along.end());
  }
  keys.insert(keys.end(), kind.hints.begin(), kind.hints.end());
  for (const Kind* child : child_kinds(kind))
    if (!child->section.empty()) keys.emplace_back(child->section);
  std::vector<std::string> unique;
  for (std::string& key : keys)
    if (std::find(unique.begin(), unique.end(), key) == unique.end()) unique.push_back(std::move(key));
  return unique;
}

std::vector<std::string> top_keys() {
  std::vector<std::string> keys{std::string(default_schema_key)};
  for (const Kind* kind : all_kinds())
    if (kind->parent == nullptr) keys.emplace_back(kind->section);
  return keys;
}

std::string title_with_article(const Kind& kind) {
  const bool vowel = !kind.title.empty() && std::string_view("aeio").find(kind.title.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(kind.title);
}

std::string_view expectation(const Field& field) {
  switch (field.shape) {
  case Shape::boolean:
    return "true or false";
  case Shape::integer:
    return "a whole number";
  case Shape::text:
    return field.options.literal ? "a string (an SQL expression) or a literal" : "a string";
  case Shape::list:
    return "an array of strings";
  case Shape::settings:
    return "a table of settings";
  case Shape::records:
    return "an array of tables, one for each row";
  }
  return "something else";
}

} // namespace lockstep
