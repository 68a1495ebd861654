// Whose migrations lie in a folder.
#pragma once

#include <filesystem>
#include <string>

namespace lockstep {

/// The name of the dialect whose marks the files bear. Throws Error (usage) when they bear none.
[[nodiscard]] std::string guess_dialect(const std::filesystem::path& folder);

} // namespace lockstep
