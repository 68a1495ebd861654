// Comments are carried over to the canonical spelling, all of them, and each once.
#include "base/files.hpp"
#include "base/text.hpp"
#include "support/golden.hpp"
#include "support/random_toml.hpp"
#include "toml/canonical.hpp"
#include "toml/remarks.hpp"
#include "toml/schema.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

std::string canonical(const std::string& text) {
  const Canonical result = canonical_text(text, "schema.toml");
  CHECK_MESSAGE(result.diagnostics.list().empty(), result.diagnostics.text());
  return result.text;
}

/// A comment above every line that may have one, and behind it.
std::string with_remarks(const std::string& text) {
  const Remarks lines = read_remarks(text);
  std::string result = "# head\n\n";
  std::size_t at = 0;
  int number = 0;
  for (const Remarked& line : lines.lines) {
    ++number;
    result += text.substr(at, line.begin - at) + "# above " + std::to_string(number) + "\n" +
              text.substr(line.begin, line.end - line.begin) + "  # behind " + std::to_string(number);
    at = line.end;
  }
  return result + text.substr(at) + "\n# tail\n";
}

} // namespace

TEST_CASE("toml: a hash in a string is no comment, one in an array is") {
  const Remarks remarks =
      read_remarks("a = \"# no \\\" # no\"\nb = '''\n# no\n''' # yes\nc = [ # one\n  1, # two\n]\n");
  REQUIRE(remarks.lines.size() == 3);
  CHECK(remarks.lines[0].behind.empty());
  CHECK(remarks.lines[1].behind == "# yes");
  CHECK(remarks.lines[2].before == std::vector<std::string>{"# one", "# two"});
  CHECK(remarks.lines[2].path == std::vector<std::string>{"c"});
}

TEST_CASE("toml: keys and headers are told apart by their whole path") {
  const Remarks remarks = read_remarks("[a.\"b.c\"]\n'd e'.f = 1\n[[list]]\n[[list]]\nx = {}\n");
  REQUIRE(remarks.lines.size() == 5);
  CHECK(remarks.lines[1].path == std::vector<std::string>{"a", "b.c", "d e", "f"});
  CHECK(remarks.lines[4].path == std::vector<std::string>{"list#2", "x"});
}

TEST_CASE("toml: a comment on what is written elsewhere goes to the key above it") {
  CHECK(canonical("[tables.t.columns]\nid.type = \"int\"\n# why\nid.primary_key = true # so\n") ==
        "schema = \"public\"\n\n[tables.t]\nprimary_key = [\"id\"]\n\n[tables.t.columns]\n# why\n# so\nid = \"int\"\n");
}

TEST_CASE("toml: canonical files with comments everywhere stay as they are") {
  for (unsigned seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    const std::string text = with_remarks(write_schema(Dice(seed).roll_state()));
    REQUIRE(unified_diff(text, canonical(text)) == "");
  }
}

TEST_CASE("fmt: a type or name in full has a short form that says the same") {
  const auto formatted = [](const std::string& lines) {
    const std::string text = canonical("schema = \"port\"\n\n" + lines + "\n");
    CHECK(canonical(text) == text);
    return text;
  };
  const std::string columns = "[tables.calls.columns]\n";
  const auto column = [&](const std::string& before, const std::string& after) {
    CHECK(formatted(columns + "a = " + before) == "schema = \"port\"\n\n" + columns + "a = " + after + "\n");
  };
  column("\"timestamp with time zone\"", "\"timestamptz\"");
  column("\"port.mood[]\"", "\"mood[]\"");
  column("\"sea.mood\"", "\"sea.mood\"");
  column("{ type = \"text\", collation = 'pg_catalog.\"C\"' }", "{ type = \"text\", collation = '\"C\"' }");
}

TEST_CASE("fmt: a file may hold rows of a table of another file") {
  const std::string text =
      "schema = \"public\"\n\n[rows.kinds]\nkey  = [\"code\"]\nrows = [\n  { code = \"tug\" },\n]\n";
  CHECK(canonical(text) == text);
}
