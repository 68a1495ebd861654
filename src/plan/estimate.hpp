// How long statements take, told from the sizes of tables: an order of magnitude, never a promise.
#pragma once

#include "model/sizes.hpp"
#include "plan/plan.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace lockstep {

struct Estimate {
  std::int64_t bytes = 0; ///< read or written
  std::int64_t rate = 0;  ///< MB a second

  [[nodiscard]] double seconds() const;
};

/// Nothing where the step changes the catalog only, or nothing is known of its table's size.
[[nodiscard]] std::optional<Estimate> estimate_of(const Planned& planned, const Sizes& sizes);

/// "about 4 min (48 GB at 200 MB/s)"
[[nodiscard]] std::string to_text(const Estimate& estimate);
/// "about 4 min", "under a second"
[[nodiscard]] std::string duration_in_words(double seconds);

} // namespace lockstep
