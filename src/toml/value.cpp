// Values by the shape that their field's table says.
#include "toml/value.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "toml/language.hpp"
#include "toml/records.hpp"

#include <algorithm>
#include <cmath>

namespace lockstep {

namespace {

Misfit wrong_type(const Field& field, const toml::node& given) {
  return {&given, "wrong-type",
          "'" + std::string(field.key) + "' must be " + std::string(expectation(field)) + ", not " + describe(given),
          "write " + sample_line(field)};
}

std::optional<Misfit> check_choice(const Field& field, const toml::node& given, const std::string& word) {
  const auto& choices = field.options.choices;
  if (choices.empty() || std::find(choices.begin(), choices.end(), word) != choices.end()) return {};
  const std::vector<std::string> words(choices.begin(), choices.end());
  const std::string near = nearest(word, words);
  std::string hint = near.empty() ? "" : "did you mean \"" + near + "\"? ";
  hint += "Allowed: \"" + join(words, "\", \"") + "\"";
  return Misfit{&given, "unknown-word", "'" + std::string(field.key) + "' does not know the word \"" + word + "\"",
                hint};
}

std::string decimal(const Document& document, const toml::value<double>& number) {
  if (std::isnan(number.get())) return "'NaN'";
  if (std::isinf(number.get())) return number.get() > 0 ? "'Infinity'" : "'-Infinity'";
  // As written: 1.50 says more than the double that it becomes.
  std::string text = replace_all(std::string(document.written(number)), "_", "");
  if (text.starts_with('+')) text.erase(0, 1);
  return text;
}

std::optional<Misfit> read_list(const Field& field, const toml::node& given, Value& out) {
  const auto* array = given.as_array();
  if (array == nullptr) return wrong_type(field, given);
  std::vector<std::string> list;
  for (const toml::node& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr)
      return Misfit{&element, "wrong-type",
                    "'" + std::string(field.key) + "' must hold strings only, not " + describe(element),
                    "write " + sample_line(field)};
    if (auto misfit = check_choice(field, element, text->get())) return misfit;
    list.push_back(text->get());
  }
  out = std::move(list);
  return {};
}

// A dotted key of a setting (toast.autovacuum_enabled) is a table to TOML.
std::optional<Misfit> add_settings(const Document& document, const Field& field, const toml::table& table,
                                   const std::string& prefix, Settings& settings) {
  for (const Entry& entry : entries_of(table)) {
    const std::string name = prefix + std::string(entry.name());
    if (const auto* nested = entry.value->as_table(); nested != nullptr && prefix.empty()) {
      if (auto misfit = add_settings(document, field, *nested, name + ".", settings)) return misfit;
      continue;
    }
    const bool scalar = entry.value->is_string() || entry.value->is_number() || entry.value->is_boolean();
    if (!scalar || entry.name().empty() || name.find('=') != std::string::npos)
      return Misfit{entry.value, "wrong-type",
                    "setting '" + name + "' of '" + std::string(field.key) +
                        "' must be a string, a number, true or false, not " + describe(*entry.value),
                    "write " + sample_line(field)};
    settings.list.push_back(name + "=" + *read_literal(document, *entry.value));
  }
  return {};
}

} // namespace

std::optional<std::string> read_literal(const Document& document, const toml::node& given) {
  if (const auto* text = given.as_string()) return text->get();
  if (const auto* truth = given.as_boolean()) return truth->get() ? "true" : "false";
  if (const auto* number = given.as_integer()) return std::to_string(number->get());
  if (const auto* number = given.as_floating_point()) return decimal(document, *number);
  if (given.is_date() || given.is_time() || given.is_date_time()) {
    std::string text(document.written(given));
    std::replace(text.begin(), text.end(), 'T', ' ');
    return quote_literal(text);
  }
  return {};
}

namespace {

std::optional<Misfit> read_shape(const Document& document, const Field& field, const toml::node& given, Value& out) {
  switch (field.shape) {
  case Shape::boolean:
    if (const auto* truth = given.as_boolean()) return out = truth->get(), std::nullopt;
    return wrong_type(field, given);
  case Shape::integer:
    if (const auto* number = given.as_integer()) return out = number->get(), std::nullopt;
    return wrong_type(field, given);
  case Shape::text: {
    if (!field.options.literal && !given.is_string()) return wrong_type(field, given);
    auto text = read_literal(document, given);
    if (!text) return wrong_type(field, given);
    if (auto misfit = check_choice(field, given, *text)) return misfit;
    out = std::move(*text);
    return {};
  }
  case Shape::list:
    return read_list(field, given, out);
  case Shape::settings: {
    const auto* table = given.as_table();
    if (table == nullptr) return wrong_type(field, given);
    Settings settings;
    if (auto misfit = add_settings(document, field, *table, {}, settings)) return misfit;
    if (!field.options.in_order) std::sort(settings.list.begin(), settings.list.end());
    out = std::move(settings);
    return {};
  }
  case Shape::records:
    return read_records(document, field, given, out);
  }
  return {};
}

} // namespace

std::string sample_value(const Field& field) {
  switch (field.shape) {
  case Shape::boolean:
    return "true";
  case Shape::integer:
    return "1";
  case Shape::text:
    return "\"" + (field.options.choices.empty() ? "…" : std::string(field.options.choices.front())) + "\"";
  case Shape::list:
    return "[\"…\", \"…\"]";
  case Shape::settings:
    return "{ name = \"value\" }";
  case Shape::records:
    return "[{ column = \"value\" }]";
  }
  return {};
}

std::string sample_line(const Field& field) { return std::string(field.key) + " = " + sample_value(field); }

std::optional<Misfit> read_value(const Document& document, const Field& field, const toml::node& given, Value& out) {
  if (auto misfit = read_shape(document, field, given, out)) return misfit;
  const auto* text = std::get_if<std::string>(&out);
  const auto* list = std::get_if<std::vector<std::string>>(&out);
  const bool empty = (text != nullptr && text->empty()) || (list != nullptr && list->empty());
  if (!empty || !field.options.required) return {};
  return Misfit{&given, "missing-value", "'" + std::string(field.key) + "' must not be empty",
                "write " + sample_line(field)};
}

} // namespace lockstep
