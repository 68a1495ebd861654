// DO blocks that carry owner and grants over a rebuild, known again by their text.
#pragma once

#include <string_view>

namespace lockstep {

/// Whether it is one of the blocks that remember, share or give back owner and grants, word by word but for the names
/// in it. What only begins like one may do anything, and is none.
[[nodiscard]] bool carries_access(std::string_view statement);

} // namespace lockstep
