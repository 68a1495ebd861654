// lint tells that a file is not what lists, git or a database know it as.
#include "support/project.hpp"
#include "support/server.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Runs a script in the project's folder.
void in_folder(const TemporaryProject& project, const std::string& script) {
  RunOptions options = clean_environment();
  options.folder = project.path();
  options.set["GIT_CONFIG_GLOBAL"] = "/dev/null";
  const Ran ran = run({"sh", "-ec", script}, options);
  REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
}

constexpr const char* list_anew = "cd migrations && sha256sum *.sql >lockstep.sum";

} // namespace

TEST_CASE("cli lint: a file that was edited after it was listed, committed or run") {
  const TemporaryProject project;
  const Database database;
  project.write("lockstep.toml", "[lint]\nno-lock-timeout = \"off\"\n");
  const std::string first = "migrations/20260101000000_first.expand.sql";
  const std::string second = "migrations/20260102000000_second.expand.sql";
  project.write(first, "CREATE TABLE o (id bigint PRIMARY KEY);\n");
  project.write(second, "ALTER TABLE o ADD COLUMN n bigint;\n");
  in_folder(project, list_anew);
  in_folder(project, "git init -q -b main && git config user.email a@b.c && git config user.name tester && git add -A "
                     "&& git commit -qm all");
  REQUIRE(project.lockstep({"apply", database.conninfo(), "-q"}).exit == 0);
  const auto lint = [&](std::vector<std::string> more, int exit) {
    more.insert(more.begin(), {"lint", "-q"});
    const Ran ran = project.lockstep(more);
    CHECK_MESSAGE(ran.exit == exit, ran.out << ran.err);
    return ran.out;
  };
  CHECK_FALSE(has(lint({"--base", "main", "--source", database.conninfo()}, 0), "LR701"));

  project.write(second, "ALTER TABLE o ADD COLUMN n integer;\n");
  const std::string edited = lint({}, 1);
  CHECK(has(edited, second + ":1:1: error: the file was changed after it was listed in lockstep.sum (edited-file)"));
  CHECK_FALSE(has(edited, first));
  CHECK(has(lint({second}, 1), "LR701"));
  CHECK_FALSE(has(lint({first}, 0), "LR701"));

  // Who lists it anew hides it from the list alone.
  in_folder(project, list_anew);
  CHECK_FALSE(has(lint({}, 0), "LR701"));
  CHECK(has(lint({"--base", "main"}, 1), "the file stands on main and was edited here"));
  CHECK(has(lint({"--source", database.conninfo()}, 1), " ran it (edited-file)"));
  CHECK(has(project.lockstep({"lint", "--base", "nowhere"}).err, "git has no reference"));
}

TEST_CASE("cli lint: a file of ours that can not be read any more after it was edited") {
  const TemporaryProject project;
  project.write("schema.toml", "[tables.o.columns]\nid = { type = \"bigint\", primary_key = true }\n");
  project.write("lockstep.toml", "");
  REQUIRE(project.lockstep({"gen", "first", "-q"}).exit == 0);
  const std::vector<std::string> files = project.files();
  const std::string file =
      *std::find_if(files.begin(), files.end(), [](const std::string& name) { return has(name, "first"); });
  project.write(file, project.read(file) + "ALTER TABLE o ADD COLUMN n bigint;\n");
  CHECK(has(project.lockstep({"lint", "-q"}).out, "listed in lockstep.sum (edited-file)"));
}

TEST_CASE("cli lint: a file that was edited after atlas.sum listed it") {
  const TemporaryProject project;
  project.write("db/1_a.sql", "CREATE TABLE o (id bigint PRIMARY KEY);\n");
  project.write("db/2_b.sql", "SET lock_timeout = '1s';\nALTER TABLE o ADD COLUMN n bigint;\n");
  project.write("db/3_c.sql", "SET lock_timeout = '1s';\nALTER TABLE o ADD COLUMN m bigint;\n");
  // As `atlas migrate hash` writes it.
  project.write("db/atlas.sum", R"(h1:Vw/JXXkze/l6Mc5Qk73XePKstZUK8ld80bNr0wZiB0Y=
1_a.sql h1:9BSYeKpJ4ZdEc+qfItU+wD2WH0p8rTFoy6DXjDMA/HY=
2_b.sql h1:Tr6s8baUcoNhXx80++AO3EYxOBOF0ZDUz8fnFj2pDkY=
3_c.sql h1:kx1Q7SfoZ15RwWgfmYDXwUa29NRB8a0QCPsZ3p0mgwc=
)");
  CHECK(project.lockstep({"lint", "db", "-q"}).exit == 0);
  project.write("db/2_b.sql", "SET lock_timeout = '1s';\nALTER TABLE o ADD COLUMN n integer;\n");
  const Ran ran = project.lockstep({"lint", "db", "-q"});
  CHECK(ran.exit == 1);
  CHECK(has(ran.out, "db/2_b.sql:1:1: error: the file was changed after it was listed in atlas.sum"));
  CHECK_FALSE(has(ran.out, "3_c.sql"));
}
