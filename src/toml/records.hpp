// Rows of a table in TOML: an array of tables, one for each row.
#pragma once

#include "toml/layout.hpp"
#include "toml/value.hpp"

#include <optional>
#include <string>

namespace lockstep {

/// Takes the rows into `out`, or says what is wrong with them.
[[nodiscard]] std::optional<Misfit> read_records(const Document& document, const Field& field, const toml::node& given,
                                                 Value& out);
/// A line for each row.
[[nodiscard]] Node records_node(std::string key, const Records& records);

} // namespace lockstep
