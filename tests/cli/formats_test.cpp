// What apply, check, diff, lint and drift print for machines, before the schemas of those formats.
#include "support/filling.hpp"
#include "support/folder.hpp"
#include "support/npm.hpp"
#include "support/paths.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <set>

using namespace lockstep;
using namespace lockstep::test;

namespace {

constexpr const char* before = R"([tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
state = "text"
)";
constexpr const char* after = R"([tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
state = { type = "text", not_null = true }
note = "text"
)";

/// What is printed for machines, by every command that finds something.
std::vector<Ran> outputs(const TemporaryProject& project, const std::string& database, const std::string& format) {
  return {project.lockstep({"check", "--format", format}),
          project.lockstep({"diff", "before.toml", "schema.toml", "--format", format}),
          project.lockstep({"lint", "bad.sql", "--format", format}),
          project.lockstep({"drift", database, "--against", "schema.toml", "--format", format})};
}

void fill(const TemporaryProject& project) {
  project.write("before.toml", before);
  project.write("schema.toml", after);
  project.write("bad.sql", "ALTER TABLE orders DROP COLUMN state;\n");
}

constexpr const char* package = "@microsoft/jest-sarif@1.0.0-beta.0"; // carries OASIS' schema, and needs ajv

constexpr const char* validator = R"(
const Ajv = require('ajv'), fs = require('fs');
const ajv = new Ajv({schemaId: 'auto', unknownFormats: 'ignore', allErrors: true});
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const [schema, ...files] = process.argv.slice(1);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema)));
for (const file of files)
  if (!validate(JSON.parse(fs.readFileSync(file)))) throw file + ': ' + ajv.errorsText(validate.errors);
)";

std::filesystem::path modules() {
  const std::filesystem::path folder = build_folder() / "sarif";
  if (std::filesystem::exists(folder / "node_modules" / "ajv")) return folder;
  std::filesystem::create_directories(folder);
  const Ran ran = run({"npm", "install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts", "--prefix",
                       folder.string(), package});
  REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
  return folder;
}

Ran validated(const std::filesystem::path& schema, const std::vector<Ran>& outputs) {
  const TemporaryFolder folder;
  std::vector<std::string> line{"node", "-e", validator, schema.string()};
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    CHECK_MESSAGE(outputs[i].exit == 1, outputs[i].err);
    line.push_back((folder / (std::to_string(i) + ".json")).string());
    write_files({{line.back(), outputs[i].out}});
  }
  RunOptions options;
  options.folder = modules();
  return run(line, options);
}

/// Fails with what the validator says.
void validate(const std::filesystem::path& schema, const std::vector<Ran>& outputs) {
  const Ran ran = validated(schema, outputs);
  CHECK_MESSAGE(ran.exit == 0, ran.out << ran.err);
}

bool is_refused(const std::filesystem::path& schema, const Ran& output) {
  return validated(schema, {output}).exit != 0;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("formats: json is what its published schemas say") {
  if (!has_npm_for(package)) return;
  const TemporaryProject project;
  fill(project);
  const Database database;
  std::vector<Ran> all = outputs(project, database.conninfo(), "json");
  validate(repository() / "docs" / "drift-schema.json", {all.back()});
  all.pop_back();
  validate(repository() / "docs" / "findings-schema.json", all);
  const auto steps = nlohmann::json::parse(all.at(1).out)["steps"];
  REQUIRE(steps.size() > 1);
  CHECK(steps[0]["phase"] == "expand");
}

TEST_CASE("formats: each event of apply is what its published schema says") {
  if (!has_npm_for(package)) return;
  Filling filling;
  const std::string& database = filling.database.conninfo();
  filling.project.write("lockstep.toml", "[fleet]\nfile = \"fleet.txt\"\njobs = 1\nwave = 1\n");
  const Database full;
  full.connect().exec("CREATE TABLE orders (id text)");
  filling.project.write("fleet.txt", full.conninfo() + "\n" + database + "\n");
  std::vector<Ran> lines;
  std::set<std::string> events;
  const auto take = [&](std::vector<std::string> words, int exit) {
    words.insert(words.end(), {"--format", "json"});
    const Ran ran = filling.project.lockstep(words);
    CHECK_MESSAGE(ran.exit == exit, ran.err << ran.out);
    for (const std::string& line : split(ran.out, '\n')) {
      if (line.empty()) continue;
      lines.push_back({.exit = 1, .out = line + "\n", .err = ran.err});
      events.insert(nlohmann::json::parse(line).at("event"));
    }
  };
  take({"apply", database, "--dry-run"}, 0);
  filling.side.exec("ALTER TABLE orders ADD CONSTRAINT no CHECK (id <> 2900) NOT VALID");
  take({"apply", database}, 1);
  filling.side.exec("ALTER TABLE orders DROP CONSTRAINT no");
  take({"apply", database}, 0);
  take({"apply", "--fleet"}, 1);
  filling.project.write("fleet.txt", database + "\n");
  take({"apply", "--fleet"}, 0);
  CHECK(join({events.begin(), events.end()}, ", ") ==
        "applied, not begun, progress, says, stopped, up to date, would apply");
  validate(repository() / "docs" / "apply-schema.json", lines);
  Ran without = lines.front();
  without.out = replace_all(without.out, "\"format\": 1, ", "");
  CHECK(is_refused(repository() / "docs" / "apply-schema.json", without));
}

TEST_CASE("formats: sarif is what the SARIF 2.1.0 schema says") {
  if (!has_npm_for(package)) return;
  const TemporaryProject project;
  fill(project);
  const Database database;
  const std::filesystem::path schema =
      modules() / "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
  validate(schema, outputs(project, database.conninfo(), "sarif"));
}

TEST_CASE("formats: a reviewer's table says each step's phase, lock, cost and way back") {
  const TemporaryProject project;
  fill(project);
  const std::string table = project.lockstep({"diff", "before.toml", "schema.toml", "--format", "markdown"}).out;
  CHECK(has(table, "| phase | step | lock | cost | way back |"));
  CHECK(has(table, "| expand | `ALTER TABLE public.orders ADD COLUMN note text` | public.orders ACCESS EXCLUSIVE | "
                   "catalog only | `ALTER TABLE public.orders DROP COLUMN note` |"));
  CHECK(has(table, "| validate |"));
  CHECK(has(table, "nothing to undo"));
}

TEST_CASE("formats: what code hosts read names the line of the schema") {
  const TemporaryProject project;
  fill(project);
  CHECK(has(project.lockstep({"diff", "before.toml", "schema.toml", "--format", "github"}).out, "schema.toml,line=6"));
  const auto gitlab = nlohmann::json::parse(project.lockstep({"check", "--format", "gitlab"}).out);
  REQUIRE_FALSE(gitlab.empty());
  CHECK(gitlab[0]["location"]["lines"]["begin"] == 1);
  CHECK(has(project.lockstep({"check", "--format", "junit"}).out, "failures=\""));
}

TEST_CASE("formats: openmetrics is for drift, and ends as it must") {
  const TemporaryProject project;
  fill(project);
  const Database database;
  database.connect().exec("CREATE TABLE seen (id serial); SELECT setval('seen_id_seq', 2000000000)");
  const std::string text =
      project.lockstep({"drift", database.conninfo(), "--against", "schema.toml", "--format", "openmetrics"}).out;
  CHECK(has(text, "code=\"missing\"} 1\n"));
  CHECK(has(text, "sequence=\"public.seen_id_seq\"} 0.931323\n"));
  CHECK(text.ends_with("# EOF\n"));
  CHECK(project.lockstep({"diff", "before.toml", "schema.toml", "--format", "openmetrics"}).exit == 2);
}
