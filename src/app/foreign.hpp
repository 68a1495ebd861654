// How programs of other languages reach a database of the shadow.
#pragma once

#include <string>

namespace lockstep {

/// The connection string as a URL that drivers of every language read.
[[nodiscard]] std::string driver_url(const std::string& conninfo);

} // namespace lockstep
