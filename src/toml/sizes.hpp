// The stats file: sizes of tables as TOML, written by `pull --stats` and read by every plan.
#pragma once

#include "model/sizes.hpp"

#include <string>

namespace lockstep {

[[nodiscard]] std::string write_sizes(const Sizes& sizes);
/// Throws Error (usage) with every mistake in it; `name` stands in the positions.
[[nodiscard]] Sizes read_sizes_text(const std::string& text, const std::string& name);

} // namespace lockstep
