// Expressions as a person would write them; nothing is taken out of strings or out of the middle of names.
#include "toml/expression.hpp"

#include "base/parens.hpp"

#include <doctest/doctest.h>
#include <utility>

using namespace lockstep;

TEST_CASE("expressions: the default schema goes before names, and from nowhere else") {
  const std::pair<const char*, const char*> cases[] = {
      {"lower(public.clean(note))", "lower(clean(note))"},
      {"public.a.public.b", "a.public.b"},
      {"public.\"Odd\"", "\"Odd\""},
      {"my_public.x", "my_public.x"},
      {"\"public.x\"", "\"public.x\""},
      {"note <> 'public.x'::text", "note <> 'public.x'::text"},
      {"note <> 'it''s public.x'", "note <> 'it''s public.x'"},
      {"note <> E'\\'public.x'", "note <> E'\\'public.x'"},
      {"nextval('public.orders_id_seq'::regclass)", "nextval('orders_id_seq')"},
      {"nextval('public.\"Odd_id_seq\"'::regclass)", "nextval('\"Odd_id_seq\"')"},
      {"nextval('other.ids'::regclass)", "nextval('other.ids')"},
      {"currval('public.ids'::regclass)", "currval('ids'::regclass)"},
      {"'a'::public.status[]", "'a'::status[]"},
      {"größe > public.größe", "größe > größe"},
  };
  for (const auto& [from, to] : cases) CHECK(shorten_names(from, "public") == to);
  CHECK(shorten_names("\"My Shop\".f(x)", "My Shop") == "f(x)");
}

TEST_CASE("expressions: parentheses around the whole go, a query stands at the margin") {
  CHECK(shorten_expression("((a > 0) AND (b > 0))", "public") == "(a > 0) AND (b > 0)");
  CHECK(shorten_expression("(a > 0) AND (b > 0)", "public") == "(a > 0) AND (b > 0)");
  CHECK(shorten_expression("(note <> ')'::text)", "public") == "note <> ')'::text");
  CHECK(shorten_expression(" SELECT id,\n    'a\n  b'::text\n   FROM public.t", "public") ==
        "SELECT id,\n   'a\n  b'::text\n  FROM t");
  CHECK(is_in_parens("(a)"));
  CHECK_FALSE(is_in_parens("(a) + (b)"));
  CHECK_FALSE(is_in_parens("("));
  CHECK_FALSE(is_in_parens(""));
}

TEST_CASE("expressions: a default needs no cast to its column's own type") {
  CHECK(shorten_default("'new'::public.status", "public.status", "public") == "'new'");
  CHECK(shorten_default("'x'::character varying", "character varying(20)", "public") == "'x'");
  CHECK(shorten_default("'ROP'::bpchar", "character(3)", "public") == "'ROP'");
  CHECK(shorten_default("'{}'::text[]", "text[]", "public") == "'{}'");
  CHECK(shorten_default("'2001-01-01 00:00:00+00'::timestamp with time zone", "timestamp(3) with time zone",
                        "public") == "'2001-01-01 00:00:00+00'");
  CHECK(shorten_default("'-1'::integer", "bigint", "public") == "-1");
  CHECK(shorten_default("'a'::text", "character varying", "public") == "'a'::text");
  CHECK(shorten_default("('a'::text || 'b'::text)", "text", "public") == "('a'::text || 'b'::text)");
  CHECK(shorten_default("NULL::text", "text", "public") == "NULL::text");
}
