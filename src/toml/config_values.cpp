// How single values of lockstep.toml are taken.
#include "toml/config_values.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace lockstep {

bool config_values::take_text(const toml::node& value, std::string& out) {
  const auto* text = value.as_string();
  if (text == nullptr) return false;
  out = text->get();
  return true;
}

bool config_values::is_duration(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  if (digits == 0) return false;
  constexpr std::string_view units[] = {"", "us", "ms", "s", "min", "h", "d"};
  return std::find(std::begin(units), std::end(units), trim(text.substr(digits))) != std::end(units);
}

std::optional<double> config_values::measured(std::string_view text,
                                              std::span<const std::pair<std::string_view, double>> units) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view rest = trim(text.substr(static_cast<std::size_t>(end - text.data())));
  for (const auto& [unit, factor] : units)
    if (error == std::errc{} && rest == unit) return number * factor;
  return std::nullopt;
}

bool config_values::take_roles(Filling& filling, const toml::node& value) {
  const auto* table = value.as_table();
  if (table == nullptr) return false;
  for (const Entry& entry : entries_of(*table)) {
    const auto* names = entry.value->as_table();
    if (names == nullptr) return false;
    auto& known = filling.config.roles[std::string(entry.name())];
    for (const Entry& name : entries_of(*names))
      if (!take_text(*name.value, known[std::string(name.name())])) return false;
  }
  return true;
}

} // namespace lockstep
