// The canonical form, and that reading it gives the same state back.
#include "base/files.hpp"
#include "model/kind.hpp"
#include "support/golden.hpp"
#include "support/random_toml.hpp"
#include "toml/schema.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

State read(const std::string& text) {
  Declared declared = read_schema_text(text, "schema.toml");
  CHECK_MESSAGE(declared.diagnostics.list().empty(), declared.diagnostics.text() << "\n" << text);
  return declared.state;
}

} // namespace

TEST_CASE("toml: golden canonical forms") {
  for (const auto& folder : golden_cases("format")) {
    CAPTURE(folder.filename().string());
    expect_only(folder, {"schema.toml", "expected.toml"});
    const std::string written = write_schema(read(read_file(folder / "schema.toml")));
    expect_golden(folder / "expected.toml", written);
    CHECK(unified_diff(written, write_schema(read(written))) == "");
  }
}

TEST_CASE("toml: what was written reads back as the same state, whatever the text") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const State state = Dice(seed).roll_state();
    const std::string written = write_schema(state);
    const State again = read(written);
    const std::string difference = unified_diff(show(state), show(again));
    REQUIRE_MESSAGE(difference.empty(), difference << "\n" << written);
    REQUIRE(write_schema(again) == written);
  }
}

TEST_CASE("toml: no line is wider than 120 columns where it could be broken") {
  const std::string query(150, 'q');
  const State state = read("[views]\nv = { query = \"" + query +
                           "\", comment = \"c\" }\n[tables.t.columns]\na = { type = \"int\", "
                           "comment = \"" +
                           query + "\" }\nb = \"int\"\n");
  const std::string expected = "schema = \"public\"\n\n[tables.t.columns]\na.type    = \"int\"\na.comment = \"" +
                               query + "\"\nb         = \"int\"\n\n[views.v]\nquery = \"" + query +
                               "\"\ncomment = \"c\"\n";
  CHECK(unified_diff(expected, write_schema(state)) == "");
}

TEST_CASE("toml: another default schema moves the qualification") {
  const State state = read("[tables.a]\n[tables.\"billing.b\"]\n");
  const std::string written = write_schema(state, {.default_schema = "billing"});
  CHECK(written == "schema = \"billing\"\n\n[tables.b]\n\n[tables.\"public.a\"]\n");
  CHECK(show(read(written)) == show(state));
}

TEST_CASE("toml: what a catalog says is written as a person would") {
  State state = read(R"toml([tables.orders.columns]
id = { type = "bigint", primary_key = true }
at = { type = "timestamp with time zone", default = "now()" }
status = { type = "public.order_status", default = "'pending'::public.order_status" }
customer = { type = "character varying(20)[]", references = "public.customers(id)", collation = "pg_catalog.\"C\"" }
[extensions.citext]
version = "1.6"
schema = "public"
[extensions.postgis]
version = "3.4"
schema = "extensions"
)toml");
  state.server_major = 15;
  CHECK(unified_diff(R"toml(schema = "public"

[extensions]
citext  = {}
postgis = { schema = "extensions" }

[tables.orders]
primary_key = ["id"]

[tables.orders.columns]
id       = "bigint"
at       = { type = "timestamptz", default = "now()" }
status   = { type = "order_status", default = "'pending'" }
customer = { type = "varchar(20)[]", collation = '"C"', references = "customers(id)" }
)toml",
                     write_schema(state)) == "");
}
