// An enum that loses labels or gets another order is made anew beside its old self: what stands on it besides the
// columns that move.
#pragma once

#include "diff/change.hpp"
#include "plan/expansion.hpp"

#include <set>
#include <string>
#include <vector>

namespace lockstep::expand {

/// Whether it stands a second time, on the new column, until the contract.
[[nodiscard]] bool can_be_twin(const Object& object);
/// What stands on a type but not on columns that have it (functions, and what calls them): it goes on with the old type
/// until the contract, and is made again over the new one there.
[[nodiscard]] std::set<Id> held_by_type(const State& state, const Id& type);
/// Functions whose bodies name the type, or a column of it by %TYPE: sessions that have called one hold on to the type
/// that it found, so each that is `there` is made again, unless it has been `made` anyway.
void push_bound_again(const Id& type, const State& there, const State& to, const std::set<Id>& made, Steps& steps);
/// What keeps labels of an enum from being removed or reordered by a new type beside it, and what to do; empty:
/// nothing.
[[nodiscard]] std::string why_not_rebuilt(const Change& change, const State& from, const State& to);
/// An enum whose labels are removed or reordered.
[[nodiscard]] bool is_rebuilt(const Change& change, const State& to);
/// Functions that what comes with the new columns calls, under free names and over the type beside.
[[nodiscard]] std::vector<Twin> function_twins(const State& from, const State& to, const Id& type, const Id& beside);
/// The steps of an enum that no column has: it is made again at once, and with it what stands on it; else the reason
/// why it can not be rebuilt.
void rebuild_type(const Change& change, const State& from, const State& to, Steps& steps);
/// The name that a function with arguments of one type has when they are of the other type.
[[nodiscard]] Id with_type(const Id& function, const Id& type, const Id& other);

} // namespace lockstep::expand
