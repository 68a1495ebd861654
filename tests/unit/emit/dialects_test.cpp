// Every dialect gives back what it was given, keeps its runner's lists, and reads what people write by hand.
#include "base/text.hpp"
#include "emit/dialect.hpp"
#include "emit/native.hpp"

#include <lockstep/error.hpp>

#include <doctest/doctest.h>

using namespace lockstep;

namespace {

MigrationUnit unit_of(const std::vector<std::string>& statements, const std::string& back) {
  MigrationUnit unit;
  unit.statements = statements;
  unit.note = "Why this is done.";
  unit.lock_timeout = "3s";
  unit.statement_timeout = "15s";
  unit.back = back;
  return unit;
}

/// Statements with all that wrappers stumble over: quotes, dollars, backslashes, colons, words that end lines.
std::vector<Migration> sample() {
  Migration one;
  one.version = "20261122120000";
  one.name = "add_orders";
  one.phase = "expand";
  one.about = "create_table public.orders\ncomment public.orders";
  one.hazards = {"LS301 breaks_old_code"};
  one.units = {
      unit_of({"CREATE TABLE public.orders (\n  id bigint,\n  at text DEFAULT '12:30'\n)", "SELECT ':name', 'a''b'"},
              "DROP TABLE public.orders"),
      unit_of({"COMMENT ON TABLE public.orders IS 'It''s \"\"\"quoted\"\"\" \\ and #{more} ${x}'"},
              "COMMENT ON TABLE public.orders IS NULL"),
      unit_of({"CREATE FUNCTION public.f() RETURNS text LANGUAGE plpgsql AS $f$\nDECLARE\n  x text := "
               "E'\\t\\\\:y';\nBEGIN\n\n  IF true THEN\n    RETURN x; -- done;\n  END IF;\nSQL\nEND;\n$f$"},
              "DROP FUNCTION public.f()")};
  Migration two = one;
  two.version = "20261122120001";
  two.mode = TransactionMode::each;
  two.about = "one\ntwo\nthree\nfour\nfive\nsix";
  two.units = {unit_of({"ALTER TABLE public.orders ADD COLUMN a int"}, ""),
               unit_of({"CREATE UNIQUE INDEX CONCURRENTLY orders_a ON public.orders ((CASE WHEN a > 1 THEN a END))"},
                       "DROP INDEX CONCURRENTLY public.orders_a"),
               unit_of({"LOCK TABLE public.orders", "ALTER TABLE public.orders DROP COLUMN a"}, ""),
               unit_of({"DO $$\nBEGIN\n  LOOP\n    COMMIT;\n    EXIT;\n  END LOOP;\nEND\n$$"}, ""),
               unit_of({"ALTER TABLE public.orders VALIDATE CONSTRAINT c"}, "")};
  two.units[1].leftover_index = "public.orders_a";
  two.opened_by = "20261122120000";
  two.expansions = {{{"public.orders.a"}, {"public.orders.b"}, false}};
  return {one, two};
}

void expect_same(const Migration& read, const Migration& given) {
  CAPTURE(given.version);
  CHECK(read.version == given.version);
  CHECK(read.name == given.name);
  CHECK(read.phase == given.phase);
  CHECK(read.about == given.about);
  CHECK(read.hazards == given.hazards);
  CHECK(read.opened_by == given.opened_by);
  CHECK(read.expansions.size() == given.expansions.size());
  CHECK((read.mode == given.mode));
  REQUIRE(read.units.size() == given.units.size());
  for (std::size_t i = 0; i < read.units.size(); ++i) {
    CHECK(read.units[i].statements == given.units[i].statements);
    CHECK(read.units[i].note == given.units[i].note);
    CHECK(read.units[i].back == given.units[i].back);
    CHECK(read.units[i].leftover_index == given.units[i].leftover_index);
  }
}

std::vector<ChainFile> read_as(const std::string& dialect, const Folder& folder) {
  return find_dialect(dialect).read(folder);
}

std::string error_of(const std::string& dialect, const Folder& folder) {
  try {
    (void)read_as(dialect, folder);
    return "";
  } catch (const Error& error) {
    return error.full();
  }
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string statements_of(const ChainFile& file) {
  std::string text;
  for (const MigrationUnit& unit : file.migration.units) text += "[" + join(unit.statements, "; ") + "]";
  return text;
}

} // namespace

TEST_CASE("dialects: what is written reads back, migration by migration") {
  for (const Dialect* dialect : all_dialects()) {
    CAPTURE(std::string(dialect->name));
    const std::vector<Migration> given = cut_to_fit(*dialect, sample());
    CHECK(given.size() == (dialect->one_unit ? 6U : 2U));
    const Emitted emitted = emit_into(*dialect, {}, given);
    REQUIRE(emitted.chain.size() == given.size());
    for (std::size_t i = 0; i < given.size(); ++i) expect_same(emitted.chain[i].migration, given[i]);
    for (const auto& [path, content] : emitted.changed) {
      CHECK((path == "lockstep.sum" || dialect->owns(path)));
      CHECK(content.ends_with('\n'));
      CHECK(content.find('\r') == std::string::npos);
    }
  }
}

TEST_CASE("dialects: further migrations stand behind those that are there, and lists stay in step") {
  for (const Dialect* dialect : all_dialects()) {
    CAPTURE(std::string(dialect->name));
    const std::vector<Migration> all = cut_to_fit(*dialect, sample());
    Folder folder;
    for (const Migration& migration : all) {
      const Emitted emitted = emit_into(*dialect, folder, {migration});
      CHECK(emitted.chain.back().migration.version == migration.version);
      for (const auto& [path, content] : emitted.changed)
        if (path != "lockstep.sum") folder[path] = content;
    }
    CHECK(dialect->read(folder).size() == all.size());
    if (dialect->verify != nullptr) {
      CHECK(dialect->verify(folder).empty());
      Folder at_once = emit_into(*dialect, {}, all).changed;
      at_once.erase("lockstep.sum");
      CHECK(at_once == folder);
    }
  }
}

TEST_CASE("dialects: a file holds one transaction, or one statement outside of any, under one line that says what") {
  const std::vector<Migration> cut = cut_to_fit(find_dialect("goose"), sample());
  REQUIRE(cut.size() == 6);
  CHECK(cut[1].about == "one");
  CHECK((cut[1].mode == TransactionMode::file));
  CHECK((cut[2].mode == TransactionMode::each));
  CHECK(cut[3].about == "three\nfour");
  CHECK(cut[3].units[0].statements.size() == 2);
  CHECK((cut[4].mode == TransactionMode::each));
  CHECK(cut[5].version == "20261122120005");
}

TEST_CASE("dialects: an unknown one is told with the nearest") {
  CHECK_THROWS_WITH_AS((void)find_dialect("flywya"), "there is no format \"flywya\"", Error);
}

TEST_CASE("dialects: flyway") {
  const Folder written = emit_into(find_dialect("flyway"), {}, cut_to_fit(find_dialect("flyway"), sample())).changed;
  CHECK(written.at("V20261122120000__add_orders_expand.sql.conf") == "placeholderReplacement=false\n");
  CHECK(written.at("V20261122120002__add_orders_expand.sql.conf") == "executeInTransaction=false\n");
  CHECK_FALSE(written.contains("V20261122120001__add_orders_expand.sql.conf"));

  const Folder folder = {{"V1__init.sql", "CREATE TABLE a (b int);"},
                         {"V10__ten.sql", "SELECT 10;"},
                         {"V2_1__two.sql", "SELECT 2.1;"},
                         {"V2.0.3__two.sql", "SELECT 2.03;"},
                         {"sub/V3__cic.sql", "CREATE INDEX CONCURRENTLY i ON a (b); DROP INDEX CONCURRENTLY j;"},
                         {"R__views.sql", "CREATE OR REPLACE VIEW v AS SELECT 1;"},
                         {"U1__init.sql", "DROP TABLE a;"},
                         {"beforeMigrate.sql", "SELECT 'callback';"}};
  const std::vector<ChainFile> chain = read_as("flyway", folder);
  REQUIRE(chain.size() == 7);
  CHECK(chain[0].path == "beforeMigrate.sql");
  CHECK(chain[2].path == "V2.0.3__two.sql");
  CHECK(chain[3].path == "V2_1__two.sql");
  CHECK((chain[4].migration.mode == TransactionMode::each));
  CHECK(chain[5].path == "V10__ten.sql");
  CHECK(chain[6].path == "R__views.sql");
  for (std::size_t i = 1; i < chain.size(); ++i)
    CHECK(version_less(chain[i - 1].migration.version, chain[i].migration.version));

  Folder squashed = folder;
  squashed["B3__all.sql"] = "SELECT 'all up to three';";
  CHECK(read_as("flyway", squashed).size() == 4);
  CHECK(holds(error_of("flyway", {{"V1__a.sql", "SELECT 1;\nSELECT '${name}';"}}), "puts a value in for ${name}"));
  CHECK(error_of("flyway", {{"V1__a.sql", "SELECT '${name}';"}, {"V1__a.sql.lockstep", "SELECT 'x';"}}).empty());
  CHECK(holds(error_of("flyway", {{"V1__a.sql", ""}, {"V01__b.sql", ""}}), "it has the version of"));
}

TEST_CASE("dialects: golang-migrate, goose and dbmate by hand") {
  const std::vector<ChainFile> pairs = read_as(
      "golang-migrate",
      {{"000002_b.up.sql", "SELECT 2; SELECT 3;"}, {"000002_b.down.sql", "not SQL"}, {"1_a.up.sql", "SELECT 1;"}});
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].id == "1");
  CHECK((pairs[1].migration.mode == TransactionMode::file));

  const std::string goose = "-- a word\n-- +goose Up\nSELECT 1;\n-- +goose StatementBegin\nDO $$ BEGIN\nEND $$;\n"
                            "-- +goose StatementEnd\n\n-- +goose Down\nSELECT 'back';\n";
  const std::vector<ChainFile> marked =
      read_as("goose", {{"00001_a.sql", goose}, {"00002_b.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;"}});
  REQUIRE(marked.size() == 2);
  CHECK(statements_of(marked[0]) == "[SELECT 1; DO $$ BEGIN\nEND $$]");
  CHECK((marked[1].migration.mode == TransactionMode::each));
  CHECK(holds(error_of("goose", {{"3_x.go", "package x"}}), "Go, not SQL"));
  CHECK(read_as("goose", {{"3_x.go", "package x"}, {"3_x.go.lockstep", "SELECT 3;"}}).size() == 1);

  const std::vector<ChainFile> blocks =
      read_as("dbmate", {{"1_a.sql", "-- migrate:up transaction:false\nVACUUM;\n\n-- migrate:down\nSELECT 'back';\n"}});
  REQUIRE(blocks.size() == 1);
  CHECK(statements_of(blocks[0]) == "[VACUUM]");
}

TEST_CASE("dialects: liquibase by hand") {
  const Folder folder = {
      {"db.changelog-master.xml", "<databaseChangeLog>\n  <include file=\"db/changes/b.sql\"/>\n  <includeAll "
                                  "path=\"more/\" relativeToChangelogFile=\"true\"/>\n</databaseChangeLog>"},
      {"changes/b.sql", "--liquibase formatted sql\n--changeset ann:1 labels:x context:prod\n--comment: a word\n"
                        "CREATE TABLE a (b int);\n--rollback DROP TABLE a;\n\n--changeset \"bob b\":two "
                        "runInTransaction:false\nCREATE INDEX CONCURRENTLY i ON a (b);\n--changeset c:3 dbms:oracle\n"
                        "SELECT 1 FROM dual;\n"},
      {"more/1.sql", "--liquibase formatted sql\n--changeset c:4 endDelimiter:@@\nSELECT 1\n@@\nSELECT 2\n@@\n"},
      {"stray.sql", "--liquibase formatted sql\n--changeset c:5\nSELECT 5;"}};
  const std::vector<ChainFile> chain = read_as("liquibase", folder);
  REQUIRE(chain.size() == 3);
  CHECK(chain[0].path == "changes/b.sql#ann:1");
  CHECK(statements_of(chain[0]) == "[CREATE TABLE a (b int)]");
  CHECK(chain[1].id == "bob b:two|changes/b.sql");
  CHECK((chain[1].migration.mode == TransactionMode::each));
  CHECK(statements_of(chain[2]) == "[SELECT 1; SELECT 2]");
  const std::string in_yaml = "databaseChangeLog:\n  - changeSet:\n      id: 1\n";
  CHECK(holds(error_of("liquibase", {{"changelog.yaml", in_yaml}}), "liquibase update-sql"));
}

TEST_CASE("dialects: alembic by hand, whatever the order of the files") {
  const std::string head = "\"\"\"a\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\n";
  const Folder folder = {
      {"aaa_last.py", head + "revision: str = 'cc3'\ndown_revision = ('bb2', 'bb1')\n\n\ndef upgrade():\n    pass\n"},
      {"bbb.py", head + "revision = 'bb1'\ndown_revision = 'aa0'\n\ndef upgrade():\n    \"\"\"doc\"\"\"\n"
                        "    op.execute(\"CREATE TABLE a (b int)\")\n    with op.get_context().autocommit_block():\n"
                        "        op.execute('CREATE INDEX CONCURRENTLY i '\n                   'ON a (b)')\n\n\n"
                        "def downgrade():\n    op.drop_table('a')\n"},
      {"ccc.py", head + "revision = 'bb2'\ndown_revision = 'aa0'\ndef upgrade():\n    op.execute(sa.text(r'''SELECT "
                        "'\\:x' '''))\n"},
      {"zzz_first.py", head + "revision = 'aa0'\ndown_revision = None\n\ndef upgrade() -> None:\n    pass\n"},
      {"notes.py", "print('no revision')\n"}};
  const std::vector<ChainFile> chain = read_as("alembic", folder);
  REQUIRE(chain.size() == 4);
  CHECK(chain[0].id == "aa0");
  CHECK(chain[1].id == "bb1");
  CHECK((chain[1].migration.mode == TransactionMode::each));
  CHECK(statements_of(chain[1]) == "[CREATE TABLE a (b int)][CREATE INDEX CONCURRENTLY i ON a (b)]");
  CHECK(statements_of(chain[2]) == "[SELECT ':x']");
  CHECK(chain[3].after == std::vector<std::string>{"bb2", "bb1"});

  Folder further = folder;
  for (const auto& [path, content] : emit_into(find_dialect("alembic"), folder, {sample()[0]}).changed)
    further[path] = content;
  CHECK(holds(further.at("20261122120000_add_orders_expand.py"), "down_revision = \"cc3\""));
  Folder forked = folder;
  forked.erase("aaa_last.py");
  CHECK(find_dialect("alembic").verify(forked).size() == 1);
  const std::string other = head + "revision = 'x'\ndown_revision = None\ndef upgrade():\n    op.create_table('a')\n";
  CHECK(holds(error_of("alembic", {{"x.py", other}}), "alembic upgrade x --sql"));
}

TEST_CASE("dialects: rails by hand") {
  const std::string file = "class A < ActiveRecord::Migration[7.1]\n  disable_ddl_transaction!\n\n  def up\n"
                           "    safety_assured do\n      execute <<~SQL\n        CREATE INDEX CONCURRENTLY i\n"
                           "          ON a (b);\n      SQL\n    end\n    execute(\"SELECT \\\"x\\\"\")\n  end\n\n"
                           "  def down\n    drop_table :a\n  end\nend\n";
  const std::vector<ChainFile> chain = read_as("rails", {{"20260101000000_a.rb", file}});
  REQUIRE(chain.size() == 1);
  CHECK(statements_of(chain[0]) == "[CREATE INDEX CONCURRENTLY i\n  ON a (b)][SELECT \"x\"]");
  const auto changed = emit_into(find_dialect("rails"), {{"20260101000000_a.rb", file}}, {sample()[0]}).changed;
  CHECK(holds(changed.at("20261122120000_add_orders_expand.rb"), "ActiveRecord::Migration[7.1]"));
  const std::string table = "class A < ActiveRecord::Migration[7.1]\n  def change\n    create_table :a\n  end\nend\n";
  CHECK(holds(error_of("rails", {{"1_a.rb", table}}), "does more than execute"));
}

TEST_CASE("dialects: prisma, drizzle, sqitch and atlas by hand") {
  const std::vector<ChainFile> folders = read_as("prisma", {{"0_init/migration.sql", "SELECT 0;"},
                                                            {"20260101000000_a/migration.sql", "SELECT 1;"},
                                                            {"migration_lock.toml", "provider = \"postgresql\"\n"}});
  REQUIRE(folders.size() == 2);
  CHECK(folders[1].id == "20260101000000_a");
  CHECK(find_dialect("prisma").verify({{"migration_lock.toml", "provider = \"mysql\"\n"}}).size() == 1);

  const std::string journal = R"({"version":"7","dialect":"postgresql","entries":[
    {"idx":0,"version":"7","when":1776675600000,"tag":"0000_a","breakpoints":true},
    {"idx":1,"version":"7","when":1776675600000,"tag":"0001_b","breakpoints":true}]})";
  const Folder drizzle = {{"meta/_journal.json", journal},
                          {"0000_a.sql", "SELECT 1;--> statement-breakpoint\nSELECT 2;"},
                          {"0001_b.sql", "SELECT 3;"},
                          {"0002_c.sql", "SELECT 4;"}};
  const std::vector<ChainFile> entries = read_as("drizzle", drizzle);
  REQUIRE(entries.size() == 2);
  CHECK((entries[0].migration.mode == TransactionMode::file));
  CHECK(entries[0].id == "1776675600000");
  CHECK(find_dialect("drizzle").verify(drizzle).size() == 2);
  CHECK(holds(error_of("drizzle", {{"meta/_journal.json", "{ <<"}}), "not JSON"));

  const std::string plan = "%syntax-version=1.0.0\n%project=x\n\na 2026-01-01T00:00:00Z n <m> # first\nb [a] "
                           "2026-01-02T00:00:00Z n <m>\n@v1 2026-01-02T00:00:00Z n <m>\na [a@v1] 2026-01-03T00:00:00Z "
                           "n <m>\n";
  const std::vector<ChainFile> changes = read_as("sqitch", {{"sqitch.plan", plan},
                                                            {"deploy/a@v1.sql", "BEGIN; SELECT 1; COMMIT;"},
                                                            {"deploy/b.sql", "SELECT 2;"},
                                                            {"deploy/a.sql", "SELECT 3;"}});
  REQUIRE(changes.size() == 3);
  CHECK(statements_of(changes[0]) == "[SELECT 1]");
  CHECK(statements_of(changes[2]) == "[SELECT 3]");

  const Folder atlas = {{"1_a.sql", "SELECT 1;"}, {"2_b.sql", "-- atlas:txmode none\n\nVACUUM;"}};
  CHECK((read_as("atlas", atlas)[1].migration.mode == TransactionMode::each));
  CHECK(find_dialect("atlas").verify(atlas).size() == 1);
}
