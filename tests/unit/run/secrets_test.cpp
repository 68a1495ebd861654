// Where env:NAME stands decides how its value is written.
#include "run/secrets.hpp"

#include <lockstep/error.hpp>

#include <doctest/doctest.h>

using namespace lockstep;

namespace {

std::string filled(const std::string& statement, const std::string& value = R"(o'my\ word)") {
  return with_secrets(statement, [&](const std::string& name) -> std::optional<std::string> {
    if (name != "PASSWORD") return std::nullopt;
    return value;
  });
}

} // namespace

TEST_CASE("secrets: an option's whole value, a part of a connection string, of a URL") {
  CHECK(filled("CREATE USER MAPPING FOR a SERVER s OPTIONS (password 'env:PASSWORD')") ==
        R"(CREATE USER MAPPING FOR a SERVER s OPTIONS (password 'o''my\ word'))");
  CHECK(filled("CREATE SUBSCRIPTION s CONNECTION 'host=x password=env:PASSWORD user=y' PUBLICATION p") ==
        R"(CREATE SUBSCRIPTION s CONNECTION 'host=x password=''o\''my\\ word'' user=y' PUBLICATION p)");
  CHECK(filled("ALTER SUBSCRIPTION s CONNECTION 'postgres://u:env:PASSWORD@h/d'") ==
        "ALTER SUBSCRIPTION s CONNECTION 'postgres://u:o%27my%5C%20word@h/d'");
  CHECK(filled(R"(ALTER SERVER s OPTIONS (SET a E'\\x', SET b E'env:PASSWORD'))") ==
        R"(ALTER SERVER s OPTIONS (SET a E'\\x', SET b E'o''my\\ word'))");
}

TEST_CASE("secrets: other statements and other words stay as they are") {
  for (const char* statement : {"INSERT INTO t VALUES ('env:PASSWORD')", "COMMENT ON SERVER s IS 'env:PASSWORD'",
                                "CREATE USER MAPPING FOR a SERVER s OPTIONS (note 'see env:', x 'my env:PASSWORD')"})
    CHECK(filled(statement) == statement);
}

TEST_CASE("secrets: one that is not set is named, and nothing runs") {
  CHECK_THROWS_AS(filled("ALTER SERVER s OPTIONS (SET a 'env:OTHER')"), Error);
}
