// Scripts are cut where psql cuts them. tests/live compares with psql itself.
#include "base/sql.hpp"

#include <doctest/doctest.h>

using namespace lockstep;

namespace {

std::vector<std::string> texts(const std::string& script) {
  std::vector<std::string> result;
  for (const Statement& statement : split_statements(script)) result.push_back(statement.text);
  return result;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("statements: semicolons part, empty statements are left out") {
  CHECK(texts("select 1; ;; select 2") == Texts{"select 1", "select 2"});
  CHECK(texts(" \n-- nothing\n/* at all */;").empty());
  CHECK(texts("").empty());
}

TEST_CASE("statements: a semicolon inside something does not part") {
  CHECK(texts("select 'a;''b'; x") == Texts{"select 'a;''b'", "x"});
  CHECK(texts("select E'a\\';b'; x") == Texts{"select E'a\\';b'", "x"});
  CHECK(texts("select e'a'\n -- note\n '\\';b'; x") == Texts{"select e'a'\n -- note\n '\\';b'", "x"});
  CHECK(texts("select e'a' -- note\n '\\';b'; x") == Texts{"select e'a' -- note\n '\\';b'", "x"});
  CHECK(texts("select 'a\\'; x") == Texts{"select 'a\\'", "x"});
  CHECK(texts("select note'a\\'; x") == Texts{"select note'a\\'", "x"});
  CHECK(texts("select \"a;\"\"b\"; x") == Texts{"select \"a;\"\"b\"", "x"});
  CHECK(texts("select $$a;b$$; x") == Texts{"select $$a;b$$", "x"});
  CHECK(texts("select $q$a;$$;$q$; x") == Texts{"select $q$a;$$;$q$", "x"});
  CHECK(texts("select a$b$; x$b$ y") == Texts{"select a$b$", "x$b$ y"});
  CHECK(texts("select $1; x") == Texts{"select $1", "x"});
  CHECK(texts("select 1 /* ; /* ; */ ; */ + 1; x") == Texts{"select 1 /* ; /* ; */ ; */ + 1", "x"});
  CHECK(texts("select 1 -- ;\n + 1; x") == Texts{"select 1 -- ;\n + 1", "x"});
  CHECK(texts("create rule r as on insert to t do (select 1; select 2); x") ==
        Texts{"create rule r as on insert to t do (select 1; select 2)", "x"});
}

TEST_CASE("statements: BEGIN ATOMIC encloses a body, BEGIN alone does not") {
  const std::string body = "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; "
                           "SELECT 2; END";
  CHECK(texts(body + "; x") == Texts{body, "x"});
  const std::string procedure = "create procedure p() begin atomic; select 1; end";
  CHECK(texts(procedure + "; x") == Texts{procedure, "x"});
  CHECK(texts("BEGIN; SELECT 1; END; x") == Texts{"BEGIN", "SELECT 1", "END", "x"});
}

TEST_CASE("statements: each knows its line and the comment right before it") {
  const auto found = split_statements("-- head\n\n-- one\n--  two\nselect\n1; -- behind\n\n\nselect 2;\n-- three\nx");
  REQUIRE(found.size() == 3);
  CHECK(found[0].line == 5);
  CHECK(found[0].comment == "one\n two");
  CHECK(found[1].line == 9);
  CHECK(found[1].comment.empty());
  CHECK(found[2].line == 11);
  CHECK(found[2].comment == "three");
}

TEST_CASE("statements: what is never closed runs to the end") {
  CHECK(texts("select 'a; b") == Texts{"select 'a; b"});
  CHECK(texts("select $x$ a; b") == Texts{"select $x$ a; b"});
  CHECK(texts("select 1 /* a; b") == Texts{"select 1 /* a; b"});
  CHECK(texts("select E'\\") == Texts{"select E'\\"});
}
