// The tools agree: formatter, linter, the second build system, and a compiler that sees each header alone.
#include "base/text.hpp"
#include "house/tree.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
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

/// Whether the repository holds the file.
bool is_there(const std::string& file) { return std::filesystem::exists(repository() / file); }

std::string build() { return build_folder().string(); }

} // namespace

TEST_CASE("house: every header compiles alone and without a warning") {
  // A header that its source includes first is compiled alone by every build. The rest is compiled here.
  std::vector<std::string> alone = files_below("include", {".hpp"});
  std::string all;
  for (std::string& header : files_below("src", {".hpp"})) {
    const std::string include = "#include \"" + header.substr(std::string("src/").size()) + "\"";
    all += include + "\n";
    const std::string source = header.substr(0, header.size() - std::string("hpp").size()) + "cpp";
    if (!is_there(source)) {
      alone.push_back(std::move(header));
      continue;
    }
    const std::vector<std::string> lines = lines_of(source);
    const auto first =
        std::find_if(lines.begin(), lines.end(), [](auto& line) { return line.starts_with("#include"); });
    INFO(source << " includes its own header first");
    CHECK((first != lines.end() && *first == include));
  }
  // Public headers find nothing but public ones.
  const std::string compile =
      "rooms=-Isrc; case $1 in include/*) rooms= ;; esac; "
      "c++ -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -Iinclude $rooms ";
  must_succeed("printf '%s\n' " + join(alone, " ") + " | xargs -P \"$(nproc)\" -n 1 sh -c '" + compile +
               "-include $1 -x c++ /dev/null' sh");
  must_succeed("printf '%s' '" + all + "' | sh -c '" + compile + "-x c++ -' sh src");
}

TEST_CASE("house: clang-format would change nothing") { must_succeed("scripts/check-format"); }

TEST_CASE("house: clang-tidy finds nothing") { must_succeed("scripts/check-tidy " + build()); }

TEST_CASE("house: meson builds the same program") {
  // Beside the other build: there a compiler cache sees the same paths, and takes what was compiled already.
  const std::string folder = (build_folder().parent_path() / "meson").string();
  must_succeed("{ [ -e " + folder + "/build.ninja ] || meson setup " + folder + "; } && ninja -C " + folder +
               " lockstep");
  const Ran ours = run({binary().string(), "--version"});
  const Ran theirs = run({folder + "/lockstep", "--version"});
  CHECK(theirs.exit == 0);
  CHECK(theirs.out == ours.out);
}
