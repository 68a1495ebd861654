// See the header.
#include "app/environment_roles.hpp"

#include "run/role_names.hpp"

#include <algorithm>

namespace lockstep {

namespace {

using Names = std::map<std::string, std::string>;

bool names_role(const Migration& file, const Names& one) {
  return std::any_of(file.units.begin(), file.units.end(), [&](const MigrationUnit& unit) {
    return std::any_of(unit.statements.begin(), unit.statements.end(),
                       [&](const std::string& statement) { return with_role_names(statement, one) != statement; });
  });
}

} // namespace

void take_role_names(const Project& project, const std::string& conninfo, std::vector<Migration>& files) {
  const Names names = project.role_names_at(conninfo);
  for (Migration& file : files)
    for (MigrationUnit& unit : file.units) {
      for (std::string& statement : unit.statements) statement = with_role_names(statement, names);
      unit.back = with_role_names(unit.back, names);
    }
}

std::vector<std::string> other_role_names(const Project& project, const std::vector<Migration>& files) {
  std::vector<std::string> sentences;
  const Dialect& dialect = project.dialect();
  if (!dialect.history) return sentences;
  for (const auto& [environment, names] : project.config().roles)
    for (const auto& [here, there] : names)
      if (std::any_of(files.begin(), files.end(),
                      [&, pair = Names{{here, there}}](const Migration& file) { return names_role(file, pair); }))
        sentences.push_back("the files name the role " + here + ", which is " + there + " in @" + environment +
                            ", and " + std::string(dialect.name) + " runs them as they stand: make " + here +
                            " a role there too, or keep this change in files for `lockstep apply`");
  return sentences;
}

} // namespace lockstep
