// A folder kept as one file: initdb's result is written once and laid out again in a fraction of the time. One file
// appears whole or not at all, and no cleaner of old caches can take a part of it. Internal to the room.
#pragma once

#include "shadow/process.hpp"

#include <filesystem>
#include <string>

namespace lockstep {

/// Writes the folder's files and folders to `pack`: a temporary file beside it, fsync, rename. Two writers at once do
/// not disturb each other. Throws Error (database) naming the file at fault.
void write_pack(const std::filesystem::path& folder, const std::filesystem::path& pack);

/// Makes `folder` with the pack's content, owned by `owner`, nothing readable by others. False, with no folder left,
/// when there is no pack or it is damaged. Throws Error (database) when the folder can not be written.
bool unpack(const std::filesystem::path& pack, const std::filesystem::path& folder, const Identity& owner);

/// Writes a file of the cache that appears whole, whoever else writes the same one; makes its folder. Throws.
void place_file(const std::filesystem::path& path, const std::string& content);

} // namespace lockstep
