// Names in texts that the server does not follow: the bodies of functions.
#pragma once

#include "plan/plan.hpp"

namespace lockstep {

/// Tells each step that brings such a text which objects the text seems to name, among those that the steps make.
void add_mentions(std::vector<Planned>& steps, const State& to);

} // namespace lockstep
