// Expansions that are open: begun by files of the chain, and not closed by a contract.
#pragma once

#include "emit/migration.hpp"

#include <string>
#include <vector>

namespace lockstep {

struct OpenExpansion {
  std::string opened_by; ///< version of the first file of its plan
  std::vector<Shapes> shapes;
  std::vector<std::string> contracts; ///< versions of the files that close it
  std::string name;                   ///< of its plan

  /// "public.orders.status -> public.orders.state"
  [[nodiscard]] std::vector<std::string> lines() const;
};
/// Those that contracts among these files close, in order.
[[nodiscard]] std::vector<OpenExpansion> find_open(const std::vector<ChainFile>& files);

/// Seconds since the version was made, by the clock (SOURCE_DATE_EPOCH when set).
[[nodiscard]] double age_of_version(const std::string& version);
/// "12 days", "5 hours", "less than an hour"
[[nodiscard]] std::string age_words(double seconds);
/// Seconds of "250ms", "3s", "30d"; a bare number is milliseconds.
[[nodiscard]] double seconds_of(const std::string& duration);

} // namespace lockstep
