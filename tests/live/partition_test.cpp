// Partitions, inheritance and typed tables as servers of every major keep them, and what a died statement leaves
// behind.
#include <lockstep/error.hpp>

#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "live/apply_bench.hpp"
#include "shadow/realise.hpp"
#include "support/plans.hpp"
#include "support/project.hpp"
#include "support/server.hpp"
#include "toml/schema.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

constexpr const char* world = R"(
CREATE TABLE r (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, at date NOT NULL, kind text DEFAULT 'x' COLLATE "C", r_id bigint REFERENCES r,
                     total int GENERATED ALWAYS AS (1 + 1) STORED, PRIMARY KEY (id, at), CHECK (kind <> ''))
  PARTITION BY RANGE (at);
CREATE INDEX orders_kind_idx ON orders (kind);
CREATE TABLE orders_1 PARTITION OF orders (CONSTRAINT own CHECK (id > 0)) FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')
  WITH (fillfactor = 70);
ALTER TABLE orders_1 ALTER kind SET DEFAULT 'jan', ALTER kind SET STORAGE external, ALTER id SET STATISTICS 500;
COMMENT ON COLUMN orders_1.r_id IS 'of January';
CREATE INDEX own_idx ON orders_1 (id);
CREATE TABLE orders_2 (at date NOT NULL, id bigint NOT NULL, r_id bigint, kind text COLLATE "C",
                       total int GENERATED ALWAYS AS (1 + 1) STORED, CONSTRAINT orders_kind_check CHECK (kind <> ''));
ALTER TABLE orders ATTACH PARTITION orders_2 FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE TABLE orders_rest PARTITION OF orders DEFAULT PARTITION BY HASH (id);
)";

constexpr const char* more = R"(
CREATE TABLE lists (kind text COLLATE "C", id bigint) PARTITION BY LIST (lower(kind) text_pattern_ops);
CREATE TABLE lists_a PARTITION OF lists FOR VALUES IN ('a', NULL) PARTITION BY HASH (id, kind);
CREATE TABLE lists_a_0 PARTITION OF lists_a FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE lists_rest PARTITION OF lists DEFAULT;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE INSERT ON lists FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER touch_own BEFORE UPDATE ON lists_rest FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE base (id bigint, note text DEFAULT 'b' CHECK (note <> ''));
CREATE TABLE child (extra int) INHERITS (base);
CREATE TABLE both_ways (id bigint, own int) INHERITS (base);
CREATE TYPE person AS (name text, born date);
CREATE TABLE people OF person (name WITH OPTIONS NOT NULL DEFAULT 'n');
ALTER TABLE people ADD CONSTRAINT grown CHECK (born < '2020-01-01');
CREATE UNIQUE INDEX people_idx ON people (name);
ALTER TABLE people REPLICA IDENTITY USING INDEX people_idx;
ALTER TABLE people CLUSTER ON people_idx;
ALTER TABLE base ALTER id SET (n_distinct = -0.5);
)";

std::string script() { return std::string(world) + more; }

std::string written(const State& state) { return write_schema(state, WriteOptions{}); }

const std::string parted = R"toml(
[tables.t]
partition_by = "range (id)"
[tables.t.columns]
id = "bigint"
note = "text"
)toml";
const std::string parts = R"toml(
[tables.t_1]
partition_of = "t"
values = "from (1) to (100)"
[tables.t_2]
partition_of = "t"
values = "from (100) to (200)"
)toml";

void apply_all(const std::string& database, const std::vector<Migration>& files) {
  std::vector<ChainFile> chain;
  for (const Migration& file : files) chain.push_back(make_file(native_file_name(file), write_native(file)));
  Connection connection(database);
  ApplyOptions options;
  options.tool_version = "test";
  CHECK(apply_chain(connection, chain, options).why == "");
}

} // namespace

TEST_CASE("partitions: what is read, written and made again is the same on every major") {
  for (const int major : majors) {
    CAPTURE(major);
    const Database original(major);
    Connection connection = original.connect();
    connection.exec(script());
    const State live = read_state(connection);
    CHECK(join(live.unknown, "\n") == "");
    const std::string text = written(live);
    const Realised again = realise_text(text, major);
    CHECK(join(describe_changes(diff_states(live, again.state)), "\n") == "");
    {
      Connection second(again.database);
      CHECK(written(read_state(second)) == text);
    }
    const ProvenPlan planned = prove_between(realise_nothing(major), again, major);
    CHECK_FALSE(planned.files.empty());
    CHECK_FALSE(prove_between(again, realise_nothing(major), major).files.empty());
    server_of(major).drop_database(again.database);
  }
}

TEST_CASE("partitions: an index that died with some of its parts is completed") {
  const std::string with_index = parted + "[tables.t.indexes]\nt_note_idx = [\"note\"]\n" + parts;
  for (const int major : majors) {
    CAPTURE(major);
    Realised from = realise_text(parted + parts, major);
    const Realised to = realise_text(with_index, major);
    {
      Connection connection(from.database);
      connection.exec("INSERT INTO t VALUES (1, 'a'), (150, 'b'); CREATE INDEX t_note_idx ON ONLY t (note); "
                      "CREATE INDEX t_1_t_note_idx ON t_1 (note); "
                      "ALTER INDEX t_note_idx ATTACH PARTITION t_1_t_note_idx");
      from.state = read_state(connection);
    }
    const ProvenPlan proven = prove_between(from, to, major);
    const std::string text = text_of(proven.files);
    CHECK(holds(text, "CREATE INDEX CONCURRENTLY t_2_t_note_idx ON public.t_2 (note);"));
    CHECK_FALSE(holds(text, "ON public.t_1"));
    CHECK_FALSE(holds(text, "DROP INDEX public"));
    apply_all(from.database, proven.files);
    Connection connection(from.database);
    CHECK(join(describe_changes(diff_states(read_state(connection), to.state)), "\n") == "");
    CHECK(query(connection, "SELECT count(*) FROM pg_index WHERE NOT indisvalid")[0][0] == "0");
  }
}

TEST_CASE("partitions: a DETACH that was interrupted is finished") {
  for (const int major : majors) {
    CAPTURE(major);
    Realised from = realise_text(parted + parts, major);
    const Realised to = realise_text(parted + parts.substr(0, parts.find("[tables.t_2]")) +
                                         "[tables.t_2.columns]\nid = \"bigint\"\nnote = \"text\"\n"
                                         "[tables.t_2.checks]\nt_2_id_check = \"(id IS NOT NULL) AND (id >= 100) "
                                         "AND (id < 200)\"\n",
                                     major);
    {
      Connection connection(from.database);
      connection.exec("INSERT INTO t VALUES (150, 'b')");
      Connection reader(from.database);
      reader.exec("BEGIN; SELECT FROM t");
      connection.exec("SET statement_timeout = '500ms'");
      CHECK_THROWS_AS(connection.exec("ALTER TABLE t DETACH PARTITION t_2 CONCURRENTLY"), Error);
      reader.exec("COMMIT");
      connection.exec("RESET statement_timeout");
      from.state = read_state(connection);
    }
    const ProvenPlan proven = prove_between(from, to, major);
    CHECK(holds(text_of(proven.files), "ALTER TABLE public.t DETACH PARTITION public.t_2 FINALIZE;"));
    apply_all(from.database, proven.files);
    Connection connection(from.database);
    CHECK(join(describe_changes(diff_states(read_state(connection), to.state)), "\n") == "");
    CHECK(query(connection, "SELECT note FROM t_2")[0][0] == "b");
  }
}

TEST_CASE("partitions: those that are managed elsewhere are no difference") {
  const Realised from = realise_text(parted + parts);
  const Realised to =
      realise_text(replace_all(parted, "partition_by", "partitions = \"managed elsewhere\"\npartition_by") +
                   "[tables.t.indexes]\nt_note_idx = [\"note\"]\n");
  const ProvenPlan proven = prove_between(from, to);
  CHECK(proven.changes == std::vector<std::string>{"+ index public.t.t_note_idx"});
  CHECK(holds(text_of(proven.files), "CREATE INDEX CONCURRENTLY t_2_t_note_idx ON public.t_2 (note);"));
}

TEST_CASE("partitions: rows stay where they are when tables are attached and detached") {
  const std::string alone = "\n[tables.t_1.columns]\nid = \"bigint\"\nnote = \"text\"\n";
  const std::string whole = parted + parts.substr(0, parts.find("[tables.t_2]"));
  const Realised apart = realise_text(parted + alone);
  const Realised together = realise_text(whole);
  const std::vector<Migration> there = prove_between(apart, together).files;
  std::vector<Migration> back = prove_between(together, apart).files;
  Connection connection(apart.database);
  connection.exec("INSERT INTO t_1 SELECT g, 'row' FROM generate_series(1, 99) g");
  apply_all(apart.database, there);
  CHECK(query(connection, "SELECT count(*) FROM t")[0][0] == "99");
  CHECK(diff_states(read_state(connection), together.state).empty());
  for (Migration& file : back) file.version = "2027" + file.version.substr(4);
  connection.exec("DROP SCHEMA IF EXISTS lockstep CASCADE");
  apply_all(apart.database, back);
  CHECK(query(connection, "SELECT count(*) FROM t")[0][0] == "0");
  CHECK(query(connection, "SELECT count(*) FROM t_1")[0][0] == "99");
  CHECK(diff_states(read_state(connection), apart.state).empty());
}

TEST_CASE("realise: what a newer PostgreSQL brought is said so, with its line") {
  const Database database(17);
  Connection connection = database.connect();
  Declared declared = read_schema_text("[tables.t.columns]\na = \"integer\"\n[tables.t.checks]\n"
                                       "c = { expression = \"a > 0\", not_enforced = true }\n",
                                       "schema.toml");
  realise(connection, declared.state, declared.diagnostics);
  const std::string text = declared.diagnostics.text();
  CHECK(holds(text, "schema.toml:4:"));
  CHECK(holds(text, "'not_enforced' of check public.t.c needs PostgreSQL 18, and this server is PostgreSQL 17"));
  CHECK(query(connection, "SELECT count(*) FROM pg_class WHERE relname = 't'")[0][0] == "0");
}
