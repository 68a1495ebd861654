// Runs an SQL script in a shadow database through psql, which alone understands all that dumps hold.
#pragma once

#include <filesystem>
#include <string>

namespace lockstep {

/// Stops at the first error. `bindir` is where psql is looked for first, then PATH. Throws Error: usage when psql is
/// missing or the script can not be read, database with the server's message and line when it fails.
void run_script(const std::string& bindir, const std::string& conninfo, const std::filesystem::path& script);

} // namespace lockstep
