// What git says of the chain on another branch.
#include "app/git.hpp"

#include "base/text.hpp"

#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <set>

namespace lockstep {

namespace {

std::string shell_quoted(const std::string& text) { return "'" + replace_all(text, "'", "'\\''") + "'"; }

/// The output of a git command in the project's folder, or nothing when it fails.
std::optional<std::string> run_git(const Project& project, const std::string& arguments) {
  const std::string command =
      "git -C " + shell_quoted(project.config().root.string()) + " " + arguments + " 2>/dev/null";
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string output;
  std::array<char, 4096> buffer{};
  while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe)) output.append(buffer.data(), got);
  if (pclose(pipe) != 0) return std::nullopt;
  return output;
}

/// Path below the folder → content hash of what the dialect owns on `base`.
std::map<std::string, std::string> files_on(const Project& project, const std::string& base) {
  const std::string folder = project.config().migrations.generic_string();
  const auto listing = run_git(project, "ls-tree -r " + shell_quoted(base) + " " + shell_quoted(folder + "/"));
  if (!listing)
    throw usage_error("git has no reference \"" + base + "\" in " + project.config().root.string(),
                      "Fetch it first: git fetch origin; then --base origin/main");
  std::map<std::string, std::string> files;
  for (const std::string& line : split(*listing, '\n')) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string path = line.substr(tab + 1);
    const std::size_t below = path.find(folder + "/");
    const std::string name = path.substr(below == std::string::npos ? 0 : below + folder.size() + 1);
    if (project.dialect().owns(name)) files[name] = line.substr(tab - 40, 40);
  }
  return files;
}

/// The file that a migration stands in, which may hold others.
std::string file_of(const ChainFile& file) { return file.path.substr(0, file.path.find('#')); }

} // namespace

std::vector<Finding> compare_with_base(const Project& project, const std::string& base) {
  std::vector<Finding> findings;
  const auto landed = files_on(project, base);
  const std::vector<ChainFile> chain = project.chain();
  std::set<std::string> here;
  std::size_t newest = 0; // how many stand before the first that no other landed one follows
  for (std::size_t i = 0; i < chain.size(); ++i) {
    here.insert(file_of(chain[i]));
    if (landed.contains(file_of(chain[i]))) newest = i + 1;
  }
  const std::filesystem::path folder = project.path_of(project.config().migrations);
  for (const auto& [name, hash] : landed) {
    if (!std::filesystem::exists(folder / name)) {
      findings.push_back({"landed-removed", name + " stands on " + base + " and is gone here",
                          "git checkout " + base + " -- " + (project.config().migrations / name).string()});
      continue;
    }
    if (!here.contains(name)) continue; // a list of the runner's, or a way back
    const auto now = run_git(project, "hash-object " + shell_quoted((folder / name).string()));
    if (now && std::string(trim(*now)) != hash)
      findings.push_back({"landed-edited", name + " stands on " + base + " and was edited here",
                          "Restore it, and put the change into a new migration with `lockstep gen`."});
  }
  for (std::size_t i = 0; i < newest; ++i)
    if (!landed.contains(file_of(chain[i])))
      findings.push_back(
          {"not-after-base",
           chain[i].path + " sorts before " + chain[newest - 1].migration.version + ", the newest version on " + base,
           "Another branch landed first: remove this file and run `lockstep gen` again."});
  return findings;
}

} // namespace lockstep
