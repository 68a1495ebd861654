// Apply on a real server: what runs, what the history says, what is refused.
#include "live/apply_bench.hpp"

#include <lockstep/error.hpp>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

const ChainFile create = make_file("1_create.expand.sql", "BEGIN;\nSET LOCAL lock_timeout = '3s';\n"
                                                          "CREATE TABLE t (id int, note text);\nCOMMIT;\n");
const ChainFile index_file =
    make_file("2_index.validate.sql", "SET lock_timeout = '1s';\n\nINSERT INTO t VALUES (1, 'a');\n\n"
                                      "CREATE INDEX CONCURRENTLY t_id ON t (id);\n\nVACUUM t;\n");
const ChainFile drop = make_file("3_drop.contract.sql", "ALTER TABLE t DROP COLUMN note;");

} // namespace

TEST_CASE("apply: runs what is pending, once, and writes the history") {
  Bench bench;
  const Applied first = bench.apply({create, index_file});
  CHECK(first.why == "");
  CHECK(first.files == std::vector<std::string>{create.path, index_file.path});
  CHECK(bench.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_id'::regclass") == "t");
  CHECK(bench.ask("SELECT count(*) FROM t") == "1");
  CHECK(bench.ask("SELECT string_agg(concat_ws(' ', version, name, phase, reached, units, running, finished_at >= "
                  "started_at, applied_by = session_user, tool_version), '; ' ORDER BY version) FROM "
                  "lockstep.migrations") == "1 create expand 1 1 t t test; 2 index validate 3 3 t t test");
  CHECK(bench.ask("SELECT checksum FROM lockstep.migrations WHERE version = '2'") == index_file.checksum);
  CHECK(bench.ask("SELECT count(*) FROM pg_description WHERE objoid IN ('lockstep'::regnamespace, "
                  "'lockstep.migrations'::regclass) AND objsubid = 0") == "2");
  CHECK(bench.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == "0");

  CHECK(bench.apply({create, index_file}).files.empty());
  CHECK(bench.apply({create, index_file, drop}).files == std::vector<std::string>{drop.path});
}

TEST_CASE("apply: the session is given back as it was") {
  Bench bench;
  Connection connection(bench.conninfo);
  const auto settings = [&] {
    return std::string(connection
                           .exec("SELECT concat_ws(' ', current_setting('lock_timeout'), "
                                 "current_setting('statement_timeout'), current_setting('search_path'), "
                                 "current_user)")
                           .get(0, 0));
  };
  const std::string before = settings();
  const ChainFile file =
      make_file("1_a.sql", "CREATE SCHEMA app;\n\nSET search_path = app;\n\nCREATE TABLE t (id int);\n\n"
                           "VACUUM t;\n\nSET statement_timeout = '9s';\n\nCREATE ROLE lockstep_r;\n\n"
                           "SET ROLE lockstep_r;\n\nSELECT 1;\n");
  const Applied applied =
      apply_chain(connection, {file, make_file("2_b.sql", "CREATE TABLE in_public (id int);")}, bench.options());
  CHECK(applied.why == "");
  CHECK(settings() == before);
  CHECK(bench.ask("SELECT to_regclass('app.t') IS NOT NULL AND to_regclass('public.in_public') IS NOT NULL") == "t");
  CHECK(bench.ask("SELECT count(DISTINCT applied_by) FROM lockstep.migrations") == "1");
  bench.side.exec("DROP OWNED BY lockstep_r; DROP ROLE lockstep_r");
}

TEST_CASE("apply: a private server gets the roles and tablespaces that it does not have") {
  Bench bench;
  const std::string name = "missing_" + std::to_string(::getpid());
  const Applied applied = bench.apply({make_file("1_t.sql", "CREATE TABLE t (id int) TABLESPACE " + name + ";\n\n" +
                                                                "GRANT SELECT ON t TO " + name + ";\n")});
  CHECK(applied.why == "");
  CHECK(bench.ask("SELECT count(*) FROM pg_tablespace WHERE spcname = '" + name + "'") == "1");
  CHECK(bench.ask("SELECT has_table_privilege('" + name + "', 't', 'SELECT')") == "t");
  bench.side.exec("DROP TABLE t; DROP ROLE " + name);
  bench.side.exec("DROP TABLESPACE " + name);
}

TEST_CASE("apply: a file of one transaction is all or nothing") {
  Bench bench;
  const ChainFile bad =
      make_file("1_bad.sql", "CREATE TABLE a (id int);\n\nCREATE TABLE b (id int);\n\nSELECT 1 / 0;\n");
  const Applied applied = bench.apply({bad, create});
  CHECK(applied.files.empty());
  CHECK(applied.stopped_at == "1_bad.sql:5, statement 3 of 3");
  CHECK(holds(applied.why, "SELECT 1 / 0"));
  CHECK(holds(applied.why, "ERROR 22012: division by zero"));
  CHECK(holds(applied.why, "Nothing of this file is in the database"));
  CHECK(holds(applied.why, "run lockstep apply again. The file may still be edited;"));
  CHECK(bench.ask("SELECT to_regclass('a') IS NULL AND to_regclass('t') IS NULL") == "t");
  CHECK(bench.ask("SELECT count(*) FROM lockstep.migrations") == "0");
  CHECK(bench.apply({make_file("1_bad.sql", "CREATE TABLE a (id int);")}).why == "");
}

TEST_CASE("apply: a transaction that fails at its end leaves nothing either") {
  Bench bench;
  bench.side.exec(
      "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
  const Applied applied = bench.apply({make_file("1_bad.sql", "INSERT INTO c VALUES (1);\nCREATE TABLE x (id int);")});
  CHECK(applied.stopped_at == "1_bad.sql, at its COMMIT");
  CHECK(holds(applied.why, "23503"));
  CHECK(bench.ask("SELECT to_regclass('x') IS NULL AND NOT EXISTS (SELECT FROM lockstep.migrations)") == "t");
}

TEST_CASE("apply: a file of single commits stops at the statement that failed and goes on there") {
  Bench bench;
  const std::string start = "CREATE TABLE a (id int);\n\nCREATE INDEX CONCURRENTLY a_id ON a (id);\n\n";
  const ChainFile bad = make_file("1_each.sql", start + "SELECT 1 / 0;\n\nCREATE TABLE b (id int);\n");
  const Applied applied = bench.apply({bad});
  CHECK(applied.stopped_at == "1_each.sql:5, statement 3 of 4");
  CHECK(holds(applied.why, "the first 2 are done and recorded. The one that failed was rolled back."));
  CHECK(holds(applied.why, "it goes on at statement 3"));

  const Status status = read_status(bench.side, {bad});
  REQUIRE(status.files.size() == 1);
  CHECK(status.files[0].state == FileState::interrupted);
  CHECK(status.files[0].detail == "stopped at statement 3 of 4: SELECT 1 / 0");

  CHECK(holds(error_of([&] { bench.apply({make_file("1_each.sql", "CREATE TABLE z (id int);\n\nVACUUM;\n")}); }),
              "was changed in the first 2 statements, which are applied already"));
  CHECK(bench.apply({make_file("1_each.sql", start + "SELECT 1;\n\nCREATE TABLE b (id int);\n")}).why == "");
  CHECK(bench.ask("SELECT to_regclass('b') IS NOT NULL AND finished_at IS NOT NULL FROM lockstep.migrations") == "t");
}

TEST_CASE("apply: statements that turn out to refuse a transaction run by themselves") {
  Bench bench;
  bench.side.exec(
      "CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE INDEX p_id ON p (id); CREATE TABLE done (id int);"
      "CREATE PROCEDURE work() LANGUAGE plpgsql AS $$BEGIN INSERT INTO done VALUES (1); COMMIT; END$$");
  const Applied applied =
      bench.apply({make_file("1_a.sql", "VACUUM;\n\nREINDEX TABLE p;\n\nCALL work();\n\n"
                                        "DO $$BEGIN INSERT INTO done VALUES (2); COMMIT; END$$;\n")});
  CHECK(applied.why == "");
  CHECK(bench.ask("SELECT count(*) FROM done") == "2");
}

TEST_CASE("apply: edited files, files out of order, unknown versions and phases are refused before anything runs") {
  Bench bench;
  bench.apply({create, drop});
  const auto refused = [&](const std::vector<ChainFile>& chain, const ApplyOptions& options) {
    return error_of([&] { bench.apply(chain, options); });
  };
  const ChainFile edited = make_file(create.path, create.content + "-- edited\n");
  CHECK(holds(refused({edited, drop}, bench.options()), "1_create.expand.sql was changed after it was applied"));
  CHECK(holds(refused({create, index_file, drop}, bench.options()),
              "2_index.validate.sql never ran on this database, but the newer 3 (drop) did"));
  ApplyOptions options = bench.options();
  options.to_version = "77";
  CHECK(holds(refused({create}, options), "no migration has the version 77"));
  options = bench.options();
  options.through = "expend";
  CHECK(holds(refused({create}, options), "\"expend\" is no phase"));
  CHECK(bench.ask("SELECT count(*) FROM lockstep.migrations") == "2");

  const Status status = read_status(bench.side, {edited});
  CHECK(status.files[0].changed);
  CHECK(status.unknown == std::vector<std::string>{"3_drop"});
}

TEST_CASE("apply: through a phase, to a version, and dry") {
  Bench bench;
  ApplyOptions options = bench.options();
  options.dry_run = true;
  CHECK(bench.apply({create, index_file, drop}, options).files.size() == 3);
  CHECK(bench.heard("would run 2_index.validate.sql: 3 statements, each by itself"));
  CHECK(bench.heard("  CREATE INDEX CONCURRENTLY t_id ON t (id)"));
  CHECK(bench.ask("SELECT to_regnamespace('lockstep') IS NULL AND to_regclass('t') IS NULL") == "t");

  options = bench.options();
  options.to_version = "1";
  CHECK(bench.apply({create, index_file, drop}, options).files == std::vector<std::string>{create.path});
  options = bench.options();
  options.through = "backfill";
  CHECK(bench.apply({create, index_file, drop}, options).files.empty());
  CHECK(bench.heard("held back: 2_index.validate.sql"));
  options.through = "validate";
  CHECK(bench.apply({create, index_file, drop}, options).files == std::vector<std::string>{index_file.path});
}

TEST_CASE("apply: a baseline is recorded, not run") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int, note text)");
  record_baseline(bench.side, {create}, "test");
  record_baseline(bench.side, {create}, "test");
  const Status status = read_status(bench.side, {create, drop});
  CHECK(status.files[0].state == FileState::applied);
  CHECK(holds(status.files[0].detail, "recorded as baseline by "));
  CHECK(status.files[1].state == FileState::pending);
  CHECK(bench.apply({create, drop}).files == std::vector<std::string>{drop.path});
}

TEST_CASE("status of a database that lockstep has never seen") {
  Bench bench;
  const Status status = read_status(bench.side, {create});
  CHECK(status.files[0].state == FileState::pending);
  CHECK(bench.ask("SELECT to_regnamespace('lockstep') IS NULL") == "t");
}

TEST_CASE("apply: missing rights and read-only sessions are told as such") {
  Bench bench;
  bench.side.exec("DROP ROLE IF EXISTS lockstep_poor; CREATE ROLE lockstep_poor LOGIN");
  const std::string poor = error_of([&] {
    Connection connection(bench.conninfo);
    connection.exec("SET SESSION AUTHORIZATION lockstep_poor");
    apply_chain(connection, {create}, bench.options());
  });
  CHECK(holds(poor, "role lockstep_poor may not make the schema lockstep"));
  CHECK(holds(poor, "GRANT CREATE ON DATABASE"));
  bench.side.exec("DROP ROLE lockstep_poor");
  CHECK(holds(error_of([&] {
                Connection connection(bench.conninfo);
                connection.exec("SET default_transaction_read_only = on");
                apply_chain(connection, {create}, bench.options());
              }),
              "this session is read-only"));
}

TEST_CASE("replay: runs files without history, names file and statement of a mistake") {
  Bench bench;
  replay_file(bench.side, create);
  replay_file(bench.side, index_file);
  replay_file(bench.side, make_file("4_set.sql", "SET search_path = pg_catalog;\nCREATE TABLE public.s (id int);"));
  CHECK(bench.ask("SELECT to_regclass('t_id') IS NOT NULL AND to_regnamespace('lockstep') IS NULL") == "t");
  CHECK(bench.ask("SHOW search_path") == "\"$user\", public");
  const ChainFile bad = make_file("5_bad.sql", "CREATE TABLE x (id int);\nCREATE TABLE t (id int);\n");
  try {
    replay_file(bench.side, bad);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.where == "5_bad.sql");
    CHECK(error.sql == "CREATE TABLE t (id int)");
    CHECK(error.sqlstate == "42P07");
  }
  CHECK(bench.ask("SELECT to_regclass('x') IS NULL") == "t");
}
