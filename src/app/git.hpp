// What git says of the chain on another branch.
#pragma once

#include "app/project.hpp"

#include <map>
#include <string>
#include <vector>

namespace lockstep {

/// What stands on a git reference: paths below a folder → content hashes of git's.
struct Landed {
  std::string base; ///< the reference
  std::map<std::string, std::string> migrations;
  std::map<std::string, std::string> contracts;
};
/// Throws Error (usage) when there is no git repository or no such reference.
[[nodiscard]] Landed read_landed(const Project& project, const std::string& base);
/// The contents of these files on the reference.
[[nodiscard]] Folder contents_on(const Project& project, const std::string& base, const std::filesystem::path& folder,
                                 const std::map<std::string, std::string>& files);
/// The file that a migration stands in, which may hold others.
[[nodiscard]] std::string file_of(const ChainFile& file);
/// Files of the list that do not stand on the reference.
[[nodiscard]] std::vector<ChainFile> not_landed(const std::vector<ChainFile>& files,
                                                const std::map<std::string, std::string>& landed);

/// Files that stand on the reference and were edited, renamed or removed, and new versions that do not sort after it.
[[nodiscard]] std::vector<Diagnostic> compare_with_base(const Project& project, const Landed& landed);

} // namespace lockstep
