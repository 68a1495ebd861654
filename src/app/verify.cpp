// verify: what stands in the folders is what was written there.
#include <lockstep/upkeep.hpp>

#include "app/sums.hpp"
#include "emit/native.hpp"

namespace lockstep {

std::vector<Diagnostic> broken_sums(const Project& project) {
  std::vector<Diagnostic> findings;
  const auto add = [&](const std::filesystem::path& folder, const std::vector<ListFault>& faults) {
    for (const ListFault& fault : faults) {
      // Where its file is gone, the list is what is wrong.
      const std::filesystem::path file = folder / fault.file;
      findings.push_back(
          {Severity::error,
           "checksum",
           {!fault.file.empty() && std::filesystem::exists(file) ? file.string() : (folder / "lockstep.sum").string(),
            0, 0},
           fault.sentence(),
           "Restore the file from git; change the schema and run `lockstep gen` instead.",
           {}});
    }
  };
  const std::filesystem::path migrations = project.path_of(project.config().migrations);
  const std::filesystem::path contracts = project.path_of(project.config().contracts);
  add(migrations, verify_folder(project.dialect(), migrations, project.chain()));
  add(contracts, verify_sums(contracts, project.contracts()));
  return findings;
}

VerifyResult verify(const Options& options) {
  const Project project(options);
  return {broken_sums(project), project.chain().size() + project.contracts().size()};
}

} // namespace lockstep
