// One TOML value as the value of one field.
#pragma once

#include "model/field.hpp"
#include "toml/document.hpp"

#include <optional>
#include <string>

namespace lockstep {

/// Why a value does not fit its field.
struct Misfit {
  const toml::node* at = nullptr; ///< the value, or the part of it, that is wrong
  std::string code;
  std::string message; ///< begins with the field's key: "'not_null' must be …"
  std::string hint;
};

/// Takes the value into `out`, or says what is wrong with it.
[[nodiscard]] std::optional<Misfit> read_value(const Document& document, const Field& field, const toml::node& given,
                                               Value& out);
/// The value as text when it is a string, as an SQL literal when it is a number, truth value, date or time; nothing for
/// arrays and tables.
[[nodiscard]] std::optional<std::string> read_literal(const Document& document, const toml::node& given);
/// A value that fits the field: `true`, `"…"`.
[[nodiscard]] std::string sample_value(const Field& field);
/// A line that shows how the field is written: `not_null = true`.
[[nodiscard]] std::string sample_line(const Field& field);

} // namespace lockstep
