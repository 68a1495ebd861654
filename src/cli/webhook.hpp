// Tells a web hook what was found.
#pragma once

#include <string>

namespace lockstep::cli {

/// Throws Error (usage) where `url` is no http(s) address or env:NAME of one, or curl is missing.
[[nodiscard]] std::string find_webhook(const std::string& url);
/// Posts JSON; what goes wrong is a warning on stderr.
void post(const std::string& url, const std::string& json);

} // namespace lockstep::cli
