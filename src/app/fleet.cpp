// apply over many databases, or many schemas of one.
#include "app/applying.hpp"

namespace lockstep {

std::vector<FleetLine> apply_fleet(const ApplyCommand&) { return {}; }

} // namespace lockstep
