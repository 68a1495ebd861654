// Puts a declared state into a database of the shadow and maps what the server says back to the lines of the schema.
#pragma once

#include <lockstep/diagnostic.hpp>

#include "catalog/connection.hpp"
#include "model/state.hpp"

#include <set>
#include <string>

namespace lockstep {

/// Creates every object. Mistakes of the user end up as diagnostics at their place in the TOML; the database is then of
/// no further use.
void realise(Connection& connection, const State& declared, Diagnostics& diagnostics);

/// What was read back, with the positions and hints of what was declared.
[[nodiscard]] State with_intent(State read, const State& declared, const std::set<std::string>& managed = {});

} // namespace lockstep
