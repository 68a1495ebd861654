// `file = "…"`: the text of an object in a file of its own.
#include "support/folder.hpp"
#include "toml/schema.hpp"

#include "base/files.hpp"
#include "kinds/function_sql.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

Declared read_with(const std::string& keys) {
  const TemporaryFolder folder;
  const std::string toml = "[functions.\"total()\"]\nreturns = \"int\"\nlanguage = \"sql\"\n" + keys;
  write_files({{folder.path() / "schema.toml", toml}, {folder.path() / "functions" / "total.sql", "SELECT 1\n"}});
  return read_schema(folder.path() / "schema.toml");
}

} // namespace

TEST_CASE("toml: the body of a function is read from a file beside the schema") {
  const Declared declared = read_with("file = \"functions/total.sql\"\n");
  CHECK_MESSAGE(!declared.diagnostics.has_errors(), declared.diagnostics.text());
  const Object* function = declared.state.find({"function", {"public", "total()"}});
  REQUIRE(function != nullptr);
  CHECK(body<Function>(*function).body == "SELECT 1\n");
  CHECK(function->places.at("body").line == 4);
}

TEST_CASE("toml: a file that is not there, or that stands beside the text itself, is a mistake at its line") {
  const Declared missing = read_with("file = \"functions/other.sql\"\n");
  CHECK(missing.diagnostics.list().front().code == "unreadable-file");
  CHECK(missing.diagnostics.list().front().position.line == 4);
  const Declared both = read_with("body = \"SELECT 2\"\nfile = \"functions/total.sql\"\n");
  CHECK(both.diagnostics.list().front().code == "duplicate");
  CHECK(both.diagnostics.list().front().position.line == 5);
}
