// Casts of whole arrays, spelled as casts of their elements.
#include "base/array_casts.hpp"

#include <doctest/doctest.h>

using namespace lockstep;

TEST_CASE("array casts: the elements are cast where the array was") {
  CHECK(
      with_cast_elements("((state)::text = ANY ((ARRAY['a'::character varying, 'b,]'::character varying])::text[]))") ==
      "((state)::text = ANY (ARRAY[('a'::character varying)::text, ('b,]'::character varying)::text]))");
  CHECK(with_cast_elements("(ARRAY[f(a, ARRAY[1, 2]), x.\"b])::\"])::numeric(10,2)[]") ==
        "ARRAY[(f(a, ARRAY[1, 2]))::numeric(10,2), (x.\"b])::\")::numeric(10,2)]");
  CHECK(with_cast_elements("(ARRAY[(ARRAY['a'::text])::x.\"odd type\"[]])::y[]") ==
        "ARRAY[(ARRAY[('a'::text)::x.\"odd type\"])::y]");
}

TEST_CASE("array casts: what is no cast of an array, and what stands in quotes, stays") {
  for (const char* same :
       {"ARRAY[('a'::character varying)::text]", "(ARRAY[1, 2])::text", "(ARRAY[1, 2] || x)", "(ARRAY[])::text[]",
        "'(ARRAY[1])::text[]'::text", "E'\\'(ARRAY[1])::text[]'::text", "\"(ARRAY[1])::text[]\"",
        "(ARRAY[ARRAY['a'::character varying]])::text[]", "(ARRAY['a", "(ARRAY['a'])::", ""})
    CHECK(with_cast_elements(same) == same);
}
