// Where the tests find the repository and the binary under test.
#pragma once

#include <filesystem>

namespace lockstep::test {

/// The root of the repository.
inline std::filesystem::path repository() { return LOCKSTEP_REPOSITORY; }
/// The lockstep executable of this build.
inline std::filesystem::path binary() { return LOCKSTEP_BINARY; }
/// The build folder: tests may write below it.
inline std::filesystem::path build_folder() { return LOCKSTEP_BUILD; }

} // namespace lockstep::test
