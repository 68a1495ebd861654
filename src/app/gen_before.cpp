// The chain to go on from.
#include "app/gen_before.hpp"

#include "app/git.hpp"
#include "app/held.hpp"
#include "app/whole_folder.hpp"

#include <algorithm>

namespace lockstep {

namespace fs = std::filesystem;

std::vector<ChainFile> Before::all() const {
  std::vector<ChainFile> files = chain;
  files.insert(files.end(), held.begin(), held.end());
  return files;
}

std::string Before::name_or(const std::string& given) const {
  return name.empty() || given != GenOptions().name ? given : name;
}

Before before_gen(const Project& project) {
  Before before;
  before.chain = project.chain();
  before.held = project.contracts();
  before.folder = project.folder();
  return before;
}

namespace {

/// Files written by hand, or by other commands from what was proved, can not be written anew.
void require_generated(const ChainFile& file, const std::string& reference) {
  const Migration& migration = file.migration;
  if (migration.phase == "contract" || migration.takes_back)
    throw usage_error(file.path + " was not written by `gen`: it closes or takes back an expansion",
                      "Take it out, rebase, and run `lockstep contract` again behind " + reference + ".");
}

/// The same list without what does not stand there, whose paths are noted.
std::vector<ChainFile> part(const std::vector<ChainFile>& files, const std::map<std::string, std::string>& landed,
                            const fs::path& folder, Before& before) {
  std::vector<ChainFile> rest;
  for (const ChainFile& file : files) {
    if (landed.contains(file_of(file))) {
      rest.push_back(file);
      continue;
    }
    const std::string path = (folder / file_of(file)).generic_string();
    if (std::find(before.replaced.begin(), before.replaced.end(), path) == before.replaced.end())
      before.replaced.push_back(path);
    if (before.name.empty()) before.name = file.migration.name;
  }
  return rest;
}

} // namespace

Before before_rebase(const Project& project, const std::string& reference) {
  const Config& config = project.config();
  const Landed landed = read_landed(project, reference);
  for (const Diagnostic& finding : compare_with_base(project, landed))
    if (finding.code != "not-after-base")
      throw usage_error(finding.message + ", so nothing can be written behind " + reference, finding.hint);
  Before before;
  before.rebased = true;
  const std::vector<ChainFile> chain = project.chain();
  for (const ChainFile& file : not_landed(chain, landed.migrations)) require_generated(file, reference);
  before.chain = part(chain, landed.migrations, config.migrations, before);
  const std::size_t in_chain = before.replaced.size();
  before.held = part(project.contracts(), landed.contracts, config.contracts, before);
  before.replaces_held = before.replaced.size() > in_chain;
  for (auto& [name, content] : contents_on(project, reference, config.migrations, landed.migrations))
    if (project.dialect().owns(name) || name.ends_with(".lockstep")) before.folder[name] = std::move(content);
  before.folder.choices = choices_of(config, project.dialect());
  (void)add_own_sql(project, project.dialect(), project.path_of(config.migrations), before.folder);
  return before;
}

std::vector<Before> with_contracts_anew(const Project& project, const Before& before) {
  if (before.rebased) return {};
  std::set<std::string> plain;
  for (const ChainFile& file : before.held) plain.insert(file.migration.name);
  for (const ChainFile& file : before.held)
    if (!can_be_planned_anew(file.migration)) plain.erase(file.migration.name);
  std::vector<std::set<std::string>> parts;
  for (const std::string& name : plain) parts.push_back({name});
  if (plain.size() > 1) parts.push_back(plain);
  std::vector<Before> found;
  for (const std::set<std::string>& anew : parts) {
    Before& one = found.emplace_back(before);
    one.anew = anew;
    one.replaces_held = true;
    std::erase_if(one.held, [&](const ChainFile& file) {
      const bool goes = anew.contains(file.migration.name);
      if (goes) one.replaced.push_back((project.config().contracts / file.path).generic_string());
      return goes;
    });
  }
  return found;
}

void remove_replaced(const Project& project, const Before& before, const GenResult& result) {
  const auto is_written = [&](const std::string& path) {
    const auto names = [&](const OutputFile& file) { return file.path == path; };
    return std::any_of(result.files.begin(), result.files.end(), names) ||
           std::any_of(result.contracts.begin(), result.contracts.end(), names);
  };
  for (const std::string& path : before.replaced)
    if (!is_written(path)) fs::remove(project.path_of(path));
}

} // namespace lockstep
