// Plans from the base to the schema again and compares statement by statement.
#include "app/hand_edits.hpp"

#include "app/planning.hpp"
#include "app/verdict.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

/// A statement of a file, and where it stands.
struct Placed {
  std::string sql;
  const ChainFile* file = nullptr;
  bool held = false;
};

void add_statements(const std::vector<ChainFile>& files, bool held, std::vector<Placed>& placed) {
  for (const ChainFile& file : files)
    for (const MigrationUnit& unit : file.migration.units)
      for (const std::string& sql : unit.statements) placed.push_back({sql, &file, held});
}

std::vector<ChainFile> landed_of(const std::vector<ChainFile>& files, const std::map<std::string, std::string>& there) {
  std::vector<ChainFile> landed;
  for (const ChainFile& file : files)
    if (there.contains(file_of(file))) landed.push_back(file);
  return landed;
}

/// Promoted and aborted contracts are written by other commands, from what was proved before.
bool is_of_gen(const ChainFile& file) { return file.migration.phase != "contract" && !file.migration.takes_back; }

std::vector<std::string> planned_statements(Project& project, const Landed& landed, const Branch& branch) {
  std::vector<ChainFile> before = landed_of(branch.chain, landed.migrations);
  const std::vector<ChainFile> held = landed_of(branch.held, landed.contracts);
  before.insert(before.end(), held.begin(), held.end());
  const std::filesystem::path path = project.path_of(project.config().schema);
  const Declared declared = project.read_declared(path);
  project.read_rows_of(declared.state);
  const auto [to, from] = project.load_both([&] { return project.load_declared(declared, path); },
                                            [&] { return project.load_chain(before, landed.base); });
  const Planning planning = plan_between(project, from, to, {"check", fresh_version(before), {"all"}, "none"});
  std::vector<std::string> statements;
  for (const Migration& file : planning.files)
    for (const MigrationUnit& unit : file.units)
      statements.insert(statements.end(), unit.statements.begin(), unit.statements.end());
  return statements;
}

int line_of_statement(const ChainFile& file, const std::string& sql) {
  const std::size_t at = file.content.find(split(sql, '\n').front());
  if (at == std::string::npos) return 0;
  return 1 + static_cast<int>(
                 std::count(file.content.begin(), file.content.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// "file line statement", one a file: the first that gen does not write.
std::vector<std::string> other_statements(const Project& project, const std::vector<Placed>& committed,
                                          std::vector<std::string> planned) {
  std::vector<std::string> lines;
  const ChainFile* told = nullptr;
  for (const Placed& one : committed) {
    const auto same = std::find(planned.begin(), planned.end(), one.sql);
    if (same != planned.end()) {
      planned.erase(same);
      continue;
    }
    if (told == one.file) continue;
    told = one.file;
    const auto& folder = one.held ? project.config().contracts : project.config().migrations;
    lines.push_back((project.path_of(folder) / file_of(*one.file)).string() + "\t" +
                    std::to_string(line_of_statement(*one.file, one.sql)));
  }
  return lines;
}

Diagnostic finding_of(const std::string& line) {
  const std::vector<std::string> parts = split(line, '\t');
  const std::string name = std::filesystem::path(parts.front()).filename().string();
  return {Severity::note,
          "hand-written",
          {parts.front(), std::stoi(parts.back()), 0},
          name + " is not what `gen` writes; it was proved that the chain reaches the schema all the same",
          "Look at the locks of this statement yourself.",
          {}};
}

} // namespace

std::vector<Diagnostic> hand_edits(Project& project, const Landed& landed, const Branch& branch) {
  const std::vector<ChainFile> fresh = not_landed(branch.chain, landed.migrations);
  const std::vector<ChainFile> held = not_landed(branch.held, landed.contracts);
  if (fresh.empty() || !std::all_of(fresh.begin(), fresh.end(), is_of_gen)) return {};
  std::vector<ChainFile> all = branch.chain;
  all.insert(all.end(), branch.held.begin(), branch.held.end());
  std::string key = verdict_key(project, all);
  if (!key.empty())
    for (const auto* files : {&fresh, &held})
      for (const ChainFile& file : *files) key = sha256(key + " " + file.path);
  std::vector<std::string> lines;
  if (const auto known = remembered_agreement(key)) {
    lines = *known;
  } else {
    std::vector<Placed> committed;
    add_statements(fresh, false, committed);
    add_statements(held, true, committed);
    lines = other_statements(project, committed, planned_statements(project, landed, branch));
    remember_agreement(key, lines);
  }
  std::vector<Diagnostic> notes;
  for (const std::string& line : lines) notes.push_back(finding_of(line));
  return notes;
}

} // namespace lockstep
