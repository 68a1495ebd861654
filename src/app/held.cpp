// Chooses held contracts by name, version or file.
#include "app/held.hpp"

#include <lockstep/suggest.hpp>

#include "base/text.hpp"
#include "kinds/access_blocks.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

bool is_wanted(const ChainFile& file, const ContractOptions& options) {
  if (options.all) return true;
  return std::any_of(options.names.begin(), options.names.end(), [&](const std::string& name) {
    return name == file.migration.name || name == file.migration.version || name == file.path;
  });
}

void require_known(const std::vector<ChainFile>& held, const ContractOptions& options) {
  std::vector<std::string> known;
  for (const ChainFile& file : held) known.push_back(file.migration.name);
  for (const std::string& name : options.names) {
    const bool found = std::any_of(held.begin(), held.end(), [&](const ChainFile& file) {
      return is_wanted(file, {Options{}, {name}, false, {}});
    });
    if (found) continue;
    const std::string near = nearest(name, known);
    throw usage_error("no contract named \"" + name + "\" is held back",
                      near.empty() ? "`lockstep status` lists them." : "Did you mean " + near + "?");
  }
  if (options.names.empty() && !options.all)
    throw usage_error("say which contract: a name, a version, or --all",
                      known.empty() ? "Nothing is held back." : "Held back: " + join(known, ", "));
}

bool can_be_planned_anew(const Migration& migration) {
  constexpr std::array<std::string_view, 8> of_schema{"ALTER ", "CREATE ", "DROP ", "COMMENT ",
                                                      "GRANT ", "REVOKE ", "LOCK ", "ANALYZE "};
  const auto is_of_schema = [&](const std::string& statement) {
    return carries_access(statement) ||
           std::any_of(of_schema.begin(), of_schema.end(), [&](auto word) { return statement.starts_with(word); });
  };
  return migration.opened_by.empty() && !migration.about.empty() &&
         std::all_of(migration.units.begin(), migration.units.end(), [&](const MigrationUnit& unit) {
           return std::all_of(unit.statements.begin(), unit.statements.end(), is_of_schema);
         });
}

std::string ways_out_of(const std::vector<ChainFile>& held, const std::filesystem::path& folder) {
  std::string said;
  for (const ChainFile& file : held) {
    const Migration& migration = file.migration;
    if (migration.opened_by.empty()) continue;
    std::vector<std::string> shapes;
    for (const Shapes& one : migration.expansions)
      shapes.push_back(join(one.olds, ", ") + " -> " + join(one.news, ", "));
    said += (folder / file.path).generic_string() + " closes an expansion (" + join(shapes, "; ") +
            "). To finish that first: `lockstep contract " + migration.name +
            "` when every application version has moved, then `lockstep gen` once more. To give it up: `lockstep "
            "contract " +
            migration.name + " --abort`, then `lockstep gen` once more. ";
  }
  if (!said.empty()) return said.substr(0, said.size() - 1);
  return "Contracts are held back in " + folder.string() +
         "/ and may collide with this change: promote them first with `lockstep contract --all`.";
}

} // namespace lockstep
