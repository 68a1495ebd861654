// squash: the last files become one plan where nobody else has them, and lead to the same schema.
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

constexpr const char* first = "[tables.t.columns]\nid = \"bigint\"\n";

/// A chain of three plans, of which a database has run the first.
struct Branch {
  TemporaryProject project;
  Database there;

  Branch() {
    plan("one", first, "1800000000");
    CHECK(ran({"apply", there.conninfo(), "-q"}).exit == 0);
    plan("two", std::string(first) + "a = \"text\"\n", "1800000100");
    plan("three", std::string(first) + "a = \"text\"\nb = \"integer\"\n[tables.t.indexes]\nt_b = [\"b\"]\n",
         "1800000200");
  }
  void plan(const std::string& name, const std::string& schema, const std::string& epoch) {
    project.write("schema.toml", schema);
    const Ran gen = project.lockstep({"gen", name, "-q"}, epoch);
    REQUIRE_MESSAGE(gen.exit == 0, gen.err);
  }
  [[nodiscard]] Ran ran(const std::vector<std::string>& words) const { return project.lockstep(words, "1800000300"); }
  [[nodiscard]] std::string version_of(const std::string& name) const {
    for (const std::string& file : project.files())
      if (file.find("_" + name + ".") != std::string::npos) return file.substr(file.find('/') + 1, 14);
    return {};
  }
};

std::string refused(const Ran& ran) {
  CHECK(ran.exit == 2);
  return ran.err;
}

} // namespace

TEST_CASE("squash: the last plans become one, and the database that had run what came before goes on") {
  const Branch branch;
  const std::vector<std::string> words{"squash", branch.version_of("two"), "--source", branch.there.conninfo(), "-q"};
  const std::vector<std::string> before = branch.project.files();
  std::vector<std::string> dry = words;
  dry.emplace_back("--dry-run");
  CHECK(branch.ran(dry).exit == 0);
  CHECK(branch.project.files() == before);
  const Ran ran = branch.ran(words);
  REQUIRE_MESSAGE(ran.exit == 0, ran.err);
  CHECK(ran.out.starts_with("removed migrations/"));
  CHECK(branch.version_of("two").empty());
  CHECK(branch.version_of("three").empty());
  CHECK_FALSE(branch.version_of("squashed").empty());
  CHECK(branch.ran({"verify", "-q"}).exit == 0);
  CHECK(branch.ran({"check", "-q"}).exit == 0);
  CHECK(branch.ran({"apply", branch.there.conninfo(), "-q"}).exit == 0);
  CHECK(branch.ran({"drift", branch.there.conninfo(), "-q"}).exit == 0);
}

TEST_CASE("squash: what others have, and what moves data, stays") {
  const Branch branch;
  const std::string two = branch.version_of("two");
  CHECK(refused(branch.ran({"squash", two})).find("nobody else has run") != std::string::npos);
  const std::string one = branch.version_of("one");
  CHECK(refused(branch.ran({"squash", one, "--source", branch.there.conninfo()})).find("has run it") !=
        std::string::npos);
  branch.project.write("migrations/20270201000000_seed.sql", "INSERT INTO t VALUES (1);\n");
  CHECK(refused(branch.ran({"squash", two, "--source", branch.there.conninfo()})).find("moves data") !=
        std::string::npos);
  CHECK(
      refused(branch.ran({"squash", "nothing", "--source", branch.there.conninfo()})).find("no migration is called") !=
      std::string::npos);
}

TEST_CASE("squash: what stands on the branch that others get files from stays, what is behind it need not be asked") {
  const Branch branch;
  const auto git = [&](const std::string& script) {
    RunOptions options = clean_environment();
    options.folder = branch.project.path();
    options.set["GIT_CONFIG_GLOBAL"] = "/dev/null";
    const Ran ran = run({"sh", "-ec", script}, options);
    REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
  };
  git("git init -q -b main . && git config user.email a@b.c && git config user.name tester && git add "
      "migrations/*_one.* migrations/*_two.* && git commit -qm landed && git checkout -qb branch");
  const std::string refusal = refused(branch.ran({"squash", branch.version_of("two"), "--base", "main"}));
  CHECK(refusal.find("it stands on main") != std::string::npos);
  CHECK(refusal.find("_two.") != std::string::npos);
  const Ran ran = branch.ran({"squash", branch.version_of("three"), "--base", "main", "-q"});
  CHECK_MESSAGE(ran.exit == 0, ran.err);
  CHECK(branch.version_of("three").empty());
  CHECK_FALSE(branch.version_of("two").empty());
  CHECK(branch.ran({"check", "-q", "--base", "main"}).exit == 0);
}
