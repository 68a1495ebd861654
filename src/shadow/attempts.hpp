// Statements that make a declared state, and the rounds in which they run. Internal to the room.
#pragma once

#include <lockstep/error.hpp>

#include "catalog/connection.hpp"
#include "model/kind.hpp"

#include <string>
#include <utility>
#include <vector>

namespace lockstep {

struct Attempt {
  const Object* object;
  Step step;
};
using Failed = std::vector<std::pair<Attempt, Error>>;

/// Steps of all objects in weight order; children that their parent's CREATE holds are left out.
[[nodiscard]] std::vector<Attempt> attempts_for(const State& declared);

/// The search_path under which the text of an object is read.
[[nodiscard]] std::string search_path_of(const Object& object);

enum class Within { autocommit, transaction };
/// Runs the attempts, and those that fail again until a round brings nothing new, as the order of creation can not be
/// known before PostgreSQL has parsed the expressions. Returns those that never succeeded, each with its last error.
[[nodiscard]] Failed run_rounds(Connection& connection, std::vector<Attempt> attempts, Within within);

} // namespace lockstep
