// Facts about single statements.
#include "emit/locks.hpp"
#include "emit/statement.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace lockstep;

TEST_CASE("statements that refuse a transaction block are told from those that do not") {
  for (const char* sql :
       {"CREATE INDEX CONCURRENTLY i ON t (a)", "create unique index concurrently i on t(a)",
        "DROP INDEX CONCURRENTLY i", "REINDEX (VERBOSE, CONCURRENTLY) TABLE t", "REINDEX SCHEMA public", "VACUUM t",
        "ALTER SYSTEM SET a = 1", "CREATE DATABASE d", "ALTER DATABASE d SET TABLESPACE s", "CLUSTER", "CALL p()",
        "ALTER TABLE p DETACH PARTITION c CONCURRENTLY", "DO $$ BEGIN LOOP COMMIT; END LOOP; END $$",
        "DO LANGUAGE plpgsql 'BEGIN COMMIT; END'", "-- a comment\nVACUUM",
        "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p", "DROP SUBSCRIPTION s",
        "ALTER SUBSCRIPTION s REFRESH PUBLICATION", "ALTER SUBSCRIPTION s ADD PUBLICATION p"})
    CHECK_MESSAGE(StatementFacts(sql).refuses_transaction(), sql);
  for (const char* sql :
       {"CREATE INDEX i ON t (a)", "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
        "ALTER TABLE p DETACH PARTITION c FINALIZE", "ALTER TYPE e ADD VALUE 'x'", "CLUSTER t USING i",
        "REINDEX TABLE t", "DO $$ BEGIN PERFORM 'commit'; END $$", "SELECT 'VACUUM'",
        "COMMENT ON TABLE t IS 'CREATE INDEX CONCURRENTLY'", "CREATE TABLE database (a int)",
        "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE)",
        "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (create_slot='off')",
        "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)", "ALTER SUBSCRIPTION s DISABLE"})
    CHECK_MESSAGE(!StatementFacts(sql).refuses_transaction(), sql);
}

TEST_CASE("what may be repeated") {
  for (const char* sql : {"ALTER TABLE t VALIDATE CONSTRAINT c", "ALTER TABLE t ALTER COLUMN a SET NOT NULL",
                          "ANALYZE t", "CREATE TABLE IF NOT EXISTS t (a int)", "DROP INDEX CONCURRENTLY IF EXISTS i",
                          "CREATE OR REPLACE VIEW v AS SELECT 1", "COMMENT ON TABLE t IS 'x'",
                          "ALTER TABLE t DROP COLUMN IF EXISTS a", "ALTER TYPE e ADD VALUE IF NOT EXISTS 'x'"})
    CHECK_MESSAGE(StatementFacts(sql).repeatable(), sql);
  for (const char* sql :
       {"CREATE TABLE t (a int)", "ALTER TABLE t ADD COLUMN a int", "INSERT INTO t VALUES (1)", "DROP TABLE t",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)", "ALTER TABLE t RENAME TO u",
        "ALTER TABLE t DROP COLUMN a", "ALTER TABLE t ALTER COLUMN a SET NOT NULL, ADD CONSTRAINT c CHECK (a > 0)"})
    CHECK_MESSAGE(!StatementFacts(sql).repeatable(), sql);
}

TEST_CASE("the index of a concurrent build") {
  const auto index = [](const char* sql) { return StatementFacts(sql).concurrent_index(); };
  CHECK(index("CREATE INDEX CONCURRENTLY i ON public.t (a)") == "public.i");
  CHECK(index("create unique index concurrently if not exists I on only \"Odd s\".\"T\" (a)") == "\"Odd s\".i");
  CHECK(index("CREATE INDEX CONCURRENTLY \"a\"\"b\" ON t (a)") == "\"a\"\"b\"");
  CHECK(index("CREATE INDEX CONCURRENTLY ON t (a)") == "");
  CHECK(index("CREATE INDEX i ON t (a)") == "");
  CHECK(StatementFacts("DROP INDEX CONCURRENTLY IF EXISTS s.i").dropped_index() == "s.i");
  CHECK(StatementFacts("DROP INDEX s.i").dropped_index() == "");
}

TEST_CASE("settings and transactions") {
  CHECK(StatementFacts("SET lock_timeout = '3s'").setting("lock_timeout") == "3s");
  CHECK(StatementFacts("set local Lock_Timeout to 500").setting("lock_timeout") == "500");
  CHECK(StatementFacts("SET SESSION lock_timeout = DEFAULT").setting("lock_timeout") == "");
  CHECK(StatementFacts("RESET lock_timeout").setting("lock_timeout") == "");
  CHECK(!StatementFacts("SET lock_timeout = '3s'").setting("statement_timeout"));
  CHECK(!StatementFacts("SELECT 1").setting("lock_timeout"));
  CHECK(StatementFacts("SET search_path = a, b").sets_session());
  CHECK(StatementFacts("SELECT pg_catalog.set_config('search_path', '', false)").sets_session());
  CHECK(!StatementFacts("SET LOCAL role x").sets_session());
  CHECK(!StatementFacts("SET CONSTRAINTS ALL IMMEDIATE").sets_session());
  CHECK(StatementFacts("start transaction isolation level serializable, read only").transaction_options() ==
        "ISOLATION LEVEL SERIALIZABLE, READ ONLY");
  CHECK(StatementFacts("BEGIN WORK").transaction_options() == "");
  CHECK(StatementFacts("END").commits());
  CHECK(StatementFacts("ROLLBACK").ends_otherwise());
  CHECK(StatementFacts("COMMIT AND CHAIN").ends_otherwise());
  CHECK(!StatementFacts("COMMIT AND NO CHAIN").ends_otherwise());
  CHECK(!StatementFacts("ROLLBACK TO SAVEPOINT a").ends_otherwise());
  CHECK(StatementFacts("\\connect db").needs_psql());
  CHECK(StatementFacts("COPY t (a) FROM stdin").needs_psql());
  CHECK(!StatementFacts("COPY t FROM '/tmp/x'").needs_psql());
}

TEST_CASE("a semicolon never lands in a comment") {
  CHECK(ends_in_comment("SELECT 1 -- one"));
  CHECK(!ends_in_comment("SELECT 1 -- one\n"));
  CHECK(!ends_in_comment("SELECT '-- one'"));
  CHECK(!ends_in_comment("SELECT $$ -- $$"));
  CHECK(!ends_in_comment("SELECT 1 /* -- */"));
}

TEST_CASE("names of possible relations") {
  const auto names = StatementFacts("DROP TABLE public.\"Odd\", b").names();
  CHECK(std::find(names.begin(), names.end(), "public.\"Odd\"") != names.end());
  CHECK(std::find(names.begin(), names.end(), "b") != names.end());
}

TEST_CASE("lock modes and their conflicts") {
  CHECK(parse_lock("public.orders ACCESS EXCLUSIVE").mode == "ACCESS EXCLUSIVE");
  CHECK(parse_lock("public.orders ACCESS EXCLUSIVE").relation == "public.orders");
  CHECK(parse_lock("\"a b\".c SHARE UPDATE EXCLUSIVE").relation == "\"a b\".c");
  CHECK(parse_lock("public.orders").mode == "");
  CHECK(locks_conflict("AccessShareLock", "ACCESS EXCLUSIVE"));
  CHECK(!locks_conflict("AccessShareLock", "SHARE ROW EXCLUSIVE"));
  CHECK(locks_conflict("RowExclusiveLock", "SHARE"));
  CHECK(!locks_conflict("RowExclusiveLock", "SHARE UPDATE EXCLUSIVE"));
  CHECK(locks_conflict("ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE"));
  CHECK(!locks_conflict("ShareLock", "SHARE"));
  CHECK(lock_words("ShareRowExclusiveLock") == "SHARE ROW EXCLUSIVE");
  CHECK(lock_strength("ROW SHARE") < lock_strength("SHARE"));
}
