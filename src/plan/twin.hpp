// What stands under another name for a while, because the old one keeps its own.
#pragma once

#include "model/state.hpp"

#include <algorithm>
#include <vector>

namespace lockstep {

/// An object that has another name until it takes the declared one.
struct Twin {
  Id declared;
  Id beside; ///< of kind index for a primary key on a new column: a table has but one
};

/// Materialized views that another view of the same plan changes under, views that those read, and their indexes: all
/// of them are made over each other under other names, and take their places in one transaction.
struct ViewsBeside {
  std::vector<Twin> twins;
  State filled; ///< what they are then, as the server spells it
  [[nodiscard]] const Twin* of(const Id& declared) const {
    const auto found =
        std::find_if(twins.begin(), twins.end(), [&](const Twin& twin) { return twin.declared == declared; });
    return found == twins.end() ? nullptr : &*found;
  }
};

} // namespace lockstep
