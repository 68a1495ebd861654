// The tools of other people that the tests run, and what they run in.
#pragma once

#include "support/process.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace lockstep::test {

/// The folder of a tool's programs; nothing, said aloud, where this machine can not have it.
[[nodiscard]] std::optional<std::filesystem::path> home_of(const std::string& tool);
/// A project's folder as somebody who has the tool runs it: its programs and lockstep come first in PATH, its packages
/// lie beside the files. Without a tool only lockstep does.
[[nodiscard]] RunOptions as_user_of(const std::filesystem::path& home, const std::filesystem::path& folder);

} // namespace lockstep::test
