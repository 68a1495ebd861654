// Functions of one name that take the same calls, because the last arguments of one have defaults: PostgreSQL then
// calls neither of them.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"
#include "model/step.hpp"

#include <vector>

namespace lockstep {

/// A function that was there before, and of whose calls some fail once the change has happened; null when there is
/// none.
[[nodiscard]] const Object* made_ambiguous(const State& from, const Change& change);

/// The dropped function that a created one stands for: it takes all of its calls and gives the same. Then the one comes
/// and the other goes in one transaction, and no call fails in between. Null when there is none, or when something
/// stands on the old one.
[[nodiscard]] const Change* taken_over_by(const State& from, const std::vector<Change>& changes, const Change& created);

/// Whether what is made anew beside itself (a check, an index) leaves this function that goes for another one: the old
/// one stands under another name until then.
[[nodiscard]] bool makes_way(const std::vector<Change>& changes, const Id& dropped);
/// A word between steps: a function that makes way has another name.
[[nodiscard]] Id way_of(const Id& function);
/// Its steps in the place of the plain drop: before the contract where another function takes all calls over.
void make_way(const State& from, const std::vector<Change>& changes, const Change& dropped, Steps& steps);

} // namespace lockstep
