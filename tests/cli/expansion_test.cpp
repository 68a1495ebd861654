// Expansions that stay open: what the program says of them as time goes by.
#include "app/open.hpp"
#include "support/project.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string schema_with(const std::string& column) {
  return "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\n" + column + "\n";
}

} // namespace

TEST_CASE("expansions: check warns of one that is open for too long") {
  const TemporaryProject project;
  project.write("lockstep.toml", "[policy]\nmax_expansion_age = \"14d\"\n");
  project.write("schema.toml", schema_with("status = \"text\""));
  REQUIRE(project.lockstep({"gen", "first"}, "1767225600").exit == 0);
  project.write("schema.toml", schema_with("state = { type = \"text\", renamed_from = \"status\" }"));
  REQUIRE(project.lockstep({"gen", "state"}, "1767225700").exit == 0);
  const Ran young = project.lockstep({"check"}, "1767312000");
  CHECK(young.exit == 0);
  CHECK_FALSE(has(young.out, "old-expansion"));
  const Ran old = project.lockstep({"check"}, "1769817600");
  CHECK(old.exit == 0);
  CHECK(has(old.out, "warning: state is open for 29 days, longer than 14d: public.orders.status -> public.orders.state "
                     "[old-expansion]"));
  CHECK(has(old.out, "lockstep contract state"));
  CHECK(has(old.out, "ok: "));
}

TEST_CASE("expansions: lengths of time in words and in seconds") {
  CHECK(seconds_of("250ms") == doctest::Approx(0.25));
  CHECK(seconds_of("2d") == doctest::Approx(172800));
  CHECK(seconds_of("90 min") == doctest::Approx(5400));
  CHECK(age_words(59) == "less than an hour");
  CHECK(age_words(3700) == "1 hour");
  CHECK(age_words(47 * 3600) == "47 hours");
  CHECK(age_words(12.5 * 86400) == "12 days");
}

} // namespace lockstep::test
