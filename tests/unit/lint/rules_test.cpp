// Each rule finds its own bad example and leaves its good one alone.
#include "base/text.hpp"
#include "lint/lint.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using namespace lockstep;
using namespace lockstep::linting;

namespace {

// The codes found in an example; "-- next file" parts it into files that run one after the other.
std::set<std::string> codes_in(std::string example, const Levels& levels) {
  std::vector<Input> files;
  constexpr std::string_view mark = "-- next file\n";
  for (std::size_t found = 0; (found = example.find(mark)) != std::string::npos;) {
    files.push_back({std::to_string(files.size()) + ".sql", example.substr(0, found), "", true});
    example.erase(0, found + mark.size());
  }
  files.push_back({std::to_string(files.size()) + ".sql", example, "", true});
  if (example.starts_with("-- otherwise in lockstep.sum")) files.back().edited = "was changed";
  std::set<std::string> codes;
  for (const Diagnostic& finding : look_at(files, levels)) codes.insert(finding.code);
  return codes;
}

} // namespace

TEST_CASE("lint: every rule finds its bad example and not its good one") {
  for (const Rule& rule : all_rules()) {
    CAPTURE(rule.code);
    CAPTURE(rule.name);
    const Levels on = {{std::string(rule.name), Level::error}};
    CHECK(codes_in(std::string(rule.bad), on).contains(std::string(rule.code)));
    const auto good = codes_in(std::string(rule.good), on);
    CHECK_FALSE(good.contains(std::string(rule.code)));
    CHECK_FALSE(good.contains("LR001"));
    CHECK_FALSE(good.contains("LR002"));
  }
}

TEST_CASE("lint: codes and names of rules are unique and every word is there") {
  std::set<std::string_view> words;
  for (const Rule& rule : all_rules()) {
    CAPTURE(rule.code);
    CHECK(words.insert(rule.code).second);
    CHECK(words.insert(rule.name).second);
    CHECK_FALSE(rule.title.empty());
    CHECK_FALSE(rule.why.empty());
    CHECK_FALSE(rule.safe.empty());
  }
  CHECK(find_rule("lr221") == find_rule("index-not-concurrent"));
  CHECK(find_rule("LR999") == nullptr);
}

TEST_CASE("lint: a finding says where, also in the middle of a statement") {
  const auto found = look_at({{"a.sql", "SELECT 1;\n  ALTER TABLE orders\n    ADD COLUMN x int NOT NULL;\n", "", true}},
                             {{"no-lock-timeout", Level::off}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].position.text() == "a.sql:3:16");
  CHECK(found[0].line == "    ADD COLUMN x int NOT NULL;");
}

TEST_CASE("lint: what does not parse is said, and the rest is looked at all the same") {
  const auto found =
      look_at({{"a.sql", "CREATE TABL t (i int);\nDROP TABLE orders;\n", "", true}}, {{"no-lock-timeout", Level::off}});
  REQUIRE(found.size() == 2);
  CHECK(found[0].code == "LR001");
  CHECK(found[0].position.text() == "a.sql:1:8");
  CHECK(found[1].code == "LR101");
}

TEST_CASE("lint: an allowance needs a rule that there is, and a reason") {
  const Levels quiet = {{"no-lock-timeout", Level::off}};
  CHECK(codes_in("-- lockstep:allow drop-table it is empty\nDROP TABLE a;", quiet).empty());
  CHECK(codes_in("-- lockstep:allow LR101,LR105 it is empty\nDROP TABLE a CASCADE;", quiet).empty());
  CHECK(codes_in("-- lockstep:allow drop-table\nDROP TABLE a;", quiet) == std::set<std::string>{"LR002", "LR101"});
  CHECK(codes_in("-- lockstep:allow drop-tabel it is empty\nDROP TABLE a;", quiet) ==
        std::set<std::string>{"LR002", "LR101"});
}

TEST_CASE("lint: files before the one that is asked for tell what stands") {
  const std::string before = "CREATE TABLE t (id bigint PRIMARY KEY, code varchar(10), n int NOT NULL);";
  const auto of = [&](const std::string& sql) {
    std::set<std::string> codes;
    for (const Diagnostic& finding :
         look_at({{"1.sql", before, "", false}, {"2.sql", sql, "", true}}, {{"no-lock-timeout", Level::off}}))
      codes.insert(finding.code);
    return codes;
  };
  CHECK(of("ALTER TABLE t ALTER code TYPE varchar(20);").empty());
  CHECK(of("ALTER TABLE t ALTER code TYPE text;").empty());
  CHECK(of("ALTER TABLE public.t ALTER code TYPE varchar(5);") == std::set<std::string>{"LR206"});
  CHECK(of("ALTER TABLE t ALTER n SET NOT NULL;").empty());
  CHECK(of("ALTER TABLE t ALTER code SET NOT NULL;") == std::set<std::string>{"LR205"});
}

TEST_CASE("lint: what a runner does around a file counts as if it stood there") {
  const Levels all;
  const std::string cut = "--> statement-breakpoint\n";
  CHECK(codes_in("COMMIT;" + cut + "START TRANSACTION;" + cut + "SET LOCAL lock_timeout = '3s';" + cut +
                     "ALTER TABLE t ADD COLUMN n int;",
                 all)
            .empty());
  CHECK(codes_in("COMMIT;" + cut + "CREATE INDEX CONCURRENTLY i ON t (n);" + cut + "START TRANSACTION;", all).empty());
  CHECK(codes_in("SELECT 1;" + cut + "CREATE INDEX CONCURRENTLY i ON t (n);", all).contains("LR502"));
  CHECK(codes_in("\\set ON_ERROR_STOP on\nBEGIN;\nSET LOCAL lock_timeout = '3s';\nALTER TABLE t ADD n int;\nCOMMIT;\n",
                 all)
            .empty());
  const auto around = [&](const std::string& before) {
    return look_at({{"V1__a.sql", "ALTER TABLE t ADD n int;", "", true, before}}, all).size();
  };
  CHECK(around("") == 1);
  CHECK(around("SET LOCAL lock_timeout = '2s';") == 0);
}
