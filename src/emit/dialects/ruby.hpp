// As much of Ruby as Rails migrations need: class names, heredocs, calls of execute.
#pragma once

#include <optional>
#include <string>

namespace lockstep::ruby {

/// "add_orders_expand" → "AddOrdersExpand", as Active Record derives it from a file's name.
[[nodiscard]] std::string class_name(const std::string& snake);
/// A call that sends the statement as it stands.
[[nodiscard]] std::string execute(const std::string& statement, const std::string& indentation);
/// The SQL of `up` (or `change`) when that does nothing but execute literals; no value else.
[[nodiscard]] std::optional<std::string> sql_of(const std::string& content);

} // namespace lockstep::ruby
