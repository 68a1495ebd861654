// Small string functions, errors and diagnostics as text.
#include "base/text.hpp"

#include <lockstep/diagnostic.hpp>
#include <lockstep/error.hpp>

#include <doctest/doctest.h>

using namespace lockstep;

TEST_CASE("text: split and join are each other's inverse") {
  CHECK(split("a,b,,c", ',') == std::vector<std::string>{"a", "b", "", "c"});
  CHECK(split("", ',') == std::vector<std::string>{""});
  CHECK(join(split("x.y.", '.'), ".") == "x.y.");
  CHECK(join({}, ", ").empty());
}

TEST_CASE("text: trim, lower, indent, replace_all") {
  CHECK(trim(" \t\r\n a b \n") == "a b");
  CHECK(trim(" \n").empty());
  CHECK(lower("ABC-Äß") == "abc-Äß");
  CHECK(indent("a\n\nb\n", "> ") == "> a\n> \n> b\n");
  CHECK(indent("a", "  ") == "  a");
  CHECK(replace_all("aXbXX", "X", "XX") == "aXXbXXXX");
  CHECK(replace_all("abc", "", "x") == "abc");
}

TEST_CASE("text: count_of speaks English") {
  CHECK(count_of(1, "table") == "1 table");
  CHECK(count_of(0, "table") == "0 tables");
  CHECK(count_of(2, "index") == "2 indexes");
  CHECK(count_of(3, "foreign key") == "3 foreign keys");
  CHECK(count_of(2, "policy") == "2 policies");
  CHECK(count_of(2, "match") == "2 matches");
}

TEST_CASE("text: nearest suggests only what is near") {
  const std::vector<std::string> words = {"not_null", "default", "type", "references"};
  CHECK(nearest("notnull", words) == "not_null");
  CHECK(nearest("defualt", words) == "default");
  CHECK(nearest("TYPE", words) == "type");
  CHECK(nearest("tyep", words) == "type");
  CHECK(nearest("xyz", words).empty());
  CHECK(nearest("", words).empty());
  CHECK(nearest("a", {"b"}).empty());
}

TEST_CASE("text: line_of counts from one") {
  CHECK(line_of("a\nb\r\nc", 1) == "a");
  CHECK(line_of("a\nb\r\nc", 2) == "b");
  CHECK(line_of("a\nb\r\nc", 3) == "c");
  CHECK(line_of("a\nb", 3).empty());
  CHECK(line_of("a", 0).empty());
}

TEST_CASE("diagnostic: place, message, line, caret and hint") {
  Diagnostic diagnostic;
  diagnostic.code = "unknown-key";
  diagnostic.position = {"schema.toml", 12, 4};
  diagnostic.message = "unknown key `nul`";
  diagnostic.hint = "did you mean `not_null`?";
  diagnostic.line = "\tü nul = true";
  CHECK(to_text(diagnostic) == "schema.toml:12:4: error: unknown key `nul` [unknown-key]\n"
                               "  12 | \tü nul = true\n"
                               "     | \t  ^\n"
                               "  hint: did you mean `not_null`?");
}

TEST_CASE("diagnostic: what is not known is left out") {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::warning;
  diagnostic.message = "the file is empty";
  diagnostic.position.file = "a.toml";
  CHECK(to_text(diagnostic) == "a.toml: warning: the file is empty");
  Diagnostics all;
  all.add(diagnostic);
  CHECK_FALSE(all.has_errors());
  diagnostic.severity = Severity::error;
  diagnostic.position = {};
  all.add(diagnostic);
  CHECK(all.has_errors());
  CHECK(all.text() == "a.toml: warning: the file is empty\n\nerror: the file is empty");
}

TEST_CASE("error: full text names place, work, object, statement and hint") {
  Error error = database_error("relation \"t\" does not exist", "create it first");
  error.where = "host=/tmp dbname=x";
  error.doing = "reading the catalog";
  error.object = "table public.t";
  error.sql = "SELECT 1\nFROM t";
  error.sqlstate = "42P01";
  CHECK(error.exit == Exit::database);
  CHECK(error.full() == "host=/tmp dbname=x: error: relation \"t\" does not exist\n"
                        "  while: reading the catalog\n"
                        "  object: table public.t\n"
                        "  statement:\n"
                        "    SELECT 1\n"
                        "    FROM t\n"
                        "  sqlstate: 42P01\n"
                        "  hint: create it first");
  CHECK(usage_error("no").full() == "error: no");
  CHECK(proof_error("no").exit == Exit::proof);
}
