// psql's own words: what only prints goes, what does something stays.
#include "base/psql.hpp"

#include <doctest/doctest.h>

using namespace lockstep;

TEST_CASE("psql: words that print or set psql up leave an empty line, others stay") {
  CHECK(without_psql_words("\\set ON_ERROR_STOP on\n\\echo it's people\n  \\timing\nSELECT 1;\n") ==
        "\n\n\nSELECT 1;\n");
  const std::string kept = "\\set name 'x'\n\\i other.sql\n\\copy t FROM f\nSELECT E'\\echo';";
  CHECK(without_psql_words(kept) == kept);
  CHECK(without_psql_words("SELECT 1;") == "SELECT 1;");
}
