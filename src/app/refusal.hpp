// A refused step in words: what would be lost or blocked, for how long, and how to go on.
#pragma once

#include "base/config.hpp"
#include "model/sizes.hpp"
#include "plan/hazard.hpp"

#include <string>

namespace lockstep {

[[nodiscard]] std::string text_of(const Refusal& refusal, const Config& config, const Sizes* sizes);

} // namespace lockstep
