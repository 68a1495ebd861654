// Objects that raw statements of the schema make: their entry stands for them. Internal to the room.
#pragma once

#include "model/state.hpp"

namespace lockstep {

/// Takes what a `covers` names out of the state, with its parts.
void leave_out_covered(State& state);

} // namespace lockstep
