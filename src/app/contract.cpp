// contract: promotes what was held back, once every application version has moved.
#include "app/held.hpp"
#include "app/planning.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "emit/native.hpp"
#include "plan/segment.hpp"

namespace lockstep {

std::vector<OutputFile> contract(const ContractOptions& options) {
  Project project(options);
  const Config& config = project.config();
  const std::vector<ChainFile> held = project.contracts();
  require_known(held, options);
  std::vector<ChainFile> chain = project.chain();
  std::vector<ChainFile> kept;
  std::vector<OutputFile> promoted;
  std::vector<FileToWrite> files;
  std::vector<std::filesystem::path> gone;
  std::string version = fresh_version(chain);
  for (const ChainFile& file : held) {
    if (!is_wanted(file, options)) {
      kept.push_back(file);
      continue;
    }
    Migration migration = file.migration;
    migration.version = version;
    version = next_version(version);
    promoted.push_back(to_output(migration, config.migrations));
    chain.push_back({native_file_name(migration), promoted.back().content, sha256(promoted.back().content), migration});
    gone.push_back(project.path_of(config.contracts / file.path));
  }
  std::vector<ChainFile> all = chain;
  all.insert(all.end(), kept.begin(), kept.end());
  (void)project.load_chain(all, "the chain with the promoted contracts"); // proves that they still run
  for (const OutputFile& file : promoted) files.push_back({project.path_of(file.path), file.content});
  files.push_back({project.path_of(config.migrations / "lockstep.sum"), write_sums(chain)});
  files.push_back({project.path_of(config.contracts / "lockstep.sum"), write_sums(kept)});
  write_files(files);
  for (const auto& path : gone) std::filesystem::remove(path);
  return promoted;
}

} // namespace lockstep
