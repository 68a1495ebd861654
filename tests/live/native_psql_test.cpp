// Every native file runs under plain psql, statement by statement on any connection, and under apply: with one result.
#include "live/apply_bench.hpp"

#include "base/files.hpp"
#include "base/sql.hpp"
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

/// What the schema public holds, one line for each thing. (pg_dump would have to be as new as the server.)
std::string contents(Bench& bench) {
  return bench.ask(R"(SELECT string_agg(line, E'\n' ORDER BY line) FROM (
      SELECT concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
        FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = 'public.orders'::regclass AND a.attnum > 0
      UNION ALL SELECT concat_ws(' ', conname, convalidated, pg_get_constraintdef(oid)) FROM pg_constraint
        WHERE conrelid = 'public.orders'::regclass
      UNION ALL SELECT concat_ws(' ', pg_get_indexdef(indexrelid), indisvalid) FROM pg_index
        WHERE indrelid = 'public.orders'::regclass
      UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      UNION ALL SELECT obj_description('public.orders'::regclass)
      UNION ALL SELECT row_to_json(o)::text FROM public.orders o) AS lines (line))");
}

} // namespace

TEST_CASE("native files run under psql, statement by statement, by apply and by replay, to the same end") {
  const TemporaryFolder folder;
  Bench applied;
  const Applied result = applied.apply(chain());
  REQUIRE_MESSAGE(result.why == "", result.why);
  const std::string expected = contents(applied);
  CHECK(holds(expected, "orders_pkey"));

  Bench by_psql;
  for (const ChainFile& file : chain()) {
    write_files({{folder / file.path, file.content}});
    const Ran ran = run({program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", by_psql.conninfo, "-f",
                         (folder / file.path).string()});
    CHECK_MESSAGE(ran.exit == 0, file.path << ": " << ran.err);
  }
  CHECK(contents(by_psql) == expected);

  Bench one_by_one;
  for (const ChainFile& file : chain())
    for (const Statement& statement : split_statements(file.content)) one_by_one.side.exec(statement.text);
  CHECK(contents(one_by_one) == expected);

  Bench replayed;
  for (const ChainFile& file : chain()) replay_file(replayed.side, file);
  CHECK(contents(replayed) == expected);
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
