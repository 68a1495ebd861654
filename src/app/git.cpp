// What git says of the chain on another branch.
#include "app/git.hpp"
#include "app/held.hpp"

#include "base/text.hpp"
#include "emit/native.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <set>

namespace lockstep {

namespace {

namespace fs = std::filesystem;
using Hashes = std::map<std::string, std::string>;

std::string shell_quoted(const std::string& text) { return "'" + replace_all(text, "'", "'\\''") + "'"; }

/// The output of a git command in the project's folder, or nothing when it fails.
std::optional<std::string> run_git(const Project& project, const std::string& arguments) {
  const std::string command =
      "git -C " + shell_quoted(project.config().root.string()) + " -c core.quotepath=off " + arguments + " 2>/dev/null";
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string output;
  std::array<char, 4096> buffer{};
  while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe)) output.append(buffer.data(), got);
  if (pclose(pipe) != 0) return std::nullopt;
  return output;
}

/// Path below the folder → content hash, on a reference.
std::optional<Hashes> files_on(const Project& project, const std::string& base, const fs::path& below) {
  const std::string folder = below.lexically_normal().generic_string();
  const auto listing = run_git(project, "ls-tree -r " + shell_quoted(base) + " " + shell_quoted(folder + "/"));
  if (!listing) return std::nullopt;
  Hashes files;
  for (const std::string& line : split(*listing, '\n')) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string path = line.substr(tab + 1);
    const std::size_t at = path.find(folder + "/");
    files[path.substr(at == std::string::npos ? 0 : at + folder.size() + 1)] = line.substr(tab - 40, 40);
  }
  return files;
}

/// Files of a folder that stand on the reference and are other here, by git's own eyes; the rest of them is gone.
std::set<std::string> edited_since(const Project& project, const std::string& base, const fs::path& below) {
  const std::string folder = below.lexically_normal().generic_string() + "/";
  const auto listing = run_git(project, "diff --name-only --no-renames --relative --diff-filter=MT " +
                                            shell_quoted(base) + " -- " + shell_quoted(folder));
  std::set<std::string> names;
  for (const std::string& line : split(listing.value_or(""), '\n'))
    if (line.starts_with(folder)) names.insert(line.substr(folder.size()));
  return names;
}

/// One comparison of this folder with a reference.
class Comparison {
public:
  Comparison(const Project& project, const Landed& landed)
      : project_(project), landed_(landed), chain_(project.chain()) {
    const auto fork = run_git(project, "merge-base " + shell_quoted(landed.base) + " HEAD");
    const std::string at = fork ? std::string(trim(*fork)) : landed.base;
    forked_ = files_on(project, at, project.config().migrations).value_or(landed.migrations);
    for (const ChainFile& file : chain_) here_.insert(file_of(file));
    fresh_ = not_landed(chain_, landed.migrations);
  }

  std::vector<Diagnostic> run() {
    compare_chain();
    compare_contracts();
    compare_order();
    return std::move(findings_);
  }

private:
  void add(const fs::path& folder, const std::string& file, const char* code, std::string message, std::string hint) {
    findings_.push_back({Severity::error,
                         code,
                         {project_.path_of(folder / file).string(), 0, 0},
                         std::move(message),
                         std::move(hint),
                         {}});
  }

  void compare_chain() {
    const fs::path& folder = project_.config().migrations;
    const auto edited = edited_since(project_, landed_.base, folder);
    for (const auto& [name, hash] : landed_.migrations) {
      if (!project_.dialect().owns(name)) continue;
      if (!fs::exists(project_.path_of(folder) / name))
        add_gone(name);
      else if (here_.contains(name) && edited.contains(name))
        add(folder, name, "landed-edited", name + " stands on " + landed_.base + " and was edited here",
            "Restore it (git checkout " + landed_.base + " -- " + (folder / name).generic_string() +
                "), and put the change into a new migration with `lockstep gen`.");
    }
  }

  void add_gone(const std::string& name) {
    const fs::path& folder = project_.config().migrations;
    const std::string restore = "git checkout " + landed_.base + " -- " + (folder / name).generic_string();
    if (!forked_.contains(name)) return add_behind(name);
    const std::string renamed = new_name_of(name);
    if (renamed.empty())
      add(folder, name, "landed-removed", name + " stands on " + landed_.base + " and is gone here", restore);
    else
      add(folder, renamed, "landed-renamed",
          name + " stands on " + landed_.base + " and is called " + renamed + " here",
          "Databases know it by its old name: git mv it back.");
  }

  void add_behind(const std::string& name) {
    const fs::path& folder = project_.config().migrations;
    std::string hint = "git merge " + landed_.base;
    if (!fresh_.empty())
      hint += ", then `lockstep gen --rebase " + landed_.base + "`, which writes " + files(fresh_) + " anew";
    add(folder, name, "behind-base", name + " landed on " + landed_.base + " after this branch left it", hint + ".");
  }

  /// A new file with the same text.
  std::string new_name_of(const std::string& name) {
    const Folder old = contents_on(project_, landed_.base, project_.config().migrations, {{name, ""}});
    for (const ChainFile& file : fresh_)
      if (old.contains(name) && file.content == old.at(name)) return file_of(file);
    return {};
  }

  void compare_contracts() {
    const fs::path& folder = project_.config().contracts;
    const auto edited = edited_since(project_, landed_.base, folder);
    for (const auto& [name, hash] : landed_.contracts) {
      if (!name.ends_with(".sql")) continue;
      if (edited.contains(name))
        add(folder, name, "landed-edited", name + " stands on " + landed_.base + " and was edited here",
            "Restore it: git checkout " + landed_.base + " -- " + (folder / name).generic_string());
      else if (!fs::exists(project_.path_of(folder) / name) && !is_done_with(name))
        add(folder, name, "contract-removed",
            name + " is held back on " + landed_.base + " and is gone here, and no new migration closes its expansion",
            "Restore it; `lockstep contract` promotes it and `lockstep contract --abort` takes the expansion back.");
    }
  }

  /// Whether a new file of the chain promotes it or takes it back; what opened nothing and writes no rows may go, for
  /// the rest gives the schema without it.
  bool is_done_with(const std::string& name) {
    const Folder old = contents_on(project_, landed_.base, project_.config().contracts, {{name, ""}});
    if (old.contains(name) && can_be_planned_anew(parse_native(name, old.at(name)))) return true;
    const Migration held = parse_file_name(name);
    return std::any_of(fresh_.begin(), fresh_.end(), [&](const ChainFile& file) {
      const Migration& fresh = file.migration;
      return fresh.takes_back || (fresh.name == held.name && fresh.phase == held.phase);
    });
  }

  void compare_order() {
    std::size_t newest = 0; // how many stand before the first that no other landed one follows
    for (std::size_t i = 0; i < chain_.size(); ++i)
      if (landed_.migrations.contains(file_of(chain_[i]))) newest = i + 1;
    for (std::size_t i = 0; i < newest; ++i)
      if (!landed_.migrations.contains(file_of(chain_[i])))
        add(project_.config().migrations, file_of(chain_[i]), "not-after-base",
            chain_[i].path + " sorts before " + chain_[newest - 1].migration.version + ", the newest version on " +
                landed_.base,
            "Another branch landed first. `lockstep gen --rebase " + landed_.base + "` writes " + files(fresh_) +
                " anew behind it.");
  }

  static std::string files(const std::vector<ChainFile>& list) {
    std::vector<std::string> names;
    for (const ChainFile& file : list) names.push_back(file_of(file));
    return join(names, ", ");
  }

  const Project& project_;
  const Landed& landed_;
  std::vector<ChainFile> chain_;
  std::vector<ChainFile> fresh_;
  Hashes forked_; ///< what stood where this branch left the other
  std::set<std::string> here_;
  std::vector<Diagnostic> findings_;
};

} // namespace

std::string file_of(const ChainFile& file) { return file.path.substr(0, file.path.find('#')); }

Landed read_landed(const Project& project, const std::string& base) {
  const auto migrations = files_on(project, base, project.config().migrations);
  const auto contracts = files_on(project, base, project.config().contracts);
  if (!migrations || !contracts)
    throw usage_error("git has no reference \"" + base + "\" in " + project.config().root.string(),
                      "Fetch it first: git fetch origin; then --base origin/main");
  return {base, *migrations, *contracts};
}

Folder contents_on(const Project& project, const std::string& base, const fs::path& folder, const Hashes& files) {
  Folder contents;
  for (const auto& [name, hash] : files) {
    const std::string path = "./" + (folder.lexically_normal() / name).generic_string();
    if (const auto text = run_git(project, "show " + shell_quoted(base + ":" + path))) contents[name] = *text;
  }
  return contents;
}

std::vector<ChainFile> not_landed(const std::vector<ChainFile>& files, const Hashes& landed) {
  std::vector<ChainFile> fresh;
  for (const ChainFile& file : files)
    if (!landed.contains(file_of(file))) fresh.push_back(file);
  return fresh;
}

std::vector<Diagnostic> compare_with_base(const Project& project, const Landed& landed) {
  return Comparison(project, landed).run();
}

} // namespace lockstep
