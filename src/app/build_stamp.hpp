// Tells builds of this tool apart: what an earlier build has cached may not be what this one would make.
#pragma once

#include <string>

namespace lockstep {

/// The version, and size and time of the running program's file.
[[nodiscard]] std::string build_stamp();

} // namespace lockstep
