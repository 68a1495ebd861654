// From two texts of TOML to a proven plan, on the test server.
#pragma once

#include "emit/migration.hpp"
#include "model/state.hpp"
#include "plan/plan.hpp"
#include "toml/schema.hpp"

#include <string>
#include <vector>

namespace lockstep::test {

/// A realised schema: its state, and the database that holds it.
struct Realised {
  State state;
  std::string database;
  State declared = {}; ///< as it was written
};
/// The state as it is read by somebody who wants the rows that another one declares.
[[nodiscard]] State read_with_rows_of(const Realised& realised, const State& declared);
/// Realises TOML in a new database; fails the test with its diagnostics when it has mistakes.
[[nodiscard]] Realised realise_text(const std::string& toml, int major = 0);
/// The same of what was read from files.
[[nodiscard]] Realised realise_declared(Declared declared, int major = 0);
/// Where one of the two declares roles, both databases keep what statements say of them.
void keep_roles_of(const Realised& one, const Realised& other);
/// Realises nothing: an empty database.
[[nodiscard]] Realised realise_nothing(int major = 0);

struct ProvenPlan {
  Plan plan;
  std::vector<std::string> changes;
  std::vector<Migration> files;
};
/// Plans and proves; every hazard is allowed. A plan with a step that nothing allows is not proven. Throws as the
/// library does.
[[nodiscard]] ProvenPlan prove_between(const Realised& from, const Realised& to, int major = 0);
/// The whole text of all files of a plan, each under a line with its name.
[[nodiscard]] std::string text_of(const std::vector<Migration>& files);

} // namespace lockstep::test
