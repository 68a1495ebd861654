// export: the SQL makes the very schema on a server that knows nothing of it, and a tool that reads DBML reads ours.
#include <lockstep/export.hpp>

#include "support/dump.hpp"
#include "support/folder.hpp"
#include "support/npm.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

std::string exported(const fs::path& folder, const std::string& source, const std::string& to) {
  ExportOptions options;
  options.folder = folder.string();
  options.source = source;
  options.to = to;
  return export_schema(options).text;
}

void expect_same(const std::string& one, const std::string& other) {
  std::string text;
  for (const DumpDifference& difference : compare_dumps(dump_of(one), dump_of(other)))
    text += difference.what + " " + difference.type + " " + difference.name + "\n" + difference.text + "\n";
  CHECK_MESSAGE(text.empty(), text);
}

} // namespace

TEST_CASE("export: SQL of a live database makes one that dumps alike") {
  const fs::path examples = repository() / "schema-examples";
  const Database original;
  run_psql(original.conninfo(), read_file(examples / "legacy-pull" / "dump.sql"));
  const Database copy;
  run_psql(copy.conninfo(), exported(examples / "legacy-pull", original.conninfo(), "sql"));
  expect_same(original.conninfo(), copy.conninfo());
}

TEST_CASE("export: SQL of declared schemas runs, and a second one from there is the same") {
  const fs::path examples = repository() / "schema-examples";
  for (const std::string name : {"harbor-supply", "harbor-multi-schema"}) {
    CAPTURE(name);
    const std::string source = name == "harbor-supply" ? "schema.toml" : "schema";
    const std::string sql = exported(examples / name, source, "sql");
    const Database database;
    run_psql(database.conninfo(), sql);
    const std::string again = exported(examples / name, database.conninfo(), "sql");
    CHECK(sql.substr(sql.find('\n')) == again.substr(again.find('\n')));
  }
}

TEST_CASE("export: DBML is read by its own tool") {
  if (!has_npm_for("@dbml/cli")) return;
  const TemporaryFolder folder;
  const fs::path example = repository() / "tests" / "golden" / "cli" / "export" / "project";
  write_files({{folder.path() / "schema.dbml", exported(example, "schema.toml", "dbml")}});
  const fs::path program = npm_program("@dbml/cli@3.14.1", "dbml2sql");
  const Ran ran =
      run({program.string(), (folder.path() / "schema.dbml").string(), "--postgres"}, {folder.path(), {}, {}, {}});
  CHECK_MESSAGE(ran.exit == 0, ran.out << ran.err);
  CHECK(ran.out.find("CREATE TYPE \"Odd mood\" AS ENUM") != std::string::npos);
  CHECK(ran.out.find("CREATE TABLE \"shop\".\"shelf\"") != std::string::npos);
  CHECK(ran.out.find("ALTER TABLE \"shop\".\"shelf\" ADD CONSTRAINT \"shelf_row_fkey\" FOREIGN KEY (\"row\")") !=
        std::string::npos);
}
