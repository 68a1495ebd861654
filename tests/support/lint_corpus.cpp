// See the header.
#include "support/lint_corpus.hpp"

#include "base/files.hpp"
#include "emit/native.hpp"
#include "support/golden.hpp"

#include <algorithm>
#include <map>

namespace lockstep::test {

namespace fs = std::filesystem;

std::vector<std::vector<fs::path>> lint_corpus() {
  std::map<fs::path, std::vector<fs::path>> cases; // a chain by its folder
  for (const auto& entry : fs::recursive_directory_iterator(golden_folder("lint"))) {
    if (entry.path().extension() != ".sql") continue;
    const fs::path folder = entry.path().parent_path();
    cases[folder.extension() == ".chain" ? folder : entry.path()].push_back(entry.path());
  }
  std::vector<std::vector<fs::path>> list;
  for (auto& [name, files] : cases) {
    std::sort(files.begin(), files.end());
    list.push_back(std::move(files));
  }
  return list;
}

linting::Input input_of(const fs::path& file) {
  const fs::path conf = file.string() + ".conf";
  linting::Input input{fs::relative(file, golden_folder("lint")).string(), read_file(file),
                       fs::exists(conf) ? read_file(conf) : "", true};
  ChainFile listed;
  listed.path = file.filename().string();
  listed.checksum = sha256(input.text);
  for (const ListFault& fault : verify_listed_sums(file.parent_path(), {listed}))
    if (fault.file == listed.path && !fault.edited_in.empty()) input.edited = "was changed after it was listed";
  return input;
}

} // namespace lockstep::test
