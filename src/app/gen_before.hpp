// What `gen` goes on from: all that stands on disk, or with --rebase what stands on another branch.
#pragma once

#include "app/project.hpp"

#include <set>
#include <string>
#include <vector>

namespace lockstep {

struct Before {
  std::vector<ChainFile> chain;
  std::vector<ChainFile> held;
  Folder folder; ///< the files of the chain's folder, for the lists of other runners
  bool rebased = false;
  bool replaces_held = false;        ///< held contracts are among what is replaced
  std::vector<std::string> replaced; ///< files of this branch, below the project, that new ones take the place of
  std::string name;                  ///< what they are called
  std::set<std::string> anew;        ///< held contracts that wait within a new one, by name

  [[nodiscard]] std::vector<ChainFile> all() const;
  /// The name that was given, or that of what is replaced where none was.
  [[nodiscard]] std::string name_or(const std::string& given) const;
};
[[nodiscard]] Before before_gen(const Project& project);
/// Throws Error (usage) where a file that stands on the reference is not here as it is there.
[[nodiscard]] Before before_rebase(const Project& project, const std::string& reference);
/// The same without held contracts that `gen` wrote and that close no expansion: no database has run them, so that what
/// they do can be planned anew. Without each of them alone, then without all of them.
[[nodiscard]] std::vector<Before> with_contracts_anew(const Project& project, const Before& before);
/// Takes away what was replaced and not written again.
void remove_replaced(const Project& project, const Before& before, const GenResult& result);

} // namespace lockstep
