// What changes of a column: Kind::alter of the columns, and what of them only matters at times.
#pragma once

#include "model/kind.hpp"
#include "model/state.hpp"
#include "model/step.hpp"

#include <string>

namespace lockstep {
struct Column;
}

namespace lockstep::column {

/// Whether its NOT NULL has a name that the server would not choose by itself. PostgreSQL 18 keeps names of them.
[[nodiscard]] bool names_not_null(const Id& id, const Column& column);

/// Statistics targets and options are each table's own, but ALTER TABLE would hand them down to its children.
[[nodiscard]] std::string alter_alone(const Id& id, const State& state, const std::string& action);

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps);

} // namespace lockstep::column
