// contract: promotes what was held back, once every application version has moved.
#include "app/held.hpp"
#include "app/planning.hpp"
#include "app/snapshot.hpp"

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
  const std::vector<ChainFile> chain = project.chain();
  std::vector<ChainFile> kept;
  std::vector<Migration> promoted;
  std::vector<std::filesystem::path> gone;
  std::string version = fresh_version(chain);
  for (const ChainFile& file : held) {
    if (!is_wanted(file, options)) {
      kept.push_back(file);
      continue;
    }
    promoted.push_back(file.migration);
    promoted.back().version = version;
    version = next_version(version);
    gone.push_back(project.path_of(config.contracts / file.path));
  }
  const Dialect& dialect = project.dialect();
  const auto folder = project.path_of(config.migrations);
  Emitted emitted = emit_into(dialect, project.folder(), cut_to_fit(dialect, promoted));
  std::vector<ChainFile> all = emitted.chain;
  all.insert(all.end(), kept.begin(), kept.end());
  (void)project.load_chain(all, "the chain with the promoted contracts"); // proves that they still run
  renew_snapshot(project, emitted);
  std::vector<FileToWrite> files = writes_of(emitted, folder);
  files.push_back({project.path_of(config.contracts / "lockstep.sum"), write_sums(kept)});
  write_files(files);
  for (const auto& path : gone) std::filesystem::remove(path);
  return outputs_of(emitted, config.migrations);
}

} // namespace lockstep
