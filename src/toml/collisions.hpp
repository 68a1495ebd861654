// Names that PostgreSQL would take for the same, or would not take at all.
#pragma once

#include "model/state.hpp"
#include "toml/document.hpp"

namespace lockstep {

/// Finds names longer than PostgreSQL keeps, names that are the same once cut, and names that two kinds of one
/// namespace share. The diagnostics come without their lines: the objects stand in several files.
[[nodiscard]] Mistakes find_collisions(const State& state);

} // namespace lockstep
