// Configuration files of other tools in TOML, as keys and texts.
#pragma once

#include <map>
#include <string>

namespace lockstep {

/// "flyway.placeholders.app" → "shop": every string, number and truth value below its path, in lower case. What can not
/// be read is left out: it is the other tool's to complain.
[[nodiscard]] std::map<std::string, std::string> flat_toml(const std::string& text);

} // namespace lockstep
