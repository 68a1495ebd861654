// Recipes that golden plans can not show: they start from what no schema declares, or need a server of their own.
#include <lockstep/error.hpp>

#include "catalog/read.hpp"
#include "emit/native.hpp"
#include "live/apply_bench.hpp"
#include "support/plans.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

const std::string nullable = R"(
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
note = "text"
)";
const std::string required = R"(
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
note = { type = "text", not_null = true }
)";

} // namespace

TEST_CASE("recipes: from PostgreSQL 18 on NOT NULL is added NOT VALID, and a begun one is only validated") {
  Realised from = realise_text(nullable, 18);
  const Realised to = realise_text(required, 18);
  const std::string text = text_of(prove_between(from, to, 18).files);
  CHECK(holds(text, "ADD CONSTRAINT orders_note_not_null NOT NULL note NOT VALID;"));
  CHECK(holds(text, "VALIDATE CONSTRAINT orders_note_not_null;"));
  CHECK(!holds(text, "CHECK ("));
  {
    Connection connection(from.database);
    connection.exec("ALTER TABLE orders ADD CONSTRAINT begun NOT NULL note NOT VALID");
    from.state = read_state(connection);
  }
  const std::string rest = text_of(prove_between(from, to, 18).files);
  CHECK(holds(rest, "VALIDATE CONSTRAINT begun;"));
  CHECK(!holds(rest, "ADD CONSTRAINT"));
}

TEST_CASE("recipes: what a virtual column is computed from changes where PostgreSQL can, and else it is said how") {
  const auto orders = [](const std::string& expression, const std::string& more) {
    return realise_text(
        "[tables.orders]\n[tables.orders.columns]\nnet = \"int\"\ngross = { type = \"int\", generated = \"" +
            expression + "\", virtual = true }\n" + more,
        18);
  };
  for (const char* more :
       {"[tables.orders.checks]\npositive = \"net > 0\"\n", "[publications.feed]\ntables = [\"public.orders\"]\n"}) {
    CAPTURE(more);
    const Realised from = orders("net * 2", more);
    try {
      (void)prove_between(from, orders("net * 3", more), 18);
      FAIL_CHECK("PostgreSQL 18 takes no such statement");
    } catch (const Error& error) {
      CHECK(error.exit == Exit::usage);
      CHECK_MESSAGE(holds(error.full(), "add a column with a new name"), error.full());
    }
  }
  CHECK(holds(text_of(prove_between(orders("net * 2", ""), orders("net * 3", ""), 18).files), "SET EXPRESSION"));
}

TEST_CASE("recipes: a table whose publication takes no update is not filled, and it is said what to do") {
  const auto visits = [](const std::string& page, const std::string& of_table) {
    return realise_text("[tables.visits]\nprimary_key = [\"id\"]\n" + of_table +
                        "[tables.visits.columns]\nid = \"bigint\"\nplace = \"text\"\n" + page +
                        "[publications.feed]\ntables = [\"public.visits WHERE (place = 'here')\"]\n");
  };
  const std::string plain = "page = \"text\"\n";
  const std::string filled = "page = { type = \"text\", not_null = true, backfill = \"'none'\" }\n";
  try {
    (void)prove_between(visits(plain, ""), visits(filled, ""));
    FAIL_CHECK("PostgreSQL takes no UPDATE of such a table");
  } catch (const Error& error) {
    CHECK(error.exit == Exit::usage);
    CHECK_MESSAGE(holds(error.full(), "replica_identity = \"full\""), error.full());
  }
  const std::string full = "replica_identity = \"full\"\n";
  CHECK(holds(text_of(prove_between(visits(plain, full), visits(filled, full)).files), "SET page = 'none'"));
}

TEST_CASE("recipes: an index that is only INVALID is built again in its place") {
  const std::string with_index = nullable + "[tables.orders.indexes]\norders_note_idx = [\"note\"]\n";
  Realised from = realise_text(with_index);
  const Realised to = realise_text(with_index);
  {
    Connection connection(from.database);
    connection.exec("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'orders_note_idx'::regclass");
    from.state = read_state(connection);
  }
  const ProvenPlan proven = prove_between(from, to);
  CHECK(holds(text_of(proven.files), "\nREINDEX INDEX CONCURRENTLY public.orders_note_idx;"));
  REQUIRE(proven.files.size() == 1);
  Connection connection(from.database);
  ApplyOptions options;
  options.tool_version = "test";
  const ChainFile file = make_file(native_file_name(proven.files[0]), write_native(proven.files[0]));
  CHECK(apply_chain(connection, {file}, options).why == "");
  CHECK(diff_states(read_state(connection), to.state).empty());
}

TEST_CASE("recipes: what differs in its name alone is renamed, without a hint") {
  const std::string parts = R"(
[tables.orders.checks]
NAME_check = "note <> ''"
[tables.orders.indexes]
NAME_idx = ["note"]
[tables.orders.unique]
NAME_key = ["note"]
)";
  const auto named = [&](const std::string& name) {
    std::string text = nullable + parts;
    for (std::size_t at = text.find("NAME"); at != std::string::npos; at = text.find("NAME")) text.replace(at, 4, name);
    return text;
  };
  TemporaryProject project;
  project.write("lockstep.toml", "");
  project.write("schema.toml", named("old"));
  CHECK(project.lockstep({"gen", "first"}, "1700000000").exit == 0);
  project.write("schema.toml", named("new"));
  const Ran ran = project.lockstep({"gen", "renamed", "--dry-run"}, "1700000100");
  INFO(ran.out << ran.err);
  CHECK(ran.exit == 0);
  CHECK(holds(ran.out, "ALTER TABLE public.orders RENAME CONSTRAINT old_check TO new_check;"));
  CHECK(holds(ran.out, "ALTER TABLE public.orders RENAME CONSTRAINT old_key TO new_key;"));
  CHECK(holds(ran.out, "ALTER INDEX public.old_idx RENAME TO new_idx;"));
  CHECK(!holds(ran.out, "CREATE"));
}
