// Secrets that no file holds: env:NAME in a user mapping, a server or a subscription. Internal to the room.
#pragma once

#include "catalog/connection.hpp"

#include <functional>
#include <optional>
#include <string>

namespace lockstep {

/// The value of a variable of the environment, or nothing when there is none.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The statement with the values of its env:NAME in place; other statements stay as they are. Throws Error (usage) when
/// a variable is not set.
[[nodiscard]] std::string with_secrets(const std::string& statement, const Environment& environment);
/// Runs a statement of a file with its secrets, which no error shows.
void exec_with_secrets(Connection& connection, const std::string& statement);

} // namespace lockstep
