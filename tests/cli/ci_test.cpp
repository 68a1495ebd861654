// The files of docs/guide/ci.md: their shell runs as a host would run it, as far as this machine allows.
#include "support/folder.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"
#include "support/project.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <cstdlib>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace lockstep::test;

namespace {

namespace fs = std::filesystem;

std::string guide() { return read_file(repository() / "docs" / "guide" / "ci.md"); }

/// The fenced block behind a heading.
std::string block_below(const std::string& heading) {
  const std::string text = guide();
  const std::size_t at = text.find("\n## " + heading);
  REQUIRE(at != std::string::npos);
  const std::size_t begin = text.find('\n', text.find("```", at)) + 1;
  return text.substr(begin, text.find("```", begin) - begin);
}

/// A clone whose branch changes the schema; `generated` also commits the migration.
class Clone {
public:
  explicit Clone(bool generated) {
    options_ = clean_environment();
    options_.folder = folder_.path();
    const char* path = std::getenv("PATH");
    options_.set["PATH"] = binary().parent_path().string() + ":" + (path == nullptr ? "/usr/bin:/bin" : path);
    options_.set["GIT_CONFIG_GLOBAL"] = "/dev/null";
    const std::string git = "git config user.email a@b.c && git config user.name tester";
    play("git init -q -b main origin && cd origin && " + git +
         " && printf '[tables.a.columns]\\nid = \"bigint\"\\n' > schema.toml && touch lockstep.toml && "
         "SOURCE_DATE_EPOCH=1767225600 lockstep gen first -q && git add -A && git commit -qm first");
    play("git clone -q origin clone && cd clone && " + git +
         " && git checkout -q -b branch && printf 'note = \"text\"\\n' >> schema.toml" +
         (generated ? " && SOURCE_DATE_EPOCH=1767312000 lockstep gen note -q" : "") +
         " && git add -A && git commit -qm note");
    options_.folder = folder_ / "clone";
  }
  [[nodiscard]] Ran run_here(const std::string& script, const std::map<std::string, std::string>& set = {}) const {
    RunOptions options = options_;
    for (const auto& [name, value] : set) options.set[name] = value;
    return run({"/bin/sh", "-c", script}, options);
  }
  [[nodiscard]] std::string read(const std::string& name) const { return read_file(folder_ / "clone" / name); }
  void write(const std::string& name, const std::string& text) const {
    write_files({{folder_ / "clone" / name, text}});
  }

private:
  void play(const std::string& script) const {
    const Ran ran = run({"/bin/sh", "-ec", script}, options_);
    REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
  }
  TemporaryFolder folder_;
  RunOptions options_;
};

/// The lines of the file's list of commands: `- run: x` or what stands below `script:`.
std::vector<std::string> commands_of(const std::string& yaml, const std::string& mark) {
  std::vector<std::string> commands;
  for (const std::string& line : split(yaml, '\n'))
    if (const std::size_t at = line.find(mark); at != std::string::npos)
      commands.push_back(line.substr(at + mark.size()));
  return commands;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("ci: the plain shell of the guide passes what is sound and fails what is not") {
  for (const bool generated : {true, false}) {
    const Clone clone(generated);
    clone.write("ci.sh", block_below("A plain shell"));
    const Ran ran = clone.run_here("sh ci.sh");
    CHECK_MESSAGE(ran.exit == (generated ? 0 : 1), ran.out << ran.err);
    CHECK(has(clone.read("lockstep.xml"), generated ? "failures=\"0\"" : "failures=\"1\""));
    CHECK(has(ran.out, generated ? "ok: checksums hold" : "out-of-step"));
  }
}

TEST_CASE("ci: the commands of the GitHub workflow annotate the line, and write the reviewer's table") {
  const std::string yaml = block_below("GitHub Actions");
  const auto checks = commands_of(yaml, "run: lockstep");
  REQUIRE(checks.size() == 1);
  const Clone broken(false);
  const Ran ran = broken.run_here("lockstep" + checks.front(), {{"GITHUB_BASE_REF", "main"}});
  CHECK(ran.exit == 1);
  CHECK_MESSAGE(has(ran.out, "::error title=out-of-step,file=schema.toml,line=3"), ran.out << ran.err);
  const auto comments = commands_of(yaml, "          lockstep -q ");
  REQUIRE(comments.size() == 1);
  const Clone clone(true);
  const Ran told = clone.run_here("lockstep -q " + comments.front(), {{"GITHUB_BASE_REF", "main"}});
  CHECK(told.exit == 0);
  CHECK_MESSAGE(has(clone.read("lockstep.md"), "| expand | `ALTER TABLE public.a ADD COLUMN note text` |"),
                clone.read("lockstep.md"));
}

TEST_CASE("ci: the script of the GitLab job writes a code quality report") {
  std::string script = "set -e\n";
  for (const std::string& line : commands_of(block_below("GitLab CI"), "    - "))
    if (!line.starts_with("if:")) script += line + "\n";
  for (const bool generated : {true, false}) {
    const Clone clone(generated);
    const Ran ran = clone.run_here(script, {{"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"}});
    CHECK_MESSAGE(ran.exit == (generated ? 0 : 1), ran.out << ran.err);
    const auto report = nlohmann::json::parse(clone.read("lockstep.json"));
    CHECK(report.empty() == generated);
  }
}

TEST_CASE("ci: the hook stops a commit that is not sound, and only that") {
  const Clone clone(true);
  REQUIRE(clone.run_here("cp " + (repository() / "scripts" / "pre-commit").string() + " .git/hooks/").exit == 0);
  CHECK(clone.run_here("echo hello > README && git add README && git commit -qm words").exit == 0);
  const Ran refused = clone.run_here("printf 'more = \"text\"\\n' >> schema.toml && git commit -qam more");
  CHECK(refused.exit != 0);
  CHECK(has(refused.out + refused.err, "out-of-step"));
  const Ran passed =
      clone.run_here("SOURCE_DATE_EPOCH=1767398400 lockstep gen more -q && git add -A && git commit -qm more");
  CHECK_MESSAGE(passed.exit == 0, passed.out << passed.err);
}
