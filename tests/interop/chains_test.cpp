// Chains that are not SQL, chosen parts of chains, and snapshots: read through the real tools, and held against what
// these make of a database.
#include "interop/play.hpp"
#include "support/golden.hpp"
#include "support/paths.hpp"

#include "base/files.hpp"

#include <doctest/doctest.h>
#include <optional>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

fs::path data() { return repository() / "tests" / "live" / "import"; }

/// A project with a tool and a database of its own.
class Workshop {
public:
  /// Starts with a copy of a folder. Without a tool where this machine can not have it, which is said aloud.
  Workshop(const std::string& tool, const fs::path& folder)
      : project(folder), database("chain_" + tool), home_(home_of(tool)) {}

  [[nodiscard]] bool works() const { return home_.has_value(); }

  /// A line of sh in the project, with the tool in PATH unless `without`.
  Ran sh(const std::string& line, bool without = false) const {
    RunOptions options = as_user_of(without ? fs::path() : *home_, project.path());
    options.set["DATABASE_URL"] = database.url();
    options.set["JDBC_URL"] = database.jdbc();
    return run({"sh", "-eu", "-c", line}, options);
  }
  std::string must(const std::string& line, int exit = 0) const {
    const Ran ran = sh(line);
    CHECK_MESSAGE(ran.exit == exit, line << "\n" << ran.out << ran.err);
    return ran.out + ran.err;
  }
  /// What is read of the chain agrees with what the tool made in the database.
  void expect_in_step() const {
    must("lockstep check");
    CHECK(must("lockstep drift \"$DATABASE_URL\"").find("no drift") != std::string::npos);
    CHECK(must("lockstep status \"$DATABASE_URL\"").find("nothing is pending") != std::string::npos);
  }

  TemporaryProject project;
  TcpDatabase database;

private:
  std::optional<fs::path> home_;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("interop: what Alembic does beyond SQL is what it prints") {
  const Workshop shop("alembic", data() / "alembic");
  if (!shop.works()) return;
  fs::remove(shop.project.path() / "printed.sql");
  shop.project.write("alembic.ini", "[alembic]\nscript_location = .\n");
  shop.project.write("env.py", "import os\nfrom alembic import context\nfrom sqlalchemy import create_engine\n"
                               "url = os.environ['DATABASE_URL'].replace('postgresql:', 'postgresql+psycopg2:')\n"
                               "if context.is_offline_mode():\n"
                               "    context.configure(url=url, literal_binds=True)\n"
                               "    with context.begin_transaction():\n        context.run_migrations()\n"
                               "else:\n    with create_engine(url).connect() as connection:\n"
                               "        context.configure(connection=connection)\n"
                               "        with context.begin_transaction():\n            context.run_migrations()\n");
  shop.must("lockstep import versions");
  CHECK(unified_diff(read_file(data() / "expected.toml"), shop.project.read("schema.toml")) == "");
  CHECK(fs::exists(shop.project.path() / "versions" / "77aa_visits_at.py.lockstep"));
  // From here nothing stands beside the files: they are printed as they are read.
  shop.must("rm versions/*.lockstep");
  shop.must("alembic upgrade head");
  shop.expect_in_step();
  const Ran linted = shop.sh("lockstep lint");
  CHECK_MESSAGE(linted.err.find("not looked at") == std::string::npos, linted.err);
  const Ran blind = shop.sh("lockstep status \"$DATABASE_URL\"", true);
  CHECK_MESSAGE(blind.exit == 0, blind.out << blind.err);
}

TEST_CASE("interop: changelogs of Liquibase in XML, with contexts and labels, are what it prints") {
  const TemporaryProject chain;
  const std::string head = "<databaseChangeLog xmlns=\"http://www.liquibase.org/xml/ns/dbchangelog\" "
                           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                           "xsi:schemaLocation=\"http://www.liquibase.org/xml/ns/dbchangelog "
                           "http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd\">\n";
  chain.write("db/changelog.xml",
              head + "<include file=\"tables.xml\" relativeToChangelogFile=\"true\"/>\n"
                     "<include file=\"views.sql\" relativeToChangelogFile=\"true\"/>\n"
                     "<include file=\"samples.sql\" relativeToChangelogFile=\"true\" context=\"test\"/>\n"
                     "</databaseChangeLog>\n");
  chain.write(
      "db/tables.xml",
      head + "<changeSet id=\"1\" author=\"ada\"><createTable tableName=\"people\">"
             "<column name=\"id\" type=\"bigint\" autoIncrement=\"true\"><constraints primaryKey=\"true\"/></column>"
             "<column name=\"name\" type=\"text\"/></createTable></changeSet>\n"
             "<changeSet id=\"2\" author=\"ada\" context=\"test\"><createTable tableName=\"samples\">"
             "<column name=\"id\" type=\"int\"/></createTable></changeSet>\n</databaseChangeLog>\n");
  chain.write("db/views.sql",
              "--liquibase formatted sql\n--property name:who value:people\n"
              "--changeset bob:1 runOnChange:true labels:core\nCREATE OR REPLACE VIEW names AS SELECT name "
              "FROM ${who};\n--changeset bob:2 labels:slow\nCREATE TABLE slow (id int);\n");
  chain.write("db/samples.sql", "--liquibase formatted sql\n--changeset bob:1\nINSERT INTO samples VALUES (1);\n");
  const Workshop shop("liquibase", chain.path());
  if (!shop.works()) return;
  const std::string update = "liquibase --url=\"$JDBC_URL\" --username=postgres --search-path=db "
                             "--changelog-file=changelog.xml update --contexts=prod --label-filter=core";
  shop.project.write("liquibase.properties", "liquibase.command.contexts: prod\nliquibase.command.labelFilter: core\n");
  shop.must("lockstep import db");
  CHECK(has(shop.project.read("schema.toml"), "[views"));
  for (const char* left_out : {"samples", "slow"}) CHECK_FALSE(has(shop.project.read("schema.toml"), left_out));
  shop.must("rm db/*.lockstep liquibase.properties");
  const std::string config = shop.project.read("lockstep.toml");
  shop.project.write("lockstep.toml", "contexts = [\"prod\"]\nlabels = \"core\"\n" + config);
  shop.must(update);
  shop.expect_in_step();
  const std::string views = shop.project.read("db/views.sql");
  shop.project.write("db/views.sql", replace_all(views, "SELECT name FROM", "SELECT name, id FROM"));
  CHECK(has(shop.must("lockstep status \"$DATABASE_URL\"", 1), "it runs again"));
  shop.must(update);
  CHECK(has(shop.must("lockstep drift \"$DATABASE_URL\""), "no drift"));
}

TEST_CASE("interop: preconditions and properties of formatted SQL count as Liquibase counts them") {
  const TemporaryProject chain;
  chain.write("db/changelog.yaml", "databaseChangeLog:\n  - property:\n      name: kind\n      value: text\n"
                                   "      dbms: postgresql\n  - include:\n      file: one.sql\n"
                                   "      relativeToChangelogFile: true\n");
  chain.write("db/one.sql",
              "--liquibase formatted sql\n--property name:who value:nobody dbms:oracle\n"
              "--property name:who value:people dbms:postgresql\n"
              "--changeset ada:1\nCREATE TABLE ${who} (id int PRIMARY KEY, name ${kind});\n"
              "--changeset ada:2\n--preconditions onFail:MARK_RAN\n"
              "--precondition-sql-check expectedResult:1 SELECT count(*) FROM people\n"
              "ALTER TABLE people ADD COLUMN of_the_full_one int;\n"
              "--changeset ada:3\n--preconditions onFail:MARK_RAN onError:MARK_RAN\n"
              "--precondition-table-exists table:PEOPLE\n"
              "--precondition-sql-check expectedResult:0 SELECT count(*) FROM people\n"
              "ALTER TABLE people ADD COLUMN mail text;\n"
              "--changeset ada:4\n--preconditions onFail:MARK_RAN\n"
              "--precondition-view-exists view:names\nDROP TABLE people;\n"
              "--changeset ada:5\n--preconditions onError:MARK_RAN\n"
              "--precondition-sql-check expectedResult:0 SELECT count(*) FROM nowhere\nDROP TABLE people;\n"
              "--changeset ada:6\n--preconditions onFail:WARN\n"
              "--precondition-sql-check expectedResult:7 SELECT count(*) FROM people\n"
              "ALTER TABLE people ADD COLUMN warned int;\n");
  const Workshop shop("liquibase", chain.path());
  if (!shop.works()) return;
  shop.must("lockstep import db");
  const std::string schema = shop.project.read("schema.toml");
  for (const char* made : {"mail ", "warned ", "name   = \"text\""}) CHECK_MESSAGE(has(schema, made), schema);
  CHECK_FALSE(has(schema, "of_the_full_one"));
  shop.must(
      "liquibase --url=\"$JDBC_URL\" --username=postgres --search-path=db --changelog-file=changelog.yaml update");
  shop.expect_in_step();
  shop.project.write("db/one.sql",
                     shop.project.read("db/one.sql") +
                         "--changeset ada:7\n--preconditions\n"
                         "--precondition-sql-check expectedResult:7 SELECT count(*) FROM people\nSELECT 7;\n");
  const std::string told = shop.must("lockstep check", 2);
  CHECK_MESSAGE(has(told, "one.sql:29"), told);
  CHECK_MESSAGE(has(told, "onFail:MARK_RAN"), told);
}

TEST_CASE("interop: placeholders, callbacks and repeatable files of Flyway are read as it runs them") {
  const TemporaryProject chain;
  chain.write("flyway.toml", "[flyway.placeholders]\nApp = \"shop\"\n");
  chain.write("sql/V1__tables.sql", "CREATE TABLE ${app}.people (id bigint PRIMARY KEY, name text);\n");
  chain.write("sql/V2__more.sql", "ALTER TABLE ${app}.people ADD mail text;\n");
  chain.write("sql/R__names.sql", "CREATE OR REPLACE VIEW ${app}.names AS SELECT name FROM ${app}.people;\n");
  chain.write("sql/beforeMigrate__schema.sql", "CREATE SCHEMA IF NOT EXISTS ${app};\n");
  chain.write("sql/beforeEachMigrate.sql", "CREATE TABLE IF NOT EXISTS ${app}.runs (n serial);\n"
                                           "INSERT INTO ${app}.runs DEFAULT VALUES;\nSET LOCAL lock_timeout = '2s';\n");
  chain.write("sql/afterEachMigrate.sql", "ALTER TABLE ${app}.runs ADD COLUMN IF NOT EXISTS after int;\n");
  chain.write("sql/afterEachMigrateStatement.sql", "DROP VIEW IF EXISTS ${app}.left_over;\n");
  chain.write("sql/V3__made_and_dropped.sql", "CREATE VIEW ${app}.left_over AS SELECT 1 AS one;\n");
  chain.write("sql/V4__index.sql", "CREATE INDEX CONCURRENTLY people_mail ON ${app}.people (mail);\n");
  chain.write("sql/afterMigrate.sql", "COMMENT ON TABLE ${app}.people IS 'as of the last migrate';\n");
  chain.write("lockstep.toml", "format = \"flyway\"\nmigrations = \"sql\"\n");
  const Workshop shop("flyway", chain.path());
  if (!shop.works()) return;
  const std::string migrate =
      "flyway -url=\"$JDBC_URL\" -user=postgres -locations=filesystem:sql -placeholders.app=shop "
      "-defaultSchema=public -postgresql.transactional.lock=false migrate";
  shop.must("lockstep import sql --force");
  CHECK(has(shop.project.read("schema.toml"), "as of the last migrate"));
  CHECK(has(shop.project.read("schema.toml"), "after = \"integer\""));
  CHECK_FALSE(has(shop.project.read("schema.toml"), "left_over"));
  shop.must(migrate);
  shop.expect_in_step();
  CHECK(has(shop.must("lockstep status \"$DATABASE_URL\""), "runs with every flyway migrate"));
  // Flyway sets its timeouts before each migration: none of them takes a lock without.
  const std::string linted = shop.must("lockstep lint");
  CHECK_MESSAGE(linted.find("sql/V") == std::string::npos, linted);
  shop.project.write("sql/R__names.sql",
                     "CREATE OR REPLACE VIEW ${app}.names AS SELECT name, id FROM ${app}.people;\n");
  CHECK(has(shop.must("lockstep status \"$DATABASE_URL\"", 1), "it runs again"));
  shop.must(migrate);
  CHECK(has(shop.must("lockstep drift \"$DATABASE_URL\""), "no drift"));
  fs::remove(shop.project.path() / "flyway.toml");
  CHECK(has(shop.must("lockstep check", 1), "[placeholders]"));
}

namespace {

/// `tool`: the drizzle-kit of one of the two layouts.
void generate_nothing(const std::string& tool) {
  const TemporaryProject project;
  const auto schema = [](const char* more) {
    return "import { pgTable, serial, text, integer, index, timestamp, pgEnum } from 'drizzle-orm/pg-core'\n"
           "export const state = pgEnum('state', ['new', 'done'])\n"
           "export const users = pgTable('users', { id: serial('id').primaryKey(), email: "
           "text('email').notNull().unique(),"
           " state: state('state').default('new').notNull(), at: timestamp('at', { withTimezone: true }).defaultNow()" +
           std::string(more) + "\n";
  };
  project.write("schema.ts", schema(" })"));
  project.write("drizzle.config.js",
                "module.exports = { dialect: 'postgresql', out: './drizzle', schema: './schema.ts',\n"
                "  dbCredentials: { url: process.env.DATABASE_URL } };\n");
  const Workshop shop(tool, project.path());
  if (!shop.works()) return;
  shop.must("drizzle-kit generate --name first");
  shop.must("lockstep import drizzle");
  shop.project.write(
      "schema.ts",
      schema(", age: integer('age') }, t => [index('users_age').on(t.age)])\n"
             "export const posts = pgTable('posts', { id: serial('id').primaryKey(), author: integer('author')"
             ".references(() => users.id) })"));
  shop.must("lockstep pull schema.ts --force; lockstep gen posts");
  CHECK(has(shop.must("drizzle-kit check"), "fine"));
  CHECK(has(shop.must(guide_of(runner("drizzle")).blocks.at("generate")), "No schema changes"));
  shop.must("drizzle-kit migrate");
  shop.expect_in_step();
}

} // namespace

TEST_CASE("interop: drizzle-kit generates nothing that lockstep has written") { generate_nothing("drizzle"); }
TEST_CASE("interop: drizzle-kit 1.0 generates nothing that lockstep has written") { generate_nothing("drizzle-1"); }
