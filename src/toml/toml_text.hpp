// Keys and strings as TOML spells them, in the form that reads best.
#pragma once

#include <string>
#include <string_view>

namespace lockstep {

/// A key: bare where TOML allows it, else in quotes.
[[nodiscard]] std::string spell_key(std::string_view key);
/// A string on one line: "…", or '…' where that saves escapes.
[[nodiscard]] std::string spell_string(std::string_view text);
/// A string over several lines, '''…''', when the text has lines and can stand there as it is; else as spell_string.
[[nodiscard]] std::string spell_text(std::string_view text);
/// Whether TOML reads the text as a number that is spelled just so.
[[nodiscard]] bool is_whole_number(std::string_view text);
/// Width in characters, as an editor shows it.
[[nodiscard]] std::size_t width_of(std::string_view text);

} // namespace lockstep
