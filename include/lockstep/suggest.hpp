// "Did you mean …?" for mistyped words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// The candidate with the smallest edit distance to `word`, empty when none is near enough to suggest.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

} // namespace lockstep
