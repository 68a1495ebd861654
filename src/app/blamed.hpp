// Statements of a plan that the server refuses in the proof because of what the schema says.
#pragma once

#include <lockstep/error.hpp>

#include "plan/expansion.hpp"

#include <vector>

namespace lockstep {

/// Throws SchemaError where the refused statement is made of an expression in a hint (`backfill`, `using`,
/// `reverse_using`), or changes a type for which PostgreSQL has no cast and no hint says another one: told at its line.
/// Returns where the schema is not at fault, or nobody wrote it in a file.
void blame_schema(const Error& refused, const State& from, const State& to, const std::vector<Expansion>& expansions);

} // namespace lockstep
