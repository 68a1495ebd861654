// The proof: a plan is executed on a clone of the state it starts from before a file is written.
#pragma once

#include "model/state.hpp"
#include "plan/plan.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// Runs the plan on the scratch database with this connection string, which holds the state `from` but for the renames
/// with which the plan begins, with a row in every table in use that takes one. Fills in the locks that every statement
/// took, and replaces the form of a statement whose cost only the server can tell (a type change, a default that
/// rewrites). Throws Error (proof) that names the step when a statement fails, when locks or rewrites are not those of
/// its form, when kept rows are lost, or when the result is not `to`. Returns whether the database then holds what the
/// plan made and not a row more or less.
bool prove_plan(const std::string& conninfo, Plan& plan, const State& from, const State& to);

} // namespace lockstep
