// lint --fix: hand-written files in their safe form, as each runner takes them, and the schema that they lead to stays.
#include "support/golden.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <map>

using namespace lockstep;
using namespace lockstep::test;

namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// What is below a folder, by path.
std::map<std::string, std::string> files_below(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files[fs::relative(entry.path(), folder).generic_string()] = read_file(entry.path());
  return files;
}

} // namespace

// tests/golden/lint_fix/<case>: before/ holds a project with one SQL file, after/ the SQL files that --fix makes of it.
TEST_CASE("cli lint --fix: statements get their safe form as their runner takes it, and a second time there is none") {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(golden_folder("lint_fix"))) {
    ++count;
    CAPTURE(entry.path().filename().string());
    const auto before = files_below(entry.path() / "before");
    const auto sql =
        std::find_if(before.begin(), before.end(), [](const auto& file) { return file.first.ends_with(".sql"); });
    REQUIRE(sql != before.end());
    const TemporaryProject project(entry.path() / "before");
    const Ran ran = project.lockstep({"lint", "--fix", sql->first});
    INFO(ran.out << ran.err);
    auto after = files_below(project.path());
    after.erase("lockstep.toml");
    for (const auto& [path, text] : after) expect_golden(entry.path() / "after" / path, text);
    if (fs::exists(entry.path() / "after")) CHECK(files_below(entry.path() / "after").size() == after.size());
    const Ran again = project.lockstep({"lint", "--fix", "-q"});
    CHECK_FALSE(has(again.out, ": fixed: "));
    for (const auto& [path, text] : after) CHECK(project.read(path) == text);
    // What was mended is no finding any more.
    for (const std::string& line : split(ran.out, '\n')) {
      const std::size_t mark = line.find(": fixed: ");
      if (mark == std::string::npos) continue;
      for (const std::string& rule : split(replace_all(line.substr(mark + 9), ", ", ","), ','))
        CHECK_MESSAGE(!has(project.lockstep({"lint", sql->first, "-q"}).out, "(" + rule + ")"), rule);
    }
  }
  CHECK(count >= 20);
}

TEST_CASE("cli lint --fix: a chain that is mended leads to the same schema, and applies") {
  const TemporaryProject project;
  project.write("lockstep.toml", "");
  project.write("migrations/20260101000000_first.expand.sql",
                "CREATE TABLE p (id bigint PRIMARY KEY);\n"
                "CREATE TABLE o (id bigint PRIMARY KEY, n bigint, q bigint NOT NULL, s text);\n");
  project.write("migrations/20260102000000_second.expand.sql",
                "ALTER TABLE o ADD FOREIGN KEY (n) REFERENCES p;\n"
                "CREATE INDEX o_n ON o (n);\n"
                "ALTER TABLE o ALTER s SET NOT NULL, ADD CONSTRAINT o_q UNIQUE (q), ADD CHECK (n > 0);\n");
  REQUIRE(run({"sh", "-c", "cd '" + project.path().string() + "/migrations' && sha256sum *.sql >lockstep.sum"}).exit ==
          0);
  const Database before;
  CHECK(project.lockstep({"apply", before.conninfo(), "-q"}).exit == 0);
  const std::string text = project.read("migrations/20260102000000_second.expand.sql");
  const Ran dry = project.lockstep({"lint", "--fix", "--dry-run", "migrations/20260102000000_second.expand.sql"});
  CHECK(has(dry.out, "CREATE INDEX CONCURRENTLY o_n ON o (n);"));
  CHECK(project.read("migrations/20260102000000_second.expand.sql") == text);
  const Ran ran = project.lockstep({"lint", "--fix", "migrations/20260102000000_second.expand.sql"});
  CHECK_MESSAGE(ran.exit == 0, ran.out << ran.err);
  CHECK(has(ran.out, "20260102000000_second.expand.sql:2: fixed: index-not-concurrent\n    CREATE INDEX CONCURRENTLY"));
  const Database after;
  after.connect().exec("CREATE TABLE unrelated (id int)");
  const Ran applied = project.lockstep({"apply", after.conninfo(), "-q"});
  CHECK_MESSAGE(applied.exit == 0, applied.out << applied.err);
  after.connect().exec("DROP TABLE unrelated");
  const Ran same = project.lockstep({"drift", after.conninfo(), "--against", before.conninfo(), "-q"});
  CHECK_MESSAGE(same.exit == 0, same.out);
}

TEST_CASE("cli lint --fix: what is released stays as it is unless told, and what has no safe form says why") {
  const TemporaryProject project;
  project.write("lockstep.toml", "");
  const std::string file = "migrations/20260102000000_x.expand.sql";
  const std::string text = "CREATE INDEX o_n ON o (n);\n";
  project.write("migrations/20260101000000_first.expand.sql", "CREATE TABLE o (id bigint PRIMARY KEY, n bigint);\n");
  project.write(file, text);
  REQUIRE(run({"sh", "-c", "cd '" + project.path().string() + "/migrations' && sha256sum *.sql >lockstep.sum"}).exit ==
          0);
  const auto fix = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"lint", "--fix", "-q"});
    return project.lockstep(more).out;
  };
  CHECK(has(fix({}), "nothing says that nobody has run it"));
  const Database database;
  REQUIRE(project.lockstep({"apply", database.conninfo(), "-q"}).exit == 0);
  CHECK(has(fix({"--source", database.conninfo()}), "has run it"));
  RunOptions options = clean_environment();
  options.folder = project.path();
  options.set["GIT_CONFIG_GLOBAL"] = "/dev/null";
  REQUIRE(
      run({"sh", "-ec",
           "git init -q -b main . && git config user.email a@b.c && git config user.name tester && git add "
           "migrations/*first* && git commit -qm first && git checkout -qb branch && git add -A && git commit -qm x"},
          options)
          .exit == 0);
  CHECK(has(fix({file}), "git has it committed"));
  CHECK(has(fix({file, "--base", "branch"}), "it stands on branch"));
  CHECK(project.read(file) == text);
  CHECK(has(fix({file, "--base", "main", "--dry-run"}), ": fixed: index-not-concurrent"));
  CHECK(project.read(file) == text);
  CHECK(has(fix({file, "--released"}), "wrote " + file));
  CHECK(project.read(file) == "CREATE INDEX CONCURRENTLY o_n ON o (n);\n");
  CHECK(project.lockstep({"lint", "--dry-run"}).exit == 2);

  project.write("sql/x.sql", "CREATE TABLE parted (id int, n int) PARTITION BY RANGE (id);\n");
  project.write("sql/y.sql", "SET lock_timeout = '1s';\nCREATE INDEX parted_n ON parted (n);\n"
                             "DROP INDEX parted_n CASCADE;\nALTER TABLE parted ADD PRIMARY KEY (id);\n");
  const std::string left = fix({"sql/y.sql"});
  CHECK(has(left, "y.sql:2: not fixed: index-not-concurrent\n    a partitioned table takes no CONCURRENTLY"));
  CHECK(has(left, "y.sql:3: not fixed: drop-index-not-concurrent\n    CASCADE"));
  CHECK(has(left, "y.sql:4: not fixed: key-builds-index"));
  project.write("drizzle.sql", "CREATE INDEX a ON b (c);\n--> statement-breakpoint\nSELECT 1;\n");
  CHECK(has(fix({"drizzle.sql"}), "runs every file in a transaction"));
}
