// NULL, as NOT NULL of a column means it.
#pragma once

#include "model/state.hpp"

#include <string>

namespace lockstep {

/// SQL: the value is NULL. Of a row "IS NULL" would ask whether each of its attributes is.
[[nodiscard]] std::string is_null(const std::string& value, const State& state, const std::string& type);
/// SQL: the value is not NULL. Of a row "IS NOT NULL" would ask whether none of its attributes is.
[[nodiscard]] std::string is_not_null(const std::string& value, const State& state, const std::string& type);

} // namespace lockstep
