// lockstep.toml: what it sets, and what is said about mistakes.
#include "base/files.hpp"
#include "support/folder.hpp"
#include "toml/config.hpp"

#include <lockstep/error.hpp>

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

Config read(const std::string& text) {
  const TemporaryFolder folder;
  write_files({{folder / "lockstep.toml", text}});
  return read_config(folder.path());
}

std::string mistakes_in(const std::string& text) {
  try {
    (void)read(text);
  } catch (const Error& error) {
    CHECK(error.exit == Exit::usage);
    return error.full();
  }
  return "no mistake";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("config: defaults where nothing is said or no file is there") {
  const TemporaryFolder folder;
  const Config config = read_config(folder.path());
  CHECK(config.root == folder.path());
  CHECK(config.schema == "schema.toml");
  CHECK(config.policy.lock_timeout == "3s");
  CHECK(read("").migrations == "migrations");
}

TEST_CASE("config: every key") {
  const Config config = read(R"(schema = "schema"
migrations = "db/migrations"
contracts = "db/contracts"
format = "native"
shadow = "postgresql://localhost/postgres"
stats = "db/stats.toml"
placeholders = { App_Schema = "shop" }
contexts = ["prod"]
labels = "core and !slow"
[environments]
production = "env:DATABASE_URL"
staging = "host=staging dbname=app"
[policy]
lock_timeout = "500ms"
statement_timeout = "1min"
allow = ["blocks_writes", "rewrite"]
max_expansion_age = "30d"
small_table_rows = 10000
stats_max_age = "30d"
[ignore]
schemas = ["audit"]
[[allow]]
object = "public.orders"
hazards = ["LS201", "blocks_reads"]
reason = "nobody uses it at night"
expires = 2026-12-31
)");
  CHECK(config.schema == "schema");
  CHECK(config.migrations == "db/migrations");
  CHECK(config.contracts == "db/contracts");
  CHECK(config.format == "native");
  CHECK(config.shadow == "postgresql://localhost/postgres");
  CHECK(config.environments.at("production") == "env:DATABASE_URL");
  CHECK(config.environments.size() == 2);
  CHECK(config.policy.lock_timeout == "500ms");
  CHECK(config.policy.statement_timeout == "1min");
  CHECK(config.policy.allow == std::set<std::string>{"blocks_writes", "rewrite"});
  CHECK(config.policy.max_expansion_age == "30d");
  CHECK(config.ignore_schemas == std::vector<std::string>{"audit"});
  CHECK(config.stats == "db/stats.toml");
  CHECK(config.policy.small_table_rows == 10000);
  CHECK(config.policy.stats_max_age == "30d");
  REQUIRE(config.allowances.size() == 1);
  const Allowance& allowance = config.allowances.front();
  CHECK(allowance.object == "public.orders");
  CHECK(allowance.hazards == std::vector<std::string>{"LS201", "blocks_reads"});
  CHECK(allowance.reason == "nobody uses it at night");
  CHECK(allowance.expires == "2026-12-31");
  CHECK(allowance.place.line == 22);
  CHECK(config.choices.placeholders.at("app_schema") == "shop");
  CHECK(config.choices.contexts == std::vector<std::string>{"prod"});
  CHECK(config.choices.labels == "core and !slow");
}

TEST_CASE("config: an allowance says what, why and until when") {
  const std::string text = mistakes_in("[[allow]]\nobject = \"public.orders\"\nhazards = []\nreason = \" \"\n"
                                       "[[allow]]\nobject = 3\nexpires = \"soon\"\nuntil = 1\n"
                                       "[policy]\nsmall_table_rows = -1\n");
  CHECK(has(text, "lockstep.toml:1:1: error: this allowance does not say its hazards [missing-key]"));
  CHECK(has(text, "this allowance does not say its reason"));
  CHECK(has(text, "this allowance does not say its expires"));
  CHECK(has(text, "add a line like expires = 2026-12-31"));
  CHECK(has(text, ":6:10: error: 'object' must be a name, not the number 3"));
  CHECK(has(text, ":7:11: error: 'expires' must be a date, not a string"));
  CHECK(has(text, "unknown key 'until' in [[allow]]"));
  CHECK(has(text, "a table has no fewer than 0 rows"));
}

TEST_CASE("config: all mistakes at once, with place, line and hint") {
  const std::string text =
      mistakes_in("shema = \"x\"\nformat = 3\n[policy]\nlock_timeout = \"3 parsecs\"\nallow = \"all\"\n"
                  "locktimeout = \"1s\"\n[ignore]\nschemas = [1]\n");
  CHECK(has(text, "6 mistakes in the configuration"));
  CHECK(has(text, "lockstep.toml:1:1: error: unknown key 'shema' in lockstep.toml [unknown-key]"));
  CHECK(has(text, "did you mean 'schema'?"));
  CHECK(has(text, ":2:10: error: 'format' must be a string, not the number 3"));
  CHECK(has(text, "4 | lock_timeout = \"3 parsecs\""));
  CHECK(has(text, "write a number with its unit"));
  CHECK(has(text, "'allow' must be an array of strings, not a string"));
  CHECK(has(text, "unknown key 'locktimeout' in [policy]"));
  CHECK(has(text, ":8:11: error: 'schemas' must be an array of strings, not an array"));
}

TEST_CASE("config: broken TOML and a wrong value never show a password") {
  for (const std::string& text : {std::string("[environments]\nproduction = \"postgresql://app:hunter2@db/app\n"),
                                  std::string("environments = \"postgresql://app:hunter2@db/app\"\n"),
                                  std::string("[environments]\np = \"host=db password=hunter2\" x\n"),
                                  std::string("format = 1\nshadow = [\"postgresql://app:hunter2@db/app\"]\n"),
                                  std::string("[policy]\nlock_timeout = \"postgresql://app:hunter2@db/app\"\n")}) {
    const std::string said = mistakes_in(text);
    CHECK(has(said, "lockstep.toml"));
    CHECK_FALSE(has(said, "hunter2"));
  }
}
