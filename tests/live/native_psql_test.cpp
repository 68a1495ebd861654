// Every native file runs under plain psql, statement by statement on any connection, and under apply: with one result.
#include "live/apply_bench.hpp"

#include "base/files.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "support/folder.hpp"
#include "support/process.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

MigrationUnit unit(std::vector<std::string> statements, const std::string& lock_timeout = "3s") {
  MigrationUnit result;
  result.statements = std::move(statements);
  result.note = "Why: a note with a ; and a 'quote'.";
  result.locks = {"public.orders ACCESS EXCLUSIVE"};
  result.cost = "catalog only";
  result.lock_timeout = lock_timeout;
  result.statement_timeout = lock_timeout == "0" ? "0" : "15s";
  return result;
}

ChainFile written(const std::string& version, const std::string& phase, TransactionMode mode,
                  std::vector<MigrationUnit> units) {
  Migration migration;
  migration.version = version;
  migration.name = "orders";
  migration.phase = phase;
  migration.mode = mode;
  migration.about = "several things; among them\nthis";
  migration.units = std::move(units);
  return make_file(native_file_name(migration), write_native(migration));
}

std::vector<ChainFile> chain() {
  return {
      written(
          "20261122120000", "expand", TransactionMode::file,
          {unit({"CREATE TABLE public.orders (\n    id bigint NOT NULL,\n    note text DEFAULT 'a;b' -- why\n)"}),
           unit({"CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n\n  -- locks: no\n"
                 "  RETURN NEW;\nEND;\n$$",
                 "COMMENT ON TABLE public.orders IS E'back\\\\slash; it''s'"}),
           unit({"CREATE FUNCTION public.two() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END"}, "500"),
           unit({"INSERT INTO public.orders VALUES (1) -- last"}, "")}),
      written("20261122120001", "validate", TransactionMode::each,
              {unit({"CREATE UNIQUE INDEX CONCURRENTLY orders_id ON public.orders (id)"}, "0"),
               unit({"ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id",
                     "ALTER TABLE public.orders ADD CONSTRAINT n CHECK (note <> '') NOT VALID"}),
               unit({"ALTER TABLE public.orders VALIDATE CONSTRAINT n"}, "0"), unit({"VACUUM public.orders"}, "")}),
      written("20261122120002", "contract", TransactionMode::file, {}),
  };
}

/// The whole schema as pg_dump sees it, without the history.
std::string dump(const std::string& conninfo) {
  const Ran ran = run({program("pg_dump"), "--schema-only", "--exclude-schema=lockstep", "-d", conninfo});
  REQUIRE_MESSAGE(ran.exit == 0, ran.err);
  // Newer minor versions guard a dump with a random key.
  std::string text;
  for (const std::string& line : split(ran.out, '\n'))
    if (!line.starts_with("\\restrict") && !line.starts_with("\\unrestrict")) text += line + "\n";
  return text;
}

} // namespace

TEST_CASE("native files run under psql, statement by statement, by apply and by replay, to the same end") {
  const TemporaryFolder folder;
  Bench applied;
  const Applied result = applied.apply(chain());
  REQUIRE_MESSAGE(result.why == "", result.why);
  const std::string expected = dump(applied.conninfo);
  CHECK(holds(expected, "orders_pkey"));

  Bench by_psql;
  for (const ChainFile& file : chain()) {
    write_files({{folder / file.path, file.content}});
    const Ran ran = run({program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", by_psql.conninfo, "-f",
                         (folder / file.path).string()});
    CHECK_MESSAGE(ran.exit == 0, file.path << ": " << ran.err);
  }
  CHECK(dump(by_psql.conninfo) == expected);

  Bench one_by_one;
  for (const ChainFile& file : chain())
    for (const Statement& statement : split_statements(file.content)) one_by_one.side.exec(statement.text);
  CHECK(dump(one_by_one.conninfo) == expected);

  Bench replayed;
  for (const ChainFile& file : chain()) replay_file(replayed.side, file);
  CHECK(dump(replayed.conninfo) == expected);
}

TEST_CASE("psql stops in a native file of one transaction without a trace") {
  const TemporaryFolder folder;
  Bench bench;
  bench.side.exec("CREATE TABLE public.orders (id bigint)");
  bench.side.exec("CREATE FUNCTION public.touch() RETURNS int LANGUAGE sql AS 'SELECT 1'");
  bench.side.exec("DROP TABLE public.orders");
  const ChainFile file = chain().front();
  write_files({{folder / file.path, file.content}});
  const Ran ran = run({program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", bench.conninfo, "-f",
                       (folder / file.path).string()});
  CHECK(ran.exit == 3);
  CHECK(bench.ask("SELECT to_regclass('public.orders') IS NULL") == "t");
}
