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
/// The types of an expansion change places, in the contract.
struct TypeSwap {
  Steps names;
  Steps defaults; ///< of domains
  Steps bound;    ///< functions whose bodies name one
  Steps drops;    ///< the old ones go, with their owners and rights handed on
};
/// `made` are functions that the contract makes again anyway.
[[nodiscard]] TypeSwap swap_types(const Expansion& expansion, const State& middle, const State& to,
                                  const std::set<Id>& made);

/// What keeps labels of an enum from being removed or reordered by a new type beside it, and what to do; empty:
/// nothing.
[[nodiscard]] std::string why_not_rebuilt(const Change& change, const State& from, const State& to);
/// An enum whose labels are removed or reordered.
[[nodiscard]] bool is_rebuilt(const Change& change, const State& to);
/// Functions that what comes with the new columns calls, under free names and over the type beside.
[[nodiscard]] std::vector<Twin> function_twins(const State& from, const State& to, const std::vector<Twin>& types);
/// Functions over the type that go, and that an index or a rule on an old column calls: they go with it.
[[nodiscard]] std::set<Id> going_functions(const State& from, const State& to, const Expansion& expansion);
/// The steps of an enum that no column has: it is made again at once, and with it what stands on it; else the reason
/// why it can not be rebuilt. `last` is the state behind the contract, `to` that before it.
void rebuild_type(const Change& change, const State& from, const State& to, const State& last, Steps& steps);
/// What is made again with enums that no column has, as it is declared: its own changes are made with it.
[[nodiscard]] std::set<Id> made_with_types(const std::vector<Change>& changes, const State& from, const State& to,
                                           const State& last);
/// The name that a function has when its arguments of these types are of those beside.
[[nodiscard]] Id with_types(const Id& function, const std::vector<Twin>& types);
/// The enum, and the types made of it that columns have, each behind those that it is made of.
[[nodiscard]] std::vector<Id> stored_types(const State& state, const Id& type);
/// Security labels of it.
[[nodiscard]] std::set<Id> labels_of(const State& state, const Id& on);
/// A domain as it is until the contract: its default would hide who wrote.
[[nodiscard]] Object without_default(const Object& type);
/// The columns of all of these.
[[nodiscard]] std::set<Id> columns_of(const State& state, const std::vector<Id>& types);

} // namespace lockstep::expand
