// Names in texts that the server does not follow: the bodies of functions.
#pragma once

#include "plan/plan.hpp"

#include <set>
#include <string>

namespace lockstep {

/// Tells each step that brings such a text which objects the text seems to name, among those that the steps make;
/// and each step that names what a [[sql]] entry `covers` that entry.
void add_mentions(std::vector<Planned>& steps, const State& to);
/// Whether the text holds the name as a word.
[[nodiscard]] bool names_word(const std::string& text, const std::string& name);
/// The same, but not behind a dot: what stands in a schema is no column.
[[nodiscard]] bool names_unqualified(const std::string& text, const std::string& name);
/// What stands on the function, and functions whose bodies seem to call it, which the server does not know of.
[[nodiscard]] std::set<Id> users_of(const State& state, const Id& id);

} // namespace lockstep
