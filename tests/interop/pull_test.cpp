// Schemas in the languages of other tools, pulled through the very tools: every command of the guide's list is run.
#include "support/golden.hpp"
#include "support/paths.hpp"
#include "support/project.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <cstdio>
#include <doctest/doctest.h>
#include <optional>
#include <set>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

fs::path data() { return repository() / "tests" / "interop" / "pull"; }

struct Case {
  const char* runner; ///< for scripts/fetch-runner; empty: nothing is needed
  const char* folder; ///< of its files, and what is pulled of them
  std::vector<std::string> words;
  const char* setup = "true";
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"prisma", "prisma", {"schema.prisma"}, "cp \"$REPOSITORY\"/tests/interop/prisma.config.mjs ."},
      {"drizzle",
       "drizzle",
       {"src/schema.ts", "drizzle.config.js", "drizzle/meta/0000_snapshot.json"},
       "node_modules/.bin/drizzle-kit generate --name first >generated.txt"},
      {"rails", "rails", {"db/schema.rb", "db/structure.sql"}},
      {"atlas", "atlas", {"schema.hcl"}},
      {"django", "django", {"shop/"}},
      {"alembic", "sqlalchemy", {"models/"}},
      {"", "dump", {"dump.sql"}}};
  return all;
}

/// The commands that the guide lists.
std::set<std::string> commands_in_guide() {
  std::set<std::string> found;
  for (const std::string& line : split(read_file(repository() / "docs" / "guide" / "import.md"), '\n'))
    if (line.starts_with("    lockstep pull "))
      found.insert(std::string(trim(std::string_view(line).substr(18, line.find('#') - 18))));
  return found;
}

/// Where the tool is; nothing, said aloud, where this machine can not have it.
std::optional<std::string> home_of(const Case& one) {
  if (*one.runner == '\0') return std::string();
  const Ran fetched = shell(std::string("scripts/fetch-runner ") + one.runner);
  if (fetched.exit == 0) return std::string(trim(fetched.out));
  std::fprintf(stderr, "SKIPPED: nothing is pulled with %s: %s\n", one.runner, std::string(trim(fetched.err)).c_str());
  return std::nullopt;
}

RunOptions options_for(const TemporaryProject& project, const std::string& home) {
  RunOptions options = clean_environment();
  options.folder = project.path();
  options.set["REPOSITORY"] = repository().string();
  options.set["PRISMA_QUERY_ENGINE_LIBRARY"] = "/bin/true";
  options.set["PRISMA_SCHEMA_ENGINE_BINARY"] = "/bin/true";
  options.set["CHECKPOINT_DISABLE"] = "1"; // it would ask for news, and wait for them
  options.set["PATH"] = home + ".venv/bin:" + home + "/bin:" + std::getenv("PATH");
  return options;
}

void pull_all(const Case& one) {
  const std::optional<std::string> home = home_of(one);
  if (!home) return;
  const TemporaryProject project(data() / one.folder);
  const RunOptions options = options_for(project, *home);
  if (fs::exists(*home + "/node_modules"))
    fs::create_directory_symlink(*home + "/node_modules", project.path() / "node_modules");
  const Ran made = run({"sh", "-eu", "-c", one.setup}, options);
  REQUIRE_MESSAGE(made.exit == 0, made.out << made.err);
  const fs::path expected = data() / one.folder / "expected.toml";
  for (const std::string& source : one.words) {
    CAPTURE(source);
    const Ran ran = run({binary().string(), "pull", source, "-q", "--force"}, options);
    REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) write_files({{expected, project.read("schema.toml")}});
    CHECK(unified_diff(read_file(expected), project.read("schema.toml")) == "");
  }
}

} // namespace

TEST_CASE("interop: pull with prisma") { pull_all(cases()[0]); }
TEST_CASE("interop: pull with drizzle") { pull_all(cases()[1]); }
TEST_CASE("interop: pull with rails") { pull_all(cases()[2]); }
TEST_CASE("interop: pull with atlas") { pull_all(cases()[3]); }
TEST_CASE("interop: pull with django") { pull_all(cases()[4]); }
TEST_CASE("interop: pull with sqlalchemy") { pull_all(cases()[5]); }
TEST_CASE("interop: pull of a dump with its owners") { pull_all(cases()[6]); }

TEST_CASE("interop: every pull of the guide is run here") {
  std::set<std::string> run_here;
  for (const Case& one : cases()) run_here.insert(one.words.begin(), one.words.end());
  CHECK(commands_in_guide() == run_here);
}

TEST_CASE("interop: a tool that is not there is named with what installs it") {
  const TemporaryProject project;
  project.write("schema.prisma", "model A { id Int @id }\n");
  project.write("schema.hcl", "schema \"public\" {}\n");
  project.write("models.py", "import sqlalchemy\n");
  project.write("schema.rb", "ActiveRecord::Schema.define {}\n");
  RunOptions options = clean_environment();
  options.folder = project.path();
  options.set["PATH"] = "/nowhere";
  for (const auto& [source, words] :
       {std::pair("schema.prisma", "npm install --save-dev prisma"), std::pair("schema.hcl", "atlas"),
        std::pair("models.py", "pip install sqlalchemy"), std::pair("schema.rb", "gems activerecord and pg")}) {
    const Ran ran = run({binary().string(), "pull", source}, options);
    CHECK(ran.exit == 2);
    CHECK_MESSAGE(ran.err.find(words) != std::string::npos, ran.err);
    CHECK_FALSE(fs::exists(project.path() / "schema.toml"));
  }
}
