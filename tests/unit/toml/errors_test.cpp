// Broken schemas and what is said about them: one folder of tests/golden/errors each.
#include "support/folder.hpp"
#include "support/golden.hpp"
#include "toml/schema.hpp"

#include <lockstep/error.hpp>

#include "base/files.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>
#include <fstream>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

std::string message_of(const fs::path& path) {
  try {
    (void)read_schema(path);
  } catch (const Error& error) {
    CHECK(error.exit == Exit::usage);
    return error.full();
  }
  return "no error";
}

} // namespace

TEST_CASE("toml: golden errors") {
  for (const fs::path& folder : golden_cases("errors")) {
    CAPTURE(folder.filename().string());
    expect_only(folder, {"schema.toml", "schema", "expected.txt"});
    const bool single = fs::exists(folder / "schema.toml");
    const Declared declared = read_schema(folder / (single ? "schema.toml" : "schema"));
    CHECK(!declared.diagnostics.list().empty());
    const std::string text = declared.diagnostics.text() + "\n";
    expect_golden(folder / "expected.txt", replace_all(text, folder.string() + "/", ""));
  }
}

TEST_CASE("toml: diagnostics stand in the order of the source") {
  const Declared declared = read_schema_text("[views]\nv = { x = 1 }\n[tables.t]\ny = 2\n[enums]\ne = 3\n", "s.toml");
  REQUIRE(declared.diagnostics.list().size() == 4);
  int line = 0;
  for (const Diagnostic& diagnostic : declared.diagnostics.list()) {
    CHECK(diagnostic.position.line >= line);
    line = diagnostic.position.line;
  }
  CHECK(declared.diagnostics.has_errors());
}

TEST_CASE("toml: a schema that is not there, or is no schema, ends the command") {
  const TemporaryFolder folder;
  CHECK(message_of(folder / "nowhere.toml").find("No such file") != std::string::npos);
  CHECK(message_of(folder.path()).find("there is no .toml file in this folder") != std::string::npos);
  write_files({{folder / "lockstep.toml", ""}, {folder / ".hidden/x.toml", "a = 1"}, {folder / "notes.txt", "x"}});
  CHECK(message_of(folder.path()).find("there is no .toml file in this folder") != std::string::npos);
}

TEST_CASE("toml: a file of 100 MB is refused before it is read") {
  const TemporaryFolder folder;
  const fs::path file = folder / "schema.toml";
  std::ofstream(file).put('#');
  fs::resize_file(file, std::uintmax_t{100} << 20U);
  const std::string message = message_of(file);
  CHECK(message.find("100 MB") != std::string::npos);
  CHECK(message.find("split it into a folder") != std::string::npos);
}
