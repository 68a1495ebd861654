// The developer's persistent cluster (@dev): where it lives, and who runs it. Internal to the room.
#pragma once

#include "shadow/cluster.hpp"
#include "shadow/process.hpp"

namespace lockstep {

/// Starts the cluster of `options.folder`, making it first when it is not there.
[[nodiscard]] RunningCluster start_developer_cluster(const ClusterOptions& options);

} // namespace lockstep
