// A plan and the way back, again and again, under a client.
#pragma once

#include "live/apply_bench.hpp"
#include "support/plans.hpp"

#include <string>
#include <vector>

namespace lockstep::test {

/// The files of the plan between the two.
[[nodiscard]] std::vector<ChainFile> chain_between(const Realised& from, const Realised& to, int major);
/// There and back again and again, while a client's statements must end well. `rows` is run before, on the first state.
void flip_under(const std::string& one, const std::string& other, const std::string& rows, const std::string& statement,
                int major);

} // namespace lockstep::test
