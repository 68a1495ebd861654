// What other runners' own tables say of a chain: which files ran, which failed, which were edited since.
#pragma once

#include "emit/dialect.hpp"
#include "run/apply.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// As read_status(), from the history of whoever applies the chain. `table`: its name where it is not the usual one.
[[nodiscard]] Status read_history(Connection& connection, const std::vector<ChainFile>& chain, const Dialect& dialect,
                                  const std::string& table = {});

/// What a runner keeps for itself in a database, and drift leaves out.
struct RunnerObjects {
  std::vector<std::string> schemas;
  std::vector<std::string> tables; ///< in whatever schema
};
[[nodiscard]] RunnerObjects runner_objects(const Dialect& dialect, const std::string& table = {});

} // namespace lockstep
