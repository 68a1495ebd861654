// Security labels of what is made anew because PostgreSQL has no ALTER for its change.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"

namespace lockstep {

/// Whether the object of this change goes and comes back in one transaction, and its security labels with it.
[[nodiscard]] bool is_made_anew(const Change& change, const State& from, const State& to);
/// The labels that are wanted stand again in that transaction; its way back gives those that were.
void keep_labels(const Change& change, const State& from, const State& to, Steps& steps);

} // namespace lockstep
