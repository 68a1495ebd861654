// import: the chains of tests/live/import, written by hand for each runner with its own quirks, all lead to one schema.
#include "support/golden.hpp"
#include "support/paths.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

struct Chain {
  const char* runner;
  const char* folder;
  const char* printed = ""; ///< the SQL of what is not SQL
};

// Flyway: versions of unequal length, a repeatable view, an undo script, a callback. Liquibase: several changesets a
// file, one for another server, a delimiter. Alembic: revisions in no order, a branch and its merge, a table that is
// not SQL. Rails: nothing is SQL but the dump. sqitch: a change that is reworked. psql: words of its own. goose and
// dbmate: no transaction.
constexpr Chain chains[] = {{"flyway", "sql"},
                            {"liquibase", "db"},
                            {"alembic", "versions", "printed.sql"},
                            {"golang-migrate", "migrations"},
                            {"goose", "db"},
                            {"prisma", "prisma/migrations"},
                            {"drizzle", "drizzle"},
                            {"rails", "db/migrate", "db/structure.sql"},
                            {"dbmate", "db/migrations"},
                            {"sqitch", "."},
                            {"atlas", "migrations"},
                            {"psql", "migrations"}};

fs::path data() { return repository() / "tests" / "live" / "import"; }

std::vector<std::string> words_for(const Chain& chain) {
  std::vector<std::string> words{"import", chain.folder, "-q"};
  if (*chain.printed != '\0') words.insert(words.end(), {"--sql", chain.printed});
  return words;
}

void expect(const TemporaryProject& project, const std::vector<std::string>& words, int exit = 0) {
  const Ran ran = project.lockstep(words, "1800000000");
  CHECK_MESSAGE(ran.exit == exit, join(words, " ") << "\n" << ran.out << ran.err);
}

} // namespace

TEST_CASE("import: a chain of each runner becomes the schema that it leads to, and goes on") {
  for (const Chain& chain : chains) {
    CAPTURE(std::string(chain.runner));
    const TemporaryProject project(data() / chain.runner);
    const std::vector<std::string> before = project.files();
    expect(project, words_for(chain));
    CHECK(project.read("lockstep.toml").find("format     = \"" + std::string(chain.runner) + "\"") !=
          std::string::npos);
    const std::string schema = project.read("schema.toml");
    CHECK(unified_diff(read_file(data() / "expected.toml"), schema) == "");
    for (const std::string& file : before)
      CHECK_MESSAGE(project.read(file) == read_file(data() / chain.runner / file), file);
    project.write("schema.toml", replace_all(schema, "what = \"text\"", "what = \"text\"\nwho  = \"text\""));
    expect(project, {"gen", "who", "-q"});
    expect(project, {"check", "-q"});
  }
}

TEST_CASE("import: the chain of a runner goes on natively behind a baseline, recorded where the chain was applied") {
  const TemporaryProject project(data() / "dbmate");
  const Database there;
  // A database that is not there yet is not taken for one that is.
  expect(project, {"import", "db/migrations", "-q", "--native", "--record", there.conninfo()}, 1);
  CHECK_FALSE(fs::exists(project.path() / "schema.toml"));
  expect(project, {"import", "db/migrations", "-q", "--native"});
  expect(project, {"check", "-q"});
  expect(project, {"apply", there.conninfo(), "-q"});
  {
    Connection connection = there.connect();
    connection.exec("DROP SCHEMA lockstep CASCADE; CREATE TABLE schema_migrations (version varchar PRIMARY KEY)");
  }
  for (const char* name : {"lockstep.toml", "schema.toml", "migrations"}) fs::remove_all(project.path() / name);
  expect(project, {"import", "db/migrations", "-q", "--native", "--record", there.conninfo()});
  expect(project, {"status", there.conninfo(), "-q"});
}

TEST_CASE("import: what it can not take over, it says") {
  const auto said = [](const TemporaryProject& project, const std::vector<std::string>& words) {
    const Ran ran = project.lockstep(words);
    CHECK(ran.exit == 2);
    CHECK_FALSE(fs::exists(project.path() / "schema.toml"));
    return ran.err;
  };
  const TemporaryProject alembic(data() / "alembic");
  // What was printed once is kept, by the content of the folder.
  alembic.write("versions/ae10_people.py",
                alembic.read("versions/ae10_people.py") + "# " + alembic.path().string() + "\n");
  CHECK(said(alembic, {"import", "versions"}).find("alembic upgrade head --sql") != std::string::npos);
  alembic.write("printed.sql", "-- Running upgrade  -> ae10\nSELECT 1;\n");
  CHECK(said(alembic, {"import", "versions", "--sql", "printed.sql"}).find("does not know this migration") !=
        std::string::npos);
  const TemporaryProject rails(data() / "rails");
  CHECK(said(rails, {"import", "db/migrate"}).find("db/structure.sql") != std::string::npos);
  const TemporaryProject nothing;
  nothing.write("m/one.sql", "SELECT 1;\n");
  CHECK(said(nothing, {"import", "m"}).find("--as NAME") != std::string::npos);
  nothing.write("migrations/000001_a.up.sql", "SELECT 1;\n");
  CHECK(said(nothing, {"import", "migrations", "--native"}).find("rename it") != std::string::npos);
}

TEST_CASE("import: what a runner is told beside its files is read from its own configuration, and from lockstep.toml") {
  const TemporaryProject flyway;
  flyway.write("flyway.conf", "# shared\nflyway.placeholders.App = shop\nflyway.password = secret\n");
  flyway.write("sql/V1__people.sql", "CREATE SCHEMA ${app};\nCREATE TABLE ${app}.people (id int PRIMARY KEY);\n");
  flyway.write("sql/R__names.sql", "CREATE OR REPLACE VIEW ${app}.names AS SELECT id FROM ${app}.people;\n");
  flyway.write("sql/afterMigrate.sql", "COMMENT ON TABLE ${app}.people IS '${who}';\n");
  const Ran unknown = flyway.lockstep({"import", "sql"});
  CHECK(unknown.exit == 2);
  CHECK(unknown.err.find("afterMigrate.sql:1") != std::string::npos);
  CHECK(unknown.err.find("${who}") != std::string::npos);
  flyway.write("lockstep.toml", "placeholders = { who = \"ada\" }\n");
  expect(flyway, {"import", "sql", "-q", "--force"});
  CHECK(flyway.read("schema.toml").find("comment     = \"ada\"") != std::string::npos);
  const TemporaryProject liquibase;
  liquibase.write("db/one.sql", "--liquibase formatted sql\n--changeset ada:1\nCREATE TABLE a (id int);\n"
                                "--changeset ada:2 context:test\nCREATE TABLE b (id int);\n"
                                "--changeset ada:3 labels:later\nCREATE TABLE c (id int);\n");
  const Ran open = liquibase.lockstep({"import", "db"});
  CHECK_MESSAGE((open.out + open.err).find("contexts = [") != std::string::npos, open.out << open.err);
  CHECK(liquibase.read("schema.toml").find("[tables.b") != std::string::npos);
  liquibase.write("liquibase.properties", "liquibase.command.contexts: prod\n");
  expect(liquibase, {"import", "db", "-q", "--force"});
  CHECK(liquibase.read("schema.toml").find("[tables.b") == std::string::npos);
  CHECK(liquibase.read("schema.toml").find("[tables.c") != std::string::npos);
  liquibase.write("lockstep.toml", "contexts = [\"test\"]\nlabels = \"!later\"\n");
  expect(liquibase, {"import", "db", "-q", "--force"});
  CHECK(liquibase.read("schema.toml").find("[tables.b") != std::string::npos);
  CHECK(liquibase.read("schema.toml").find("[tables.c") == std::string::npos);
}
