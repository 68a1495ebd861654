// Names in texts that the server does not follow: the bodies of functions.
#pragma once

#include "plan/plan.hpp"

namespace lockstep {

/// Tells each step that brings such a text which objects the text seems to name, among those that the steps make.
void add_mentions(std::vector<Planned>& steps, const State& to);
/// Whether the text holds the name as a word.
[[nodiscard]] bool names_word(const std::string& text, const std::string& name);
/// The same, but not behind a dot: what stands in a schema is no column.
[[nodiscard]] bool names_unqualified(const std::string& text, const std::string& name);

} // namespace lockstep
