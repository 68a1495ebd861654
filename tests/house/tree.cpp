// The repository's files, for the tests that read them.
#include "house/tree.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"

#include <algorithm>
#include <stdexcept>

namespace lockstep::test {

namespace fs = std::filesystem;

std::vector<std::string> files_below(const std::string& folder, const std::vector<std::string>& extensions) {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(repository() / folder)) {
    const std::string extension = entry.path().extension();
    if (!entry.is_regular_file()) continue;
    if (std::find(extensions.begin(), extensions.end(), extension) == extensions.end()) continue;
    found.push_back(entry.path().lexically_relative(repository()).generic_string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> tracked_files() {
  // The owner of the checkout may be another than the one who runs the tests.
  const Ran listed = shell("git -c safe.directory='*' ls-files -z");
  if (listed.exit != 0) throw std::runtime_error("git ls-files: " + listed.err);
  std::vector<std::string> files = split(listed.out, '\0');
  std::erase_if(files, [](const std::string& file) { return file.empty() || !fs::exists(repository() / file); });
  return files;
}

std::vector<std::string> lines_of(const std::string& file) {
  std::vector<std::string> lines = split(read_file(repository() / file), '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

} // namespace lockstep::test
