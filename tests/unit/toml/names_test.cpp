// Default names of constraints, types and relations in short.
#include "base/text.hpp"
#include "toml/names.hpp"
#include "toml/shorten.hpp"
#include "toml/signature.hpp"
#include "toml/toml_text.hpp"

#include <doctest/doctest.h>

using namespace lockstep;

TEST_CASE("toml: default names are those that PostgreSQL chooses") {
  CHECK(choose_name("orders", "", "pkey") == "orders_pkey");
  CHECK(choose_name("orders", "customer_id", "fkey") == "orders_customer_id_fkey");
  const std::string long_table(60, 't');
  const std::string long_column(50, 'c');
  // makeObjectName shortens the longer of the two, byte by byte, until both fit.
  CHECK(choose_name(long_table, "id", "fkey") == std::string(55, 't') + "_id_fkey");
  CHECK(choose_name(long_table, long_column, "key") == std::string(29, 't') + "_" + std::string(29, 'c') + "_key");
  CHECK(choose_name(long_table, "", "pkey") == std::string(58, 't') + "_pkey");
  std::string umlauts;
  for (int i = 0; i < 31; ++i) umlauts += "ä";
  CHECK(choose_name(umlauts, "", "pkey") == umlauts.substr(0, 58) + "_pkey");
  CHECK(choose_name("t" + umlauts, "", "pkey") == "t" + umlauts.substr(0, 56) + "_pkey");
}

TEST_CASE("toml: types in short only where they surely mean the same") {
  const auto type = [](std::string_view text) { return shorten_type(text, "public"); };
  CHECK(type("timestamp with time zone") == "timestamptz");
  CHECK(type("timestamp(3) without time zone[]") == "timestamp(3)[]");
  CHECK(type("time with time zone") == "timetz");
  CHECK(type("character varying(20)") == "varchar(20)");
  CHECK(type("character varying[][]") == "varchar[][]");
  CHECK(type("character(5)") == "char(5)");
  CHECK(type("bit varying(7)") == "varbit(7)");
  CHECK(type("double precision") == "double precision");
  CHECK(type("\"char\"") == "\"char\"");
  CHECK(type("public.order_status") == "order_status");
  CHECK(type("public.\"Odd\"\"Type\"[]") == "\"Odd\"\"Type\"[]");
  CHECK(type("billing.order_status") == "billing.order_status");
  // In pg_catalog, which is searched first, these are other types.
  CHECK(type("public.text") == "public.text");
  CHECK(type("public.\"timestamp\"") == "public.\"timestamp\"");
  CHECK(type("public.pg_lsn") == "public.pg_lsn");
  CHECK(shorten_type("my.x", "my") == "x");
  CHECK(shorten_type("\"My\".x", "My") == "x");
}

TEST_CASE("toml: types of arguments as PostgreSQL spells them, and back") {
  const auto name = [](const char* text) { return join(parse_signature(text, "shop"), "/"); };
  CHECK(name("f()") == "f()");
  CHECK(name("f( int,text [] )") == "f(integer, text[])");
  CHECK(name("billing.f(VARCHAR(20), timestamptz, numeric(10, 2))") ==
        "billing/f(character varying, timestamp with time zone, numeric)");
  CHECK(name("\"Odd.f\"(mood, other.mood[], \"Mood\")") == "\"Odd.f\"(shop.mood, other.mood[], shop.\"Mood\")");
  for (const char* wrong : {"f", "f(", "f(int,)", "(int)", "a..f(int)"}) CHECK(parse_signature(wrong, "shop").empty());
  CHECK(spell_signature("f(integer, shop.mood, timestamp with time zone[], other.mood)", "shop") ==
        "f(integer, mood, timestamptz[], other.mood)");
}

TEST_CASE("toml: relations without the default schema") {
  const auto nowhere = [](const void*) { return Value(); };
  const auto deaf = [](void*, Value) { return false; };
  const Field field{"references", "", Shape::text, {.points = Points::relation}, nowhere, deaf};
  const auto relation = [&](const std::string& text) { return shorten(field, text, "public"); };
  CHECK(relation("public.customers(id)") == "customers(id)");
  CHECK(relation("public.\"Customers\"(id)") == "\"Customers\"(id)");
  CHECK(relation("billing.customers(id)") == "billing.customers(id)");
  CHECK(relation("pg_catalog.\"C\"") == "\"C\"");
  CHECK(relation("public.\"C\"") == "public.\"C\"");
  CHECK(relation("public.pg_class(oid)") == "public.pg_class(oid)");
  CHECK(relation("public.orders.id") == "orders.id");
  const Field text{"comment", "", Shape::text, {}, nowhere, deaf};
  CHECK(shorten(text, "public.customers", "public") == "public.customers");
}

TEST_CASE("toml: strings and keys in the form that reads best") {
  CHECK(spell_string("plain") == "\"plain\"");
  CHECK(spell_string("say \"x\"") == "'say \"x\"'");
  CHECK(spell_string("it's \"x\"") == "\"it's \\\"x\\\"\"");
  CHECK(spell_string("\\d+") == "'\\d+'");
  CHECK(spell_string("a\nb\x7F\x01") == "\"a\\nb\\u007F\\u0001\"");
  CHECK(spell_text("one line") == "\"one line\"");
  CHECK(spell_text("SELECT 1\n  FROM x") == "'''\nSELECT 1\n  FROM x'''");
  CHECK(spell_text("ends in '\n'") == "\"ends in '\\n'\"");
  CHECK(spell_text("a\r\nb") == "\"a\\r\\nb\"");
  CHECK(spell_key("order-id_2") == "order-id_2");
  CHECK(spell_key("odd key") == "\"odd key\"");
  CHECK(spell_key("") == "\"\"");
  CHECK(spell_part("a.b\"c") == "\"a.b\"\"c\"");
}
