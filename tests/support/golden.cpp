// Golden files: compare, show the difference, rewrite.
#include "support/golden.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "support/paths.hpp"

#include <doctest/doctest.h>
#include <dtl/dtl.hpp>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace lockstep::test {

namespace fs = std::filesystem;

namespace {

bool is_updating() {
  const char* update = std::getenv("UPDATE_GOLDEN");
  return update != nullptr && std::string(update) == "1";
}

} // namespace

fs::path golden_folder(const std::string& name) { return repository() / "tests" / "golden" / name; }

std::vector<fs::path> golden_cases(const std::string& name) {
  std::vector<fs::path> cases;
  std::error_code missing;
  const char* only = std::getenv("GOLDEN_CASES");
  for (const auto& entry : fs::directory_iterator(golden_folder(name), missing))
    if (entry.is_directory() && (only == nullptr || entry.path().filename().string().find(only) != std::string::npos))
      cases.push_back(entry.path());
  std::sort(cases.begin(), cases.end());
  CHECK_MESSAGE(!cases.empty(), "no golden case in " << golden_folder(name).string());
  return cases;
}

std::string unified_diff(const std::string& expected, const std::string& actual) {
  if (expected == actual) return {};
  dtl::Diff<std::string> diff(split(expected, '\n'), split(actual, '\n'));
  diff.compose();
  diff.composeUnifiedHunks();
  std::ostringstream text;
  diff.printUnifiedFormat(text);
  return "--- expected\n+++ actual\n" + text.str();
}

void expect_golden(const fs::path& file, const std::string& actual) {
  if (is_updating()) {
    if (!fs::exists(file) || read_file(file) != actual) write_files({{file, actual}});
    return;
  }
  if (!fs::exists(file)) {
    FAIL_CHECK(file.string() << " is missing; UPDATE_GOLDEN=1 writes it:\n" << actual);
    return;
  }
  const std::string difference = unified_diff(read_file(file), actual);
  CHECK_MESSAGE(difference.empty(), file.string() << " differs; UPDATE_GOLDEN=1 rewrites it\n" << difference);
}

void expect_only(const fs::path& folder, const std::vector<std::string>& known) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    CHECK_MESSAGE(std::find(known.begin(), known.end(), name) != known.end(), entry.path().string()
                                                                                  << " is read by no test");
  }
}

} // namespace lockstep::test
