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
                      {"beforeEachMigrate.sql", "SET LOCAL work_mem = '9MB';\n"},
                      {"U2__b.sql", "SELECT 1;\n"}};
  CHECK(paths_of("flyway", folder) == Names{"beforeMigrate__role.sql", "V1__a.sql", "V2__b.sql", "afterVersioned.sql",
                                            "R__view.sql", "afterMigrate.sql"});
  const auto chain = find_dialect("flyway").read(folder);
  CHECK((chain.front().repeats == Repeats::always));
  CHECK((chain[1].repeats == Repeats::never));
  CHECK(chain[1].migration.version == "1");
  CHECK((chain[4].repeats == Repeats::when_changed));
  for (const ChainFile& file : chain)
    CHECK(file.around.before ==
          (file.path.starts_with("V") || file.path.starts_with("R") ? Names{"SET LOCAL work_mem = '9MB'"} : Names()));
}

TEST_CASE("choices: callbacks around each migration and each statement count for what a migration is") {
  const auto first = [](const Folder& folder) { return find_dialect("flyway").read(folder).front(); };
  Folder folder{{"V1__a.sql", "SELECT 1;\nSELECT 2;\n"},
                {"beforeEachMigrate__2.sql", "SELECT 'two';\n"},
                {"beforeEachMigrate__1.sql", "SELECT 'one';\nSELECT '${flyway:filename}';\n"},
                {"afterEachMigrate.sql", "SELECT 'after';\n"}};
  const ChainFile file = first(folder);
  CHECK(file.around.before == Names{"SELECT 'one'", "SELECT 'beforeEachMigrate__1.sql'", "SELECT 'two'"});
  CHECK(file.around.after == Names{"SELECT 'after'"});
  CHECK(file.migration.units.front().statements == Names{"SELECT 1", "SELECT 2"});
  folder["afterEachMigrateStatement.sql"] = "SELECT 'each';\n";
  CHECK(first(folder).around.after_each == Names{"SELECT 'each'"});
  CHECK(text_key(first(folder)) != text_key(file));
  CHECK(first(folder).sum == file.sum);
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

TEST_CASE("choices: preconditions of changesets are the queries that Liquibase asks") {
  const auto read = [](const std::string& lines) {
    return find_dialect("liquibase").read(Folder{{"a.sql", "--liquibase formatted sql\n--changeset ada:1\n" + lines}});
  };
  const auto chain =
      read("--preconditions onFail:MARK_RAN onError:WARN\n"
           "--precondition-sql-check expectedResult:\"no rows\" SELECT 'no rows' FROM people;\n"
           "-- precondition-table-exists table:people schema:shop\n--precondition-view-exists view:names\nSELECT 1;\n"
           "--changeset ada:2\n--precondition-sql-check expectedResult:0 SELECT count(*) FROM people\nSELECT 2;\n");
  REQUIRE(chain.size() == 2);
  REQUIRE(chain[0].guards.size() == 3);
  const Guard& asked = chain[0].guards[0];
  CHECK(asked.query == "SELECT 'no rows' FROM people");
  CHECK(asked.expected == "no rows");
  CHECK(asked.line == 4);
  CHECK((asked.otherwise == Guard::Otherwise::skip));
  CHECK((asked.on_error == Guard::Otherwise::run));
  CHECK(chain[0].guards[1].query.ends_with("c.relkind IN ('r', 'p') AND lower(c.relname) = lower('people') AND "
                                           "n.nspname = 'shop'"));
  CHECK(chain[0].guards[2].query.ends_with("c.relkind IN ('v') AND lower(c.relname) = lower('names') AND "
                                           "n.nspname = current_schema()"));
  CHECK(chain[0].migration.units.front().statements == Names{"SELECT 1"});
  REQUIRE(chain[1].guards.size() == 1);
  CHECK(chain[1].guards[0].expected == "0");
  CHECK((chain[1].guards[0].otherwise == Guard::Otherwise::fail));
  try {
    (void)read("--precondition-row-count table:people expectedRows:0\nSELECT 1;\n");
    FAIL("formatted SQL has no such precondition");
  } catch (const Error& error) {
    CHECK(error.where == "a.sql:3");
    CHECK(error.hint.find("--precondition-sql-check") != std::string::npos);
  }
}

TEST_CASE("choices: properties are those of PostgreSQL, in formatted SQL and in changelogs of every language") {
  const std::string sql =
      "--liquibase formatted sql\n--property name:who value:nobody dbms:oracle,mysql\n"
      "--property name:who value:ada dbms:postgresql\n--changeset ada:1\nSELECT '${who}', '${app}';\n";
  const auto statement = [&](const std::string& file, const std::string& text) {
    return find_dialect("liquibase")
        .read(Folder{{file, text}, {"a.sql", sql}})
        .front()
        .migration.units[0]
        .statements[0];
  };
  const std::string expected = "SELECT 'ada', 'the shop'";
  CHECK(statement("c.yaml",
                  "databaseChangeLog:\n  - property:\n      name: app\n      value: other\n      dbms: h2\n"
                  "  - property:\n      name: app\n      value: the shop\n  - include:\n      file: a.sql\n") ==
        expected);
  CHECK(statement("c.xml", "<databaseChangeLog>\n<property name=\"app\" value=\"other\" dbms=\"oracle\"/>\n"
                           "<property name=\"app\" value=\"the shop\" dbms=\"postgresql, h2\"/>\n"
                           "<include file=\"a.sql\"/></databaseChangeLog>\n") == expected);
  CHECK(statement("c.json", "{\"databaseChangeLog\": [{\"property\": {\"name\": \"app\", \"value\": \"the shop\"}},"
                            " {\"include\": {\"file\": \"a.sql\"}}]}\n") == expected);
}
