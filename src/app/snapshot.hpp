// The snapshot that Drizzle keeps beside its migrations, of what these now lead to.
#pragma once

#include "app/project.hpp"

namespace lockstep {

/// Where the folder has snapshots and the project has drizzle-kit, the newest one becomes what drizzle-kit itself sees
/// of the chain, so that its `generate` finds nothing that is done already. Otherwise it stays as it was carried along.
void renew_snapshot(Project& project, Emitted& emitted);

} // namespace lockstep
