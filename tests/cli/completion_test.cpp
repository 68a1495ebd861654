// Shell completion: bash completes with its script; those of zsh and fish are parsed where these shells are.
#include "support/process.hpp"
#include "support/project.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

bool is_there(const std::string& program) { return run({"/bin/sh", "-c", "command -v " + program}).exit == 0; }

// What bash offers for a line whose last word is being typed.
std::string offered_by_bash(const TemporaryProject& project, const std::string& words) {
  const Ran ran = run({"bash", "-c",
                       "source completion.bash; COMP_WORDS=(" + words +
                           "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _lockstep; echo \"${COMPREPLY[*]}\""},
                      {project.path(), {}, {}, {}});
  CHECK_MESSAGE(ran.exit == 0, ran.err);
  return ran.out;
}

} // namespace

TEST_CASE("cli: bash completes commands and their options") {
  const TemporaryProject project;
  const Ran script = project.lockstep({"completion", "bash"});
  REQUIRE(script.exit == 0);
  project.write("completion.bash", script.out);
  CHECK(offered_by_bash(project, "lockstep dr") == "drift\n");
  CHECK(offered_by_bash(project, "lockstep gen --dry") == "--dry-run\n");
  CHECK(offered_by_bash(project, "lockstep -q check --b") == "--base\n");
  CHECK(offered_by_bash(project, "lockstep gen --base") == "\n");
}

TEST_CASE("cli: completion for zsh and fish parses") {
  const TemporaryProject project;
  for (const std::string name : {"zsh", "fish"}) {
    const Ran script = project.lockstep({"completion", name});
    REQUIRE(script.exit == 0);
    CHECK(script.out.find("lockstep") != std::string::npos);
    CHECK(script.out.find("drift") != std::string::npos);
    project.write("script", script.out);
    if (is_there(name)) CHECK(run({name, "-n", "script"}, {project.path(), {}, {}, {}}).exit == 0);
  }
  CHECK(project.lockstep({"completion", "tcsh"}).exit == 2);
}
