// The chains of tests/live/import, written by hand with each tool's quirks, applied by the tool itself: lockstep knows
// them whole, and the tool's history.
#include "interop/play.hpp"
#include "support/golden.hpp"
#include "support/paths.hpp"

#include "base/files.hpp"

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

/// Where the migrations stand among the files of the chain.
std::string folder_among(const std::string& name) {
  const std::map<std::string, std::string> folders = {{"flyway", "sql"},
                                                      {"liquibase", "db"},
                                                      {"alembic", "versions"},
                                                      {"goose", "db"},
                                                      {"prisma", "prisma/migrations"},
                                                      {"drizzle", "drizzle"},
                                                      {"rails", "db/migrate"},
                                                      {"dbmate", "db/migrations"},
                                                      {"sqitch", "."}};
  const auto found = folders.find(name);
  return found == folders.end() ? "migrations" : found->second;
}

/// `name`: of its chain.
void take_over(const Runner& runner, const std::string& name) {
  const std::optional<fs::path> home = home_of(runner.name);
  if (!home) return;
  const fs::path data = repository() / "tests" / "live" / "import";
  Play play(runner, *home);
  const std::string folder = play.folder();
  const auto options = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
  fs::create_directories(play.project().path() / folder);
  fs::copy(data / name / folder_among(name), play.project().path() / folder, options);
  std::vector<std::string> words{"import", folder, "--force"};
  if (name == "rails") {
    fs::copy(data / name / "db" / "structure.sql", play.project().path() / "structure.sql");
    words.insert(words.end(), {"--sql", "structure.sql"});
  }
  if (name == "alembic") words.insert(words.end(), {"--sql", (data / "alembic" / "printed.sql").string()});
  play.must(words);
  CHECK(unified_diff(read_file(data / "expected.toml"), play.project().read("schema.toml")) == "");
  play.must_apply();
  play.expect_in_step();
  const std::string looked_at = play.project().lockstep({"lint"}).err;
  CHECK_MESSAGE(looked_at.find("not looked at") == std::string::npos, looked_at);
}

void take_over(const std::string& name) { take_over(runner(name), name); }

} // namespace

TEST_CASE("interop: a chain of flyway written by hand") { take_over("flyway"); }
TEST_CASE("interop: a chain of liquibase written by hand") { take_over("liquibase"); }
TEST_CASE("interop: a chain of alembic written by hand") { take_over("alembic"); }
TEST_CASE("interop: a chain of golang-migrate written by hand") { take_over("golang-migrate"); }
TEST_CASE("interop: a chain of goose written by hand") { take_over("goose"); }
TEST_CASE("interop: a chain of prisma written by hand") { take_over(runner("prisma-6"), "prisma"); }
TEST_CASE("interop: a chain of drizzle written by hand") { take_over("drizzle"); }
TEST_CASE("interop: a chain of rails written by hand") { take_over("rails"); }
TEST_CASE("interop: a chain of dbmate written by hand") { take_over("dbmate"); }
TEST_CASE("interop: a chain of sqitch written by hand") { take_over("sqitch"); }
TEST_CASE("interop: a chain of atlas written by hand") { take_over("atlas"); }
TEST_CASE("interop: a chain of psql written by hand") { take_over("psql"); }
