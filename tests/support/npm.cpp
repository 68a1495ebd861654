// See the header.
#include "support/npm.hpp"

#include "support/paths.hpp"
#include "support/process.hpp"

#include <cstdio>
#include <doctest/doctest.h>

namespace lockstep::test {

bool has_npm_for(const std::string& package) {
  const bool found = shell("command -v npm").exit == 0;
  if (!found) std::fprintf(stderr, "SKIPPED: npm is not installed, so nothing is checked with %s\n", package.c_str());
  return found;
}

std::filesystem::path npm_program(const std::string& package, const std::string& program) {
  const std::filesystem::path folder = build_folder() / program;
  const std::filesystem::path path = folder / "node_modules" / ".bin" / program;
  if (std::filesystem::exists(path)) return path;
  std::filesystem::create_directories(folder);
  const Ran ran = run({"npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder.string(), package});
  REQUIRE_MESSAGE(ran.exit == 0, "npm could not install " << package << ":\n" << ran.out << ran.err);
  return path;
}

} // namespace lockstep::test
