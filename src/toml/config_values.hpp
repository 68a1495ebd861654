// How single values of lockstep.toml are taken, by their type. Internal to the room.
#pragma once

#include "base/config.hpp"
#include "toml/document.hpp"
#include "toml/mistakes.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace lockstep::config_values {

/// What is being filled, and where mistakes go.
struct Filling {
  const Document& document;
  Config& config;
  Mistakes& mistakes;

  void complain(const toml::source_region& at, std::string code, std::string message, std::string hint) {
    mistakes.push_back(document.mistake(document.position(at), std::move(code), std::move(message), std::move(hint)));
  }
};

struct Key {
  std::string_view name;
  std::string_view expected; ///< "a string"
  std::string_view sample;   ///< a line that is right
  /// False when the value is of another type.
  bool (*take)(Filling&, const toml::node&);
};

[[nodiscard]] bool take_text(const toml::node& value, std::string& out);

template <std::filesystem::path Config::*Member> bool take_path(Filling& filling, const toml::node& value) {
  std::string text;
  if (!take_text(value, text) || text.empty()) return false;
  filling.config.*Member = text;
  return true;
}

template <std::string Config::*Member> bool take_string(Filling& filling, const toml::node& value) {
  return take_text(value, filling.config.*Member);
}

/// "250ms", "3s", "1min": what PostgreSQL takes as a time; a bare number is milliseconds.
[[nodiscard]] bool is_duration(std::string_view text);

template <std::string Policy::*Member> bool take_duration(Filling& filling, const toml::node& value) {
  std::string text;
  if (!take_text(value, text)) return false;
  if (!is_duration(text))
    filling.complain(value.source(), "bad-duration", "this is not a length of time",
                     "write a number with its unit: \"250ms\", \"3s\", \"1min\"");
  filling.config.policy.*Member = text;
  return true;
}

template <typename Add> bool take_strings(const toml::node& value, Add add) {
  const auto* array = value.as_array();
  if (array == nullptr) return false;
  for (const toml::node& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr) return false;
    add(text->get());
  }
  return true;
}

/// Of Config, of one of its parts.
template <auto Part, auto Member> bool take_part_text(Filling& filling, const toml::node& value) {
  return take_text(value, filling.config.*Part.*Member);
}

template <auto Part, auto Member> bool take_part_list(Filling& filling, const toml::node& value) {
  return take_strings(value, [&](const std::string& text) { (filling.config.*Part.*Member).push_back(text); });
}

template <auto Part, auto Member> bool take_count(Filling& filling, const toml::node& value) {
  const auto number = value.value<std::int64_t>();
  if (!value.is_integer() || *number < 0 || *number > 1000000) return false;
  filling.config.*Part.*Member = static_cast<std::decay_t<decltype(filling.config.*Part.*Member)>>(*number);
  return true;
}

/// [roles.production] with what each role is called there.
[[nodiscard]] bool take_roles(Filling& filling, const toml::node& value);

template <bool Policy::*Member> bool take_flag(Filling& filling, const toml::node& value) {
  if (!value.is_boolean()) return false;
  filling.config.policy.*Member = *value.value<bool>();
  return true;
}

/// A number with one of the units, which stand for factors.
[[nodiscard]] std::optional<double> measured(std::string_view text,
                                             std::span<const std::pair<std::string_view, double>> units);

template <double Pace::*Member> bool take_seconds(Filling& filling, const toml::node& value) {
  static constexpr std::pair<std::string_view, double> units[] = {{"ms", 0.001}, {"s", 1}, {"min", 60}, {"h", 3600}};
  const auto seconds = measured(value.value_or(std::string_view()), units);
  if (seconds) filling.config.backfill.*Member = *seconds;
  return seconds.has_value();
}

template <double Pace::*Member> bool take_bytes(Filling& filling, const toml::node& value) {
  static constexpr std::pair<std::string_view, double> units[] = {{"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}};
  const auto bytes = measured(value.value_or(std::string_view()), units);
  if (bytes) filling.config.backfill.*Member = *bytes;
  return bytes.has_value();
}

} // namespace lockstep::config_values
