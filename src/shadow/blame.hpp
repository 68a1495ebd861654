// From an error of the server to the line of the schema that caused it.
#pragma once

#include <lockstep/diagnostic.hpp>
#include <lockstep/error.hpp>

#include "model/state.hpp"

#include <string>
#include <vector>

namespace lockstep {

struct Failure {
  const Object* object = nullptr;
  std::string sql;
  Error error;
};

/// One diagnostic a cause: failures that only follow from another one are left out.
void blame(const std::vector<Failure>& failures, const State& declared, Diagnostics& diagnostics);

} // namespace lockstep
