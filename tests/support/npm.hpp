// Programs from npm that check what we write.
#pragma once

#include <filesystem>
#include <string>

namespace lockstep::test {

/// Whether npm is installed; says on stderr that `package` is not asked when it is not.
[[nodiscard]] bool has_npm_for(const std::string& package);
/// A program of a package ("squawk-cli@2.66.0"), installed once per build folder. Fails the test when it can not be
/// had.
[[nodiscard]] std::filesystem::path npm_program(const std::string& package, const std::string& program);

} // namespace lockstep::test
