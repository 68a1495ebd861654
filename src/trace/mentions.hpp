// Which tables a text names. It may name more than it uses: then more is filled than need be.
#pragma once

#include "catalog/connection.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// Tables (and partitioned ones) whose name, or the name of one of whose indexes, is a word of the text, in SQL
/// spelling with their schema.
[[nodiscard]] std::vector<std::string> tables_in(Connection& connection, std::string_view text);
/// The one that stands first in it; empty when there is none.
[[nodiscard]] std::string first_table(Connection& connection, std::string_view text);
/// Takes all rows out of the tables that the text names, whatever points at them.
void empty_tables(Connection& connection, std::string_view text);

} // namespace lockstep
