// How far the databases or schemas of [fleet] are, in short.
#pragma once

#include <cstddef>
#include <string>

namespace lockstep {

struct FleetStatus {
  std::string database; ///< or schema, without a password
  std::string version;  ///< the newest that is applied, empty: none
  std::size_t applied = 0;
  std::size_t pending = 0;
  std::string amiss; ///< an interrupted or changed file, or why it could not be read; empty: nothing is
};

} // namespace lockstep
