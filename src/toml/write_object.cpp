// One object in TOML: the fields that differ from the defaults, its sugar and its hints.
#include "kinds/kinds.hpp"
#include "toml/expression.hpp"
#include "toml/language.hpp"
#include "toml/names.hpp"
#include "toml/records.hpp"
#include "toml/shorten.hpp"
#include "toml/signature.hpp"
#include "toml/toml_text.hpp"
#include "toml/writer.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A number that TOML reads back as the same text: no leading zeros, in 64 bits.
bool is_decimal(std::string_view text) {
  constexpr std::size_t most_digits = 30;
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || text.size() > most_digits) return false;
  std::string_view whole = text.substr(0, point);
  if (whole.starts_with('-')) whole.remove_prefix(1);
  const bool plain = is_digits(whole) && (whole.size() == 1 || whole.front() != '0');
  return plain && is_digits(text.substr(point + 1));
}

bool is_literal(std::string_view text) {
  return text == "true" || text == "false" || is_whole_number(text) || is_decimal(text);
}

Node scalar_node(std::string key, const std::string& text) {
  return is_literal(text) ? plain_node(std::move(key), text) : text_node(std::move(key), text);
}

Node settings_node(std::string key, const Settings& settings) {
  std::vector<Node> parts;
  for (const std::string& setting : settings.list) {
    const std::size_t equals = std::min(setting.find('='), setting.size());
    parts.push_back(
        scalar_node(spell_key(setting.substr(0, equals)), setting.substr(std::min(equals + 1, setting.size()))));
  }
  return table_node(std::move(key), std::move(parts));
}

std::string type_of(const Object& object) {
  for (const Field& field : object.kind->fields)
    if (field.options.points == Points::type) return to_text(field.get(object.body.get()));
  return {};
}

} // namespace

Node value_node(const Field& field, std::string key, const Value& value, std::string_view default_schema) {
  if (const auto* truth = std::get_if<bool>(&value)) return plain_node(std::move(key), *truth ? "true" : "false");
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return plain_node(std::move(key), std::to_string(*number));
  if (const auto* settings = std::get_if<Settings>(&value)) return settings_node(std::move(key), *settings);
  if (const auto* records = std::get_if<Records>(&value)) return records_node(std::move(key), *records);
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    std::vector<std::string> spelled;
    for (const std::string& element : *list) spelled.push_back(spell_string(element));
    return array_node(std::move(key), spelled);
  }
  const auto* given = std::get_if<std::string>(&value);
  const std::string text = given != nullptr ? shorten(field, *given, default_schema) : std::string();
  return field.options.literal ? scalar_node(std::move(key), text) : text_node(std::move(key), text);
}

// What the server chooses by itself is not worth a line of a pulled schema.
bool Writer::leaves_out(const Object& object, const Field& field, const Value& value) const {
  if (state_.server_major == 0) return false;
  const auto* text = std::get_if<std::string>(&value);
  const auto* settings = std::get_if<Settings>(&value);
  if (settings != nullptr && settings->list.empty()) return true; // the grants that PostgreSQL gives by itself
  const bool is_default = field.options.when_declared && text != nullptr && *text == default_schema_;
  return is_default || is_implied(object, field, state_);
}

Value Writer::shown(const Object& object, const Field& field) const {
  Value value = field.get(object.body.get());
  const bool as_read = state_.server_major == 0 || options_.spell_out_all || options_.spelled_out.contains(object.id);
  if (as_read || field.options.points != Points::expression) return value;
  if (auto* list = std::get_if<std::vector<std::string>>(&value))
    for (std::string& element : *list) element = shorten_names(element, default_schema_);
  if (auto* settings = std::get_if<Settings>(&value))
    for (std::string& setting : settings->list) {
      const std::size_t begin = setting.find('=') + 1;
      setting = setting.substr(0, begin) + shorten_expression(setting.substr(begin), default_schema_);
    }
  auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return value;
  // Where a literal may stand, it is one of the object's type.
  if (field.options.literal) return shorten_default(*text, type_of(object), default_schema_);
  return shorten_expression(*text, default_schema_);
}

std::vector<Node> Writer::field_nodes(const Object& object) const {
  std::vector<Node> nodes;
  const auto file = options_.files.find(object.id);
  for (const Field* field : said_fields(object)) {
    if (file != options_.files.end() && field == field_from_file(*object.kind))
      nodes.push_back(text_node(std::string(file_key), file->second));
    else if (!leaves_out(object, *field, field->get(object.body.get())))
      nodes.push_back(value_node(*field, std::string(field->key), shown(object, *field), default_schema_));
  }
  return nodes;
}

std::vector<Node> Writer::sugar_nodes(const Object& owner, const Folded& folded) const {
  const auto& [sugar, object] = folded;
  const std::string key(sugar->key);
  const bool on_parent = is_on_parent(*sugar, *owner.kind);
  const bool has_own_name = object->id.name() != default_name(*sugar, owner);
  if (on_parent && (has_own_name || !says_all(*sugar, *object))) {
    std::vector<Node> parts = keys_of_object(*object);
    if (has_own_name) parts.insert(parts.begin(), text_node(std::string(name_key), spell_part(object->id.name())));
    return {table_node(key, std::move(parts))};
  }
  std::vector<Node> nodes;
  if (takes_true(*sugar, *owner.kind)) nodes.push_back(plain_node(key, "true"));
  for (const Field* field : said_fields(*object)) {
    const Value value = shown(*object, *field);
    if (field->key == sugar->field)
      nodes.insert(nodes.begin(), value_node(*field, key, value, default_schema_));
    else if (goes_along(*sugar, field->key))
      nodes.push_back(value_node(*field, std::string(field->key), value, default_schema_));
  }
  return nodes;
}

std::vector<Node> Writer::keys_of_object(const Object& object) const {
  std::vector<Node> nodes = field_nodes(object);
  for (const Folded& folded : folding_.into(object.id))
    for (Node& node : sugar_nodes(object, folded)) nodes.push_back(std::move(node));
  for (const auto& [key, hint] : object.hints) nodes.push_back(text_node(key, hint));
  return nodes;
}

std::string Writer::key_of(const Object& object) const {
  const auto& path = object.id.path;
  if (const std::string_view joiner = object.kind->joiner; !joiner.empty())
    return spell_key(spell_joined(path.back(), joiner, default_schema_));
  std::string name =
      object.kind->has_signature ? spell_signature(path.back(), default_schema_) : spell_part(path.back());
  if (object.kind->scope == Scope::schema && path.front() != default_schema_)
    name = spell_part(path.front()) + "." + name;
  return spell_key(name);
}

Node Writer::object_node(const Object& object) const {
  std::vector<Node> keys = keys_of_object(object);
  const bool is_short = keys.size() == 1 && keys.front().key == object.kind->short_form;
  Node node = table_node(key_of(object), std::move(keys));
  if (is_short) {
    node.one_line = node.parts.front().one_line;
    node.block = node.parts.front().block;
  }
  return node;
}

} // namespace lockstep
