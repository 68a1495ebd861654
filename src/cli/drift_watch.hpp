// drift, again and again.
#pragma once

#include <lockstep/lockstep.hpp>

#include <functional>
#include <string>
#include <vector>

namespace lockstep::cli {

struct Watch {
  double seconds = 0;    ///< between two looks; 0: only one
  std::string on_change; ///< a command of the shell, which reads the findings as JSON
  std::string webhook;   ///< an address that they are posted to, as find_webhook() gives it
};
/// Looks until it is interrupted. A look that fails is said on stderr, and the next one comes all the same.
Exit watch_drift(const Watch& watch, const std::function<std::vector<DriftResult>()>& look);

} // namespace lockstep::cli
