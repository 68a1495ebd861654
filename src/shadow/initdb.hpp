// Data folders: made by initdb, or laid out from a pack of an earlier initdb. Internal to the room.
#pragma once

#include "shadow/cluster.hpp"
#include "shadow/process.hpp"

#include <functional>

namespace lockstep {

/// Runs initdb into `data` (trust for whoever reaches the socket, UTF8, superuser "postgres"). Throws Error (database).
void run_initdb(const Binaries& binaries, const Identity& identity, const std::filesystem::path& data, bool persistent);

/// Makes a new data folder durable without making anyone wait: a thousand fsyncs take seconds on some disks.
void sync_in_background(const Binaries& binaries, const Identity& identity, const std::filesystem::path& data);

/// Where packs and the like are kept: $XDG_CACHE_HOME/lockstep or ~/.cache/lockstep; empty when there is no home.
[[nodiscard]] std::filesystem::path cache_folder();
/// The pack for these binaries, empty when there is no cache folder.
[[nodiscard]] std::filesystem::path pack_path(const Binaries& binaries);
/// The folder of the kept shadow cluster of these binaries, empty when there is no cache folder.
[[nodiscard]] std::filesystem::path kept_folder(const Binaries& binaries);

/// The locale of the clusters: C.UTF-8 where the system knows it, else C.
[[nodiscard]] std::string cluster_locale();

} // namespace lockstep
