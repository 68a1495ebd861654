// The native dialect: its exact text, reading it back, edited and hand-written files.
#include "emit/native.hpp"

#include "base/text.hpp"

#include <lockstep/error.hpp>

#include <doctest/doctest.h>
#include <random>

using namespace lockstep;

namespace {

Migration add_orders() {
  Migration migration;
  migration.version = "20261122120000";
  migration.name = "add_orders";
  migration.phase = "expand";
  migration.about = "create table public.orders\nadd foreign key public.orders.orders_customer_id_fkey";
  MigrationUnit create;
  create.statements = {"CREATE TABLE public.orders (\n    id bigint NOT NULL,\n    customer_id bigint\n)"};
  create.cost = "catalog only";
  create.lock_timeout = "3s";
  create.statement_timeout = "15s";
  create.back = "DROP TABLE public.orders";
  MigrationUnit key = create;
  key.statements = {"ALTER TABLE public.orders\n  ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) "
                    "REFERENCES public.customers (id) NOT VALID"};
  key.note = "NOT VALID: only new rows are checked, so nothing is scanned under the lock.";
  key.locks = {"public.orders SHARE ROW EXCLUSIVE", "public.customers SHARE ROW EXCLUSIVE"};
  key.back = "";
  migration.units = {create, key};
  return migration;
}

Migration add_index() {
  Migration migration;
  migration.version = "20261122120001";
  migration.name = "add_orders";
  migration.phase = "validate";
  migration.mode = TransactionMode::each;
  migration.hazards = {"long_scan", "blocks_writes"};
  MigrationUnit index;
  index.statements = {"CREATE INDEX CONCURRENTLY orders_customer_id_idx ON public.orders (customer_id)"};
  index.locks = {"public.orders SHARE UPDATE EXCLUSIVE"};
  index.cost = "index build";
  index.lock_timeout = "0";
  index.statement_timeout = "0";
  index.back = "DROP INDEX CONCURRENTLY IF EXISTS public.orders_customer_id_idx";
  MigrationUnit group;
  group.statements = {"ALTER TABLE public.orders ALTER COLUMN note SET NOT NULL",
                      "ALTER TABLE public.orders DROP CONSTRAINT orders_note_check"};
  group.note = "The check proves that no row is null.";
  group.locks = {"public.orders ACCESS EXCLUSIVE"};
  group.cost = "catalog only";
  group.lock_timeout = "3s";
  group.statement_timeout = "15s";
  group.back = "ALTER TABLE public.orders ADD CONSTRAINT orders_note_check CHECK (note IS NOT NULL) NOT VALID;\n"
               "ALTER TABLE public.orders ALTER COLUMN note DROP NOT NULL";
  MigrationUnit validate = group;
  validate.statements = {"ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey"};
  validate.note.clear();
  validate.back.clear();
  migration.units = {index, group, validate};
  return migration;
}

/// Words that try to be taken for something else.
std::string random_text(std::mt19937& random, int words) {
  static const std::vector<std::string> list = {"locks:",
                                                "leftover:",
                                                "leftover: DROP INDEX CONCURRENTLY IF EXISTS x;",
                                                "--",
                                                "a",
                                                "",
                                                "  two",
                                                "BEGIN;",
                                                "COMMIT;",
                                                "to go back   ",
                                                "phase        contract: x",
                                                "\n",
                                                "\r",
                                                "\n\n",
                                                "-- can not be undone: y",
                                                "naïve",
                                                "\"a, b\"",
                                                "; scan",
                                                "column_name",
                                                "lockstep migration, format 1",
                                                ":",
                                                "long_long_long_long_long_long_long_long_long_word"};
  std::string text;
  for (int i = 0; i < words; ++i) text += list[random() % list.size()] + (random() % 8 == 0 ? "  " : " ");
  return text;
}

std::string random_statement(std::mt19937& random) {
  static const std::vector<std::string> list = {
      "ALTER TABLE a ADD COLUMN b int",
      "ALTER TABLE a ADD COLUMN b int -- why",
      "-- a leading comment\nALTER TABLE a DROP COLUMN b;",
      "CREATE TABLE t (\n    a text DEFAULT 'x;y',\n\n    b int -- c\n)",
      "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  -- locks: x\n\n  RETURN 1;\nEND;\n$$",
      "COMMENT ON TABLE t IS 'line one\n-- can not be undone: x\n\nlast;'",
      "CREATE VIEW \"odd \"\" name\" AS\nSELECT 1 /* ; */",
      "CREATE INDEX CONCURRENTLY \"I\" ON s.t (a)",
      "SET search_path = a, b",
      "ALTER TABLE t VALIDATE CONSTRAINT c",
      "INSERT INTO t VALUES (E'a\\';b')"};
  return list[random() % list.size()];
}

Migration random_migration(std::mt19937& random) {
  const auto pick = [&](const std::vector<std::string>& list) { return list[random() % list.size()]; };
  Migration migration;
  migration.version = "20261122120000";
  migration.name = "random";
  migration.phase = pick({"expand", "backfill", "validate", "contract", ""});
  migration.mode = random() % 2 == 0 ? TransactionMode::file : TransactionMode::each;
  migration.about = random_text(random, static_cast<int>(random() % 60));
  if (random() % 2 == 0) migration.hazards = {"data_loss", "rewrite"};
  for (std::size_t left = random() % 6; left > 0; --left) {
    MigrationUnit unit;
    do {
      std::string statement = random_statement(random);
      const bool refuses = statement.find("CONCURRENTLY") != std::string::npos;
      if (refuses && (migration.mode == TransactionMode::file || !unit.statements.empty())) continue;
      unit.statements.push_back(std::move(statement));
      if (refuses) break;
    } while (random() % 3 == 0 || unit.statements.empty());
    unit.note = random_text(random, static_cast<int>(random() % 40));
    if (random() % 2 == 0) unit.locks = {"s.\"a, b\" SHARE", "public.orders " + pick({"ACCESS EXCLUSIVE", "SHARE"})};
    if (random() % 8 == 0) unit.locks.insert(unit.locks.end(), 6, "public.quite_a_long_table_name ROW SHARE");
    unit.cost = pick({"", "catalog only", "scan", "index build", "rewrite"});
    unit.lock_timeout = pick({"", "0", "3s", "500"});
    unit.statement_timeout = pick({"", "0", "15s"});
    if (random() % 3 == 0) unit.back = random_statement(random);
    if (random() % 5 == 0) unit.back = "DROP TABLE a; DROP TABLE b";
    if (random() % 8 == 0) unit.leftover_index = "public.\"Left; over\"";
    migration.units.push_back(std::move(unit));
  }
  return migration;
}

std::string error_of(const std::string& name, const std::string& content) {
  try {
    (void)parse_native(name, content);
  } catch (const Error& error) {
    CHECK(error.exit == Exit::usage);
    return error.full();
  }
  return "no error";
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("a file of one transaction reads as a DBA wants it") {
  CHECK(native_file_name(add_orders()) == "20261122120000_add_orders.expand.sql");
  CHECK(write_native(add_orders()) ==
        R"(-- lockstep migration, format 1
--
-- version      20261122120000
-- name         add_orders
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create table public.orders
--              add foreign key public.orders.orders_customer_id_fkey
-- locks        public.customers  SHARE ROW EXCLUSIVE  catalog only
--              public.orders     SHARE ROW EXCLUSIVE  catalog only
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders
--   DROP TABLE public.orders;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.orders (
    id bigint NOT NULL,
    customer_id bigint
);

-- NOT VALID: only new rows are checked, so nothing is scanned under the lock.
-- locks: public.orders SHARE ROW EXCLUSIVE, public.customers SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.orders
  ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers (id) NOT VALID;

COMMIT;
)");
}

TEST_CASE("a file of single commits says what may be repeated and how to clean up") {
  CHECK(write_native(add_index()) ==
        R"(-- lockstep migration, format 1
--
-- version      20261122120001
-- name         add_orders
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- hazards      accepted: long_scan, blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 3.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_note_check CHECK (note IS NOT NULL) NOT VALID;
--   ALTER TABLE public.orders ALTER COLUMN note DROP NOT NULL;
--   COMMIT;
--   DROP INDEX CONCURRENTLY IF EXISTS public.orders_customer_id_idx;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_customer_id_idx;
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON public.orders (customer_id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The check proves that no row is null.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_note_check;
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey;
)");
}

TEST_CASE("what was written is read back whole") {
  for (const Migration& given : {add_orders(), add_index()}) {
    const Migration read = parse_native(native_file_name(given), write_native(given));
    CHECK(read.version == given.version);
    CHECK(read.name == given.name);
    CHECK(read.phase == given.phase);
    CHECK(read.mode == given.mode);
    CHECK(read.about == given.about);
    CHECK(read.hazards == given.hazards);
    REQUIRE(read.units.size() == given.units.size());
    for (std::size_t i = 0; i < read.units.size(); ++i) {
      CHECK(read.units[i].statements == given.units[i].statements);
      CHECK(read.units[i].note == given.units[i].note);
      CHECK(read.units[i].locks == given.units[i].locks);
      CHECK(read.units[i].lock_timeout == given.units[i].lock_timeout);
      CHECK(read.units[i].statement_timeout == given.units[i].statement_timeout);
      CHECK(read.units[i].back == given.units[i].back);
    }
  }
  CHECK(parse_native(native_file_name(add_index()), write_native(add_index())).units[0].leftover_index ==
        "public.orders_customer_id_idx");
}

TEST_CASE("write, parse, write gives the same bytes, whatever notes and statements hold") {
  std::mt19937 random(20261122);
  for (int round = 0; round < 2000; ++round) {
    const Migration given = random_migration(random);
    const std::string once = write_native(given);
    const Migration read = parse_native(native_file_name(given), once);
    const std::string twice = write_native(read);
    REQUIRE(once == twice);
    std::size_t statements = 0;
    for (const MigrationUnit& unit : read.units) statements += unit.statements.size();
    std::size_t expected = 0;
    for (const MigrationUnit& unit : given.units) expected += unit.statements.size();
    REQUIRE(statements == expected);
  }
}

TEST_CASE("comments can not smuggle statements in") {
  Migration migration = add_orders();
  migration.about = "rename \"a\r; DROP TABLE x;\n b\"";
  migration.units[0].note = "note\rDROP TABLE y";
  migration.units[0].back = "COMMENT ON TABLE t IS 'a\rDROP TABLE z'";
  migration.units[1].statements = {"ALTER TABLE \"x\rDROP TABLE q;\" ADD a int"};
  const std::string text = write_native(migration);
  for (const std::string& line : split(replace_all(text.substr(0, text.find("\nBEGIN;")), "\r", "\n"), '\n'))
    CHECK_MESSAGE((line.empty() || line.starts_with("--")), line);
  CHECK(parse_native(native_file_name(migration), text).units.size() == 2);
}

TEST_CASE("statements that a user adds become units of their own") {
  std::string text = write_native(add_index());
  text += "\n-- by hand\nUPDATE public.orders SET note = '' WHERE note IS NULL;\n";
  const Migration read = parse_native("20261122120001_add_orders.validate.sql", text);
  REQUIRE(read.units.size() == 4);
  CHECK(read.units[3].note == "by hand");
  CHECK(read.units[3].lock_timeout == "3s");
  CHECK(read.units[3].back == "");
}

TEST_CASE("hand-written files without a header") {
  const Migration plain = parse_native("0001_init.sql", "create table a (b int);\ncreate table c (d int)\n");
  CHECK(plain.version == "0001");
  CHECK(plain.phase == "");
  CHECK(plain.mode == TransactionMode::file);
  CHECK(native_file_name(plain) == "0001_init.sql");
  REQUIRE(plain.units.size() == 1);
  CHECK(plain.units[0].statements.size() == 2);

  const Migration mixed = parse_native(
      "2_x.expand.sql", "\xEF\xBB\xBFSET lock_timeout TO '1s';\r\nALTER TABLE a ADD c int;\r\n\r\n"
                        "CREATE INDEX CONCURRENTLY i ON s.a (c);\r\nBEGIN ISOLATION LEVEL SERIALIZABLE;\r\n"
                        "SET LOCAL lock_timeout = '9s';\r\nUPDATE a SET c = 1;\r\nEND;\r\nANALYZE a;\r\n");
  CHECK(mixed.mode == TransactionMode::each);
  REQUIRE(mixed.units.size() == 4);
  CHECK(mixed.units[0].lock_timeout == "1s");
  CHECK(mixed.units[1].leftover_index == "s.i");
  CHECK(mixed.units[2].statements ==
        std::vector<std::string>{"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "UPDATE a SET c = 1"});
  CHECK(mixed.units[3].lock_timeout == "1s");

  const Migration group = parse_native("3_y.sql", "BEGIN;\nINSERT INTO a VALUES (1);\nCOMMIT;\n");
  CHECK(group.mode == TransactionMode::file);
  CHECK(group.units.size() == 1);
  CHECK(parse_native("4_z.sql", "").units.empty());
}

TEST_CASE("mistakes name file and line") {
  const std::string name = "20261122120000_x.expand.sql";
  CHECK(holds(error_of(name, "BEGIN;\nSELECT 1;\n"), "20261122120000_x.expand.sql:1"));
  CHECK(holds(error_of(name, "SELECT 1;\nCOMMIT;\n"), "COMMIT without a BEGIN"));
  CHECK(holds(error_of(name, "BEGIN;\nBEGIN;\nCOMMIT;"), "BEGIN inside a transaction"));
  CHECK(holds(error_of(name, "BEGIN;\nSELECT 1;\nROLLBACK;"), "ROLLBACK"));
  CHECK(holds(error_of(name, "BEGIN;\n\nVACUUM a;\nCOMMIT;"), ":3"));
  CHECK(holds(error_of(name, "\\connect other\nSELECT 1;"), "only psql understands this"));
  CHECK(holds(error_of(name, "COPY a FROM stdin;\n1\n\\.\n"), "only psql understands this"));
  CHECK(holds(error_of(name, "-- lockstep migration, format 9\n\nSELECT 1;"), "another version of lockstep"));
  CHECK(holds(error_of("20261122120009_other.expand.sql", write_native(add_orders())), "the header says version"));
  CHECK(holds(error_of("20261122120000_add_orders.contract.sql", write_native(add_orders())), "the header says phase"));
  const std::string outside = replace_all(write_native(add_orders()), "COMMIT;", "COMMIT;\nSELECT 1;");
  CHECK(holds(error_of("20261122120000_add_orders.expand.sql", outside), "outside the one transaction"));
}

TEST_CASE("file names that do not fit say how to name a file") {
  for (const char* name :
       {"V1__init.sql", "add.sql", "1.sql", "1_.sql", "1_a b.sql", "1_a.txt", "1_a.expnd.sql", "_a.sql"})
    CHECK_MESSAGE(holds(error_of(name, "SELECT 1;"), "20261122120000_add_orders.expand.sql"), name);
  CHECK(holds(error_of("1_a.expnd.sql", ""), "did you mean \"expand\""));
}
