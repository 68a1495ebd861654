// A chain of five hundred files, as years of work leave it.
#include "support/process.hpp"
#include "support/project.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

constexpr int tables = 300;
constexpr int files = 500;

std::string name_of(int number) { return std::to_string(20260000000000 + number); }

/// The first files make a table each, the others change one.
void write_chain(const TemporaryProject& project) {
  std::string schema;
  for (int i = 0; i < files; ++i) {
    const std::string table = "t" + std::to_string(i % tables);
    const std::string sql = i < tables
                                ? "CREATE TABLE public." + table + " (id bigint, name text);\n"
                                : "SET lock_timeout = '3s';\nALTER TABLE public." + table + " ADD COLUMN note text;\n";
    project.write("migrations/" + name_of(i) + "_step.expand.sql", sql);
    if (i >= tables) continue;
    schema += "[tables." + table + ".columns]\nid = \"bigint\"\nname = \"text\"\n" +
              (i < files - tables ? "note = \"text\"\n" : "");
  }
  project.write("schema.toml", schema);
}

void list(const TemporaryProject& project) {
  RunOptions options;
  options.folder = project.path() / "migrations";
  REQUIRE(run({"sh", "-c", "sha256sum *.sql >lockstep.sum"}, options).exit == 0);
}

} // namespace

TEST_CASE("cli: five hundred committed migrations replay in one go, and one of them that breaks is named") {
  const TemporaryProject project;
  write_chain(project);
  list(project);
  const Ran cold = project.lockstep({"check", "-q"});
  CHECK_MESSAGE(cold.exit == 0, cold.out << cold.err);
  CHECK(project.lockstep({"check", "-q"}).exit == 0);
  const std::string broken = "migrations/" + name_of(437) + "_step.expand.sql";
  project.write(broken, "SET lock_timeout = '3s';\nALTER TABLE public.gone ADD COLUMN note text;\n");
  list(project);
  const Ran ran = project.lockstep({"check", "-q"});
  CHECK(ran.exit == 1);
  CHECK_MESSAGE(ran.out.starts_with(broken + ":2:"), ran.out);
}
