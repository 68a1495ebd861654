// Identifiers, literals and names as PostgreSQL spells them. tests/live compares them with a server.
#include "base/references.hpp"
#include "base/sql.hpp"

#include <doctest/doctest.h>

using namespace lockstep;

TEST_CASE("the name that a text begins with ends at a space or a parenthesis outside of quotes") {
  CHECK(leading_name("state character varying(20)") == "state");
  CHECK(leading_name("\"a (b\" DESC") == "\"a (b\"");
  CHECK(leading_name("lower(note)") == "lower");
  CHECK(leading_name("(a + b)").empty());
  CHECK(leading_name("note") == "note");
}

TEST_CASE("sql: an identifier is quoted only where PostgreSQL needs it") {
  CHECK(quote_ident("orders") == "orders");
  CHECK(quote_ident("_a1") == "_a1");
  CHECK(quote_ident("name") == "name");
  CHECK(quote_ident("user") == "\"user\"");
  CHECK(quote_ident("json_table") == "\"json_table\"");
  CHECK(quote_ident("Orders") == "\"Orders\"");
  CHECK(quote_ident("1a") == "\"1a\"");
  CHECK(quote_ident("a$b") == "\"a$b\"");
  CHECK(quote_ident("größe") == "\"größe\"");
  CHECK(quote_ident("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(quote_ident("") == "\"\"");
}

TEST_CASE("sql: literals double their quotes and mark backslashes") {
  CHECK(quote_literal("it's") == "'it''s'");
  CHECK(quote_literal("") == "''");
  CHECK(quote_literal("a\\'b") == "E'a\\\\''b'");
}

TEST_CASE("sql: names are joined and taken apart") {
  CHECK(qualified("billing", "odd.name") == "billing.\"odd.name\"");
  CHECK(qualified({"a", "B", "c"}) == "a.\"B\".c");
  CHECK(ident_list({"a", "order"}) == "a, \"order\"");
  CHECK(parse_name("billing.\"odd.name\"") == std::vector<std::string>{"billing", "odd.name"});
  CHECK(parse_name("\"a\"\"b\".C") == std::vector<std::string>{"a\"b", "C"});
  CHECK(parse_name("orders") == std::vector<std::string>{"orders"});
}

TEST_CASE("sql: a name that is broken gives nothing") {
  for (const char* broken : {"", ".", "a.", ".a", "\"a", "\"\"", "a\"b\"", "\"a\"b", "a..b"}) {
    CAPTURE(broken);
    CHECK(parse_name(broken).empty());
  }
}

TEST_CASE("sql: long names are cut between characters") {
  const std::string a60(60, 'a');
  CHECK(truncate_identifier(a60 + "bcd") == a60 + "bcd");
  CHECK(truncate_identifier(a60 + "bcde") == a60 + "bcd");
  CHECK(truncate_identifier(a60 + "bc\u00fc") == a60 + "bc");
  CHECK(truncate_identifier(a60 + "\u20ac\u20ac") == a60 + "\u20ac");
}

TEST_CASE("sql: a derived name keeps its suffix") {
  CHECK(derived_name("orders", "pkey") == "orders_pkey");
  const std::string long_stem(80, 'x');
  CHECK(derived_name(long_stem, "pkey") == std::string(58, 'x') + "_pkey");
  CHECK(derived_name(std::string(57, 'x') + "\u00fc", "pkey") == std::string(57, 'x') + "_pkey");
  CHECK(derived_name("orders", std::string(80, 's')).size() == 63);
}

TEST_CASE("sql: what a foreign key refers to, with names that hold commas and parentheses") {
  const References plain = parse_references("shop.orders(id, number)");
  CHECK(plain.table == "shop.orders");
  CHECK(plain.columns == std::vector<std::string>{"id", "number"});
  const References odd = parse_references(R"x("a (b)"."c, d"("e(1)", "say ""f"", g" ))x");
  CHECK(odd.table == R"x("a (b)"."c, d")x");
  CHECK(odd.columns == std::vector<std::string>{"e(1)", "say \"f\", g"});
  CHECK(parse_references("orders").table == "orders");
  CHECK(parse_references("orders").columns.empty());
}
