// verify: what stands in the folders is what was written there.
#include <lockstep/upkeep.hpp>

#include "app/sums.hpp"
#include "emit/native.hpp"

namespace lockstep {

std::vector<Finding> broken_sums(const Project& project) {
  std::vector<Finding> findings;
  const auto add = [&](const std::filesystem::path& folder, const std::vector<std::string>& sentences) {
    for (const std::string& sentence : sentences)
      findings.push_back({"checksum", folder.string() + ": " + sentence,
                          "Restore the file from git; change the schema and run `lockstep gen` instead."});
  };
  const auto& [migrations, contracts] = std::pair(project.config().migrations, project.config().contracts);
  add(migrations, verify_folder(project.dialect(), project.path_of(migrations), project.chain()));
  add(contracts, verify_sums(project.path_of(contracts), project.contracts()));
  return findings;
}

VerifyResult verify(const Options& options) {
  const Project project(options);
  return {broken_sums(project), project.chain().size() + project.contracts().size()};
}

} // namespace lockstep
