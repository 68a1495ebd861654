// Which new files of a branch are not what `gen` writes.
#pragma once

#include "app/git.hpp"

#include <vector>

namespace lockstep {

struct Branch {
  std::vector<ChainFile> chain;
  std::vector<ChainFile> held;
};
/// A note for each new file whose statements differ from those that `gen` writes today from what stands on the
/// reference. The chain is known to reach the schema, so what is other leads to the same.
[[nodiscard]] std::vector<Diagnostic> hand_edits(Project& project, const Landed& landed, const Branch& branch);

} // namespace lockstep
