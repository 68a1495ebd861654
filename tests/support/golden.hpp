// Golden files: expected output that lives in the repository. UPDATE_GOLDEN=1 rewrites it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lockstep::test {

/// The folder tests/golden/<name>.
[[nodiscard]] std::filesystem::path golden_folder(const std::string& name);
/// The case folders below tests/golden/<name>, sorted. Fails the test when there is none.
[[nodiscard]] std::vector<std::filesystem::path> golden_cases(const std::string& name);
/// Compares `actual` with the file and fails with a unified diff where they differ or the file is missing; with
/// UPDATE_GOLDEN=1 writes the file instead.
void expect_golden(const std::filesystem::path& file, const std::string& actual);
/// Fails for every file of a case folder that is not one of `known`: nobody would read it.
void expect_only(const std::filesystem::path& folder, const std::vector<std::string>& known);
/// The difference of two texts in unified format, empty when there is none.
[[nodiscard]] std::string unified_diff(const std::string& expected, const std::string& actual);

} // namespace lockstep::test
