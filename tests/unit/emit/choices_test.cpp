// Placeholders, contexts and labels: what runners put in, and what of a chain they run.
#include "base/text.hpp"
#include "emit/dialect.hpp"
#include "emit/dialects/choices.hpp"

#include <lockstep/error.hpp>

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::dialects;

namespace {

using Names = std::vector<std::string>;

Names paths_of(const std::string& dialect, const Folder& folder) {
  Names paths;
  for (const ChainFile& file : find_dialect(dialect).read(folder)) paths.push_back(file.path);
  return paths;
}

} // namespace

TEST_CASE("choices: expressions of contexts and labels") {
  CHECK(holds_of("", {}));
  CHECK(holds_of("a, b", {"b"}));
  CHECK(holds_of("a and !b", {"A"}));
  CHECK_FALSE(holds_of("a and !b", {"a", "b"}));
  CHECK(holds_of("not (a or b) , c and d", {"c", "d"}));
  CHECK_FALSE(holds_of("not (a or b), c and d", {"a", "c"}));
  Choices nothing;
  CHECK(is_chosen("test", "slow", nothing));
  CHECK_FALSE(is_chosen("@test", "", nothing));
  Choices some;
  some.contexts = {"prod"};
  some.labels = "core and !slow";
  CHECK(is_chosen("", "", some));
  CHECK(is_chosen("prod or dev", "core", some));
  CHECK_FALSE(is_chosen("test", "core", some));
  CHECK_FALSE(is_chosen("prod", "core, slow", some));
}

TEST_CASE("choices: placeholders of Flyway are put in; one that nobody knows is told with its line") {
  Folder folder{{"V1__a.sql", "CREATE TABLE ${App}.t ();\n-- in ${flyway:filename}\n"},
                {"V2__b.sql", "SELECT 1;\nSELECT '${who}';\n"}};
  folder.choices.placeholders = {{"app", "shop"}, {"who", "ada"}};
  const auto chain = find_dialect("flyway").read(folder);
  REQUIRE(chain.size() == 2);
  CHECK(chain[0].migration.units[0].statements[0] == "CREATE TABLE shop.t ()");
  CHECK(chain[1].migration.units.back().statements.back() == "SELECT 'ada'");
  folder.choices.placeholders.erase("who");
  try {
    (void)find_dialect("flyway").read(folder);
    FAIL("nobody knows who");
  } catch (const Error& error) {
    CHECK(error.full().find("${who}") != std::string::npos);
    CHECK(error.where == "V2__b.sql:2");
    CHECK(error.hint.find("[placeholders]") != std::string::npos);
  }
  folder.choices.opens.clear();
  CHECK(find_dialect("flyway").read(folder).size() == 2);
}

TEST_CASE("choices: callbacks of Flyway run where they do, repeatable files behind all versions") {
  const Folder folder{{"V1__a.sql", "SELECT 1;\n"},
                      {"V2__b.sql", "SELECT 1;\n"},
                      {"R__view.sql", "SELECT 1;\n"},
                      {"beforeMigrate__role.sql", "SELECT 1;\n"},
                      {"afterVersioned.sql", "SELECT 1;\n"},
                      {"afterMigrate.sql", "SELECT 1;\n"},
                      {"beforeEachMigrate.sql", "SET LOCAL lock_timeout = '1s';\n"},
                      {"U2__b.sql", "SELECT 1;\n"}};
  CHECK(paths_of("flyway", folder) == Names{"beforeMigrate__role.sql", "V1__a.sql", "V2__b.sql", "afterVersioned.sql",
                                            "R__view.sql", "afterMigrate.sql"});
  const auto chain = find_dialect("flyway").read(folder);
  CHECK((chain.front().repeats == Repeats::always));
  CHECK((chain[1].repeats == Repeats::never));
  CHECK(chain[1].migration.version == "1");
  CHECK((chain[4].repeats == Repeats::when_changed));
}

TEST_CASE("choices: changesets of Liquibase that no context or label asks for are left out") {
  Folder folder{{"changelog.yaml",
                 "databaseChangeLog:\n  - include:\n      file: a.sql\n  - include:\n      file: b.sql\n"
                 "      context: test\n"},
                {"a.sql", "--liquibase formatted sql\n--property name:app value:shop\n"
                          "--changeset ada:1 context:\"prod and !slow\"\nCREATE TABLE ${app} ();\n"
                          "--changeset ada:2 context:test labels:x runOnChange:true\nSELECT '${other}';\n"
                          "--changeset ada:3 dbms:mysql\nSELECT nothing;\n"
                          "--changeset ada:4 runAlways:true\nSELECT 4;\n"},
                {"b.sql", "--liquibase formatted sql\n--changeset bob:1\nSELECT 1;\n"}};
  CHECK(paths_of("liquibase", folder) == Names{"a.sql#ada:1", "a.sql#ada:2", "a.sql#ada:4", "b.sql"});
  const auto all = find_dialect("liquibase").read(folder);
  CHECK(all[0].migration.units[0].statements[0] == "CREATE TABLE shop ()");
  CHECK(all[1].migration.units[0].statements[0] == "SELECT '${other}'");
  CHECK((all[1].repeats == Repeats::when_changed));
  CHECK((all[2].repeats == Repeats::always));
  folder.choices.contexts = {"prod"};
  CHECK(paths_of("liquibase", folder) == Names{"a.sql#ada:1", "a.sql#ada:4"});
  folder.choices.contexts = {"test"};
  folder.choices.labels = "!x";
  CHECK(paths_of("liquibase", folder) == Names{"a.sql#ada:4", "b.sql"});
}
