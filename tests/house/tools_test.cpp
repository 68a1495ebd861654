// The tools agree: formatter, linter, the second build system, and a compiler that sees each header alone.
#include "base/text.hpp"
#include "house/tree.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace lockstep;
using namespace lockstep::test;

namespace {

// Runs a line for the shell and shows what it said when it failed.
void must_succeed(const std::string& line) {
  const Ran ran = shell(line);
  INFO(line << "\n" << ran.out << ran.err);
  CHECK(ran.exit == 0);
}

std::string build() { return build_folder().string(); }

} // namespace

TEST_CASE("house: every header compiles alone and without a warning") {
  std::vector<std::string> headers = files_below("include", {".hpp"});
  for (std::string& header : files_below("src", {".hpp"})) headers.push_back(std::move(header));
  // Public headers find nothing but public ones.
  const std::string compile =
      "rooms=-Isrc; case $1 in include/*) rooms= ;; esac; "
      "c++ -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -Iinclude $rooms "
      "-include $1 -x c++ /dev/null";
  must_succeed("printf '%s\\n' " + join(headers, " ") + " | xargs -P \"$(nproc)\" -n 1 sh -c '" + compile + "' sh");
}

TEST_CASE("house: clang-format would change nothing") { must_succeed("scripts/check-format"); }

TEST_CASE("house: clang-tidy finds nothing") { must_succeed("scripts/check-tidy " + build()); }

TEST_CASE("house: meson builds the same program") {
  const std::string folder = build() + "/meson";
  must_succeed("{ [ -e " + folder + "/build.ninja ] || meson setup -Dbuildtype=plain " + folder + "; } && ninja -C " +
               folder + " lockstep");
  const Ran ours = run({binary().string(), "--version"});
  const Ran theirs = run({folder + "/lockstep", "--version"});
  CHECK(theirs.exit == 0);
  CHECK(theirs.out == ours.out);
}
