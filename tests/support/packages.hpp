// SQL scripts out of Debian packages, fetched when the tests run.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace lockstep::test {

/// Whether this machine can fetch Debian packages.
[[nodiscard]] bool has_apt();
/// The scripts of a package joined to one, or nothing, said aloud, when the package can not be had.
[[nodiscard]] std::optional<std::string> script_of(const std::string& package, const std::vector<std::string>& files);

} // namespace lockstep::test
