// The folder of migrations and lockstep.sum.
#include "emit/native.hpp"

#include "base/files.hpp"
#include "support/folder.hpp"
#include "support/process.hpp"

#include <lockstep/error.hpp>

#include <doctest/doctest.h>

using namespace lockstep;

namespace {

std::string error_of(const std::filesystem::path& folder) {
  try {
    (void)read_chain(folder);
  } catch (const Error& error) {
    CHECK(error.exit == Exit::usage);
    return error.full();
  }
  return "no error";
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("versions are compared as numbers") {
  CHECK(version_less("9", "10"));
  CHECK(version_less("0009", "10"));
  CHECK(!version_less("0009", "9"));
  CHECK(!version_less("9", "0009"));
  CHECK(version_less("2", "20261122120000"));
}

TEST_CASE("a chain is read in order of version") {
  const test::TemporaryFolder folder;
  CHECK(read_chain(folder / "not there").empty());
  write_files({{folder / "10_b.sql", "SELECT 2;"},
               {folder / "9_a.sql", "SELECT 1;"},
               {folder / "20261122120000_c.expand.sql", "SELECT 3;"},
               {folder / "lockstep.sum", ""},
               {folder / ".gitattributes", "*.sql text eol=lf\n"}});
  const std::vector<ChainFile> chain = read_chain(folder.path());
  REQUIRE(chain.size() == 3);
  CHECK(chain[0].path == "9_a.sql");
  CHECK(chain[1].path == "10_b.sql");
  CHECK(chain[2].migration.phase == "expand");
  CHECK(chain[0].checksum == sha256("SELECT 1;"));
}

TEST_CASE("a folder with anything else in it is refused") {
  const test::TemporaryFolder folder;
  write_files({{folder / "9_a.sql", "SELECT 1;"}, {folder / "0009_b.sql", "SELECT 2;"}});
  CHECK(holds(error_of(folder.path()), "have the same version"));
  std::filesystem::remove(folder / "0009_b.sql");
  write_files({{folder / "README.md", "x"}});
  CHECK(holds(error_of(folder.path()), "README.md"));
  CHECK(holds(error_of(folder / "README.md"), "is not a folder"));
}

TEST_CASE("lockstep.sum tells what was edited, removed or slipped in") {
  const test::TemporaryFolder folder;
  write_files({{folder / "1_a.sql", "SELECT 1;"}, {folder / "2_b.sql", "SELECT 2;"}});
  CHECK(verify_sums(folder.path(), {}).empty());
  const auto findings = [&] { return verify_sums(folder.path(), read_chain(folder.path())); };
  REQUIRE(findings().size() == 1);
  CHECK(holds(findings()[0].sentence(), "lockstep.sum is missing"));

  const std::string sums = write_sums(read_chain(folder.path()));
  CHECK(sums == sha256("SELECT 1;") + "  1_a.sql\n" + sha256("SELECT 2;") + "  2_b.sql\n");
  write_files({{folder / "lockstep.sum", sums}});
  CHECK(findings().empty());

  const test::Ran ran =
      test::run({"sha256sum", "-c", "lockstep.sum"}, {.folder = folder.path(), .set = {}, .unset = {}, .input = {}});
  CHECK_MESSAGE(ran.exit == 0, ran.err);

  write_files({{folder / "2_b.sql", "SELECT 3;"}});
  REQUIRE(findings().size() == 1);
  CHECK(holds(findings()[0].sentence(), "2_b.sql was changed"));

  std::filesystem::rename(folder / "2_b.sql", folder / "3_b.sql");
  REQUIRE(findings().size() == 2);
  CHECK(holds(findings()[0].sentence(), "3_b.sql is not listed"));
  CHECK(holds(findings()[1].sentence(), "2_b.sql is listed in lockstep.sum but gone"));

  write_files({{folder / "lockstep.sum", std::string(7, '<') + " HEAD\n" + sums}});
  CHECK(holds(findings()[0].sentence(), "lockstep.sum:1 is no sum line"));
}
