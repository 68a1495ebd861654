// Small string functions that the standard library lacks.
#pragma once

#include <lockstep/suggest.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] std::string upper(std::string_view text);
/// Every line of `text` with `prefix` before it; a final newline is kept as it was.
[[nodiscard]] std::string indent(std::string_view text, std::string_view prefix);
[[nodiscard]] std::string replace_all(std::string text, std::string_view from, std::string_view to);
/// "1 table", "3 tables".
[[nodiscard]] std::string count_of(std::size_t count, std::string_view noun);
/// Line number `line` (from 1) of `text`, without its newline; empty when there is none.
[[nodiscard]] std::string line_of(std::string_view text, int line);

} // namespace lockstep
