// Debian packages as a source of real schemas.
#include "support/packages.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "support/process.hpp"

#include <cstdio>

namespace lockstep::test {

namespace fs = std::filesystem;

bool has_apt() {
  static const bool found = shell("command -v apt-get && command -v dpkg-deb").exit == 0;
  return found;
}

std::optional<std::string> script_of(const std::string& package, const std::vector<std::string>& files) {
  const Ran fetched = shell("scripts/fetch-package " + package);
  if (fetched.exit != 0) {
    std::fprintf(stderr, "SKIPPED: its schema is not tested: %s\n", fetched.err.c_str());
    return std::nullopt;
  }
  std::string script;
  for (const std::string& file : files) script += read_file(fs::path(std::string(trim(fetched.out))) / file) + "\n";
  // Some leave it to their installer to end what they began.
  return script + "COMMIT;\n";
}

} // namespace lockstep::test
