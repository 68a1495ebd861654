// Schemas in the languages of other tools, pulled through the very tools: every command of the guide's list is run.
#include "interop/tools.hpp"
#include "support/golden.hpp"
#include "support/paths.hpp"
#include "support/project.hpp"
#include "support/server.hpp"
#include "support/tcp_server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

fs::path data() { return repository() / "tests" / "interop" / "pull"; }

struct Case {
  const char* runner; ///< for scripts/fetch-runner; empty: PostgreSQL's own programs do
  const char* folder; ///< of its files, and what is pulled of them
  std::vector<std::string> words;
  const char* setup = "true";
};

constexpr const char* prisma_setup = R"sh(sed -i '/url = /d' schema.prisma
printf "import { defineConfig } from 'prisma/config'\nexport default defineConfig({ schema: 'schema.prisma' })\n" \
  >prisma.config.mjs)sh";
constexpr const char* dump_setup = R"sh("$BINDIR"/psql -X -q -v ON_ERROR_STOP=1 -d "$SERVER_URL" \
  -c 'CREATE ROLE pulled_app; CREATE ROLE pulled_reader' -f dump.sql >said
for format in custom tar directory; do
  "$BINDIR"/pg_dump --format=$format -f dump.$format "$SERVER_URL"
done
mv dump.custom dump.pgdump)sh";

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"prisma", "prisma", {"schema.prisma"}, prisma_setup},
      {"prisma-6",
       "prisma",
       {"schema.prisma"},
       "cp \"$REPOSITORY\"/tests/interop/prisma-6.config.mjs prisma.config.mjs"},
      {"drizzle",
       "drizzle",
       {"src/schema.ts", "drizzle.config.js", "drizzle/meta/0000_snapshot.json"},
       "node_modules/.bin/drizzle-kit generate --name first >generated.txt"},
      {"drizzle-1",
       "drizzle-1",
       {"src/schema.ts", "drizzle/20260101000000_first/snapshot.json"},
       "cp -r \"$REPOSITORY\"/tests/interop/pull/drizzle/src \"$REPOSITORY\"/tests/interop/pull/drizzle/*.js .\n"
       "node_modules/.bin/drizzle-kit generate --name first >generated.txt\n"
       "mv drizzle/*_first drizzle/20260101000000_first"},
      {"rails", "rails", {"db/schema.rb", "db/structure.sql"}},
      {"atlas", "atlas", {"schema.hcl"}},
      {"django", "django", {"shop/"}},
      {"alembic", "sqlalchemy", {"models/"}},
      {"", "dump", {"dump.sql", "dump.pgdump", "dump.tar", "dump.directory"}, dump_setup}};
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

/// Every other command that takes a source reads the same of it: what it exports is it, and nothing differs.
void use_as_source(const TemporaryProject& project, const RunOptions& options, const std::string& source) {
  const auto must = [&](const std::vector<std::string>& words) {
    const Ran ran = run(words, options);
    CHECK_MESSAGE(ran.exit == 0, join(words, " ") << "\n" << ran.out << ran.err);
    return ran.out;
  };
  const std::string program = binary().string();
  const TcpDatabase database("made");
  must({program, "export", source, "--to", "sql", "-o", "made.sql", "-q"});
  Connection(database.url()).exec(project.read("made.sql"));
  CHECK(must({program, "drift", database.url(), "--against", source}).starts_with("no drift"));
  must({program, "diff", "schema.toml", source, "--out", "difference", "-q"});
  CHECK_FALSE(fs::exists(project.path() / "difference"));
}

void pull_all(const Case& one) {
  fs::path home;
  if (*one.runner != '\0') {
    const std::optional<fs::path> found = home_of(one.runner);
    if (!found) return;
    home = *found;
  }
  const TemporaryProject project(data() / one.folder);
  RunOptions options = as_user_of(home, project.path());
  const TcpDatabase database("pulled");
  options.set["BINDIR"] = server().bindir();
  options.set["SERVER_URL"] = database.url();
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
  use_as_source(project, options, one.words.front());
}

} // namespace

TEST_CASE("interop: pull with prisma") { pull_all(cases()[0]); }
TEST_CASE("interop: pull with prisma 6") { pull_all(cases()[1]); }
TEST_CASE("interop: pull with drizzle") { pull_all(cases()[2]); }
TEST_CASE("interop: pull with drizzle 1.0") { pull_all(cases()[3]); }
TEST_CASE("interop: pull with rails") { pull_all(cases()[4]); }
TEST_CASE("interop: pull with atlas") { pull_all(cases()[5]); }
TEST_CASE("interop: pull with django") { pull_all(cases()[6]); }
TEST_CASE("interop: pull with sqlalchemy") { pull_all(cases()[7]); }
TEST_CASE("interop: pull of a dump with its owners") { pull_all(cases()[8]); }

TEST_CASE("interop: every pull of the guide is run here") {
  std::set<std::string> run_here;
  for (const Case& one : cases()) run_here.insert(one.words.begin(), one.words.end());
  for (const std::string& command : commands_in_guide()) CHECK_MESSAGE(run_here.contains(command), command);
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
