// What migration runners keep for themselves in a database is no part of its schema.
#pragma once

#include "model/state.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// Tables, whatever belongs to them, and what the server named after them.
void leave_out(State& state, const std::vector<std::string>& tables);
/// Those of a runner: a dialect, or the name of its one table; empty: none.
void leave_out_runner(State& state, const std::string& runner);

} // namespace lockstep
