// The repository's files, for the tests that read them.
#pragma once

#include <string>
#include <vector>

namespace lockstep::test {

/// Files below `folder` (relative to the root) with one of the extensions, relative to the root, sorted.
[[nodiscard]] std::vector<std::string> files_below(const std::string& folder,
                                                   const std::vector<std::string>& extensions);
/// All files that git tracks, relative to the root.
[[nodiscard]] std::vector<std::string> tracked_files();
/// The lines of a file, given relative to the root.
[[nodiscard]] std::vector<std::string> lines_of(const std::string& file);

} // namespace lockstep::test
