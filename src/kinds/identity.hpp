// Identity of columns.
#pragma once

#include "kinds/column.hpp"

#include <string>

namespace lockstep::identity {

/// "GENERATED ALWAYS AS IDENTITY (START WITH 5)"
[[nodiscard]] std::string definition(const Column& column);
/// The action of ALTER COLUMN that turns one identity into the other.
[[nodiscard]] std::string action(const Column& before, const Column& after);

} // namespace lockstep::identity
