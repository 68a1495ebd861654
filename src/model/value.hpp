// The value of one field: nothing, a truth value, a number, a text or a list of texts.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace lockstep {

/// Ordered "key=value" settings (reloptions and the like), kept sorted by key.
struct Settings {
  std::vector<std::string> list;
  auto operator<=>(const Settings&) const = default;
};

using Value = std::variant<std::monostate, bool, std::int64_t, std::string, std::vector<std::string>, Settings>;

/// The value for people: true, 42, text as it stands, lists as "a, b", settings as "k=v, k=v", nothing as "(none)".
[[nodiscard]] std::string to_text(const Value& value);

} // namespace lockstep
