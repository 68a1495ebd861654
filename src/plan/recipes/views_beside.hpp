// Views that are made under another name while the old ones are read, and take their place in one short transaction.
#pragma once

#include "plan/expansion.hpp"

#include <set>
#include <vector>

namespace lockstep::recipes {

/// Creates a view, or an index of one, beside `view`: nobody waits for these steps, and all of them commit together.
void push_beside(const Object& object, const State& state, const Id& view, Steps& out);
/// Fills the planner's statistics of what was made beside `view`.
void push_analyze(const Id& beside, const Id& view, Steps& out);
/// The new one gets owner and grants of the old one, which goes, and takes its name with those of its indexes.
void push_swap(const Twin& view, const std::vector<Twin>& indexes, Steps& out);

/// Adds a view and its indexes, as they are called until they change places.
void add_twins(const State& from, const State& to, const Id& view, std::vector<Twin>& twins);
/// Those of these twins that are below this view.
[[nodiscard]] std::vector<Twin> indexes_of(const Id& view, const std::vector<Twin>& twins);
/// Where views change places in a later phase than the one in which they are filled, because something on them goes
/// first, gives the filling that phase: nothing is old before it is read. Returns whether it did.
[[nodiscard]] bool fill_when_swapped(std::vector<Planned>& steps, const std::vector<Planned>& in_order);
/// What fills the views that the contract takes away, before it locks anything.
[[nodiscard]] Steps fill_beside(const Expanded& middle, const std::set<Id>& taken_away);
/// What must stand before those change places.
[[nodiscard]] std::vector<Id> filled_beside(const Expanded& middle, const std::set<Id>& taken_away);

} // namespace lockstep::recipes
