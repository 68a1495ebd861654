// Replicas: an ACCESS EXCLUSIVE lock travels to them, stops their readers, and is held up by them.
#pragma once

#include "run/file_run.hpp"

namespace lockstep {

/// Before a unit that takes ACCESS EXCLUSIVE: says which standby is behind, and which of its readers are in the way. It
/// only warns.
void watch_standbys(const Workplace& work, const MigrationUnit& unit);

} // namespace lockstep
