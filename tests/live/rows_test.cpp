// Reference data from the schema to a database and back: planned, proven, applied, compared, pulled.
#include "support/project.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string tables = R"toml([tables.regions.columns]
code = { type = "text", primary_key = true }
name = { type = "text", not_null = true }

[tables.countries]
primary_key = ["code"]
[tables.countries.columns]
code   = "text"
since  = "date"
region = { type = "text", references = "regions(code)" }
size   = { type = "numeric(10,2)", default = 1 }
)toml";

std::string with_rows(const std::string& regions, const std::string& countries, const std::string& more = {}) {
  return tables + "\n[rows.regions]\nkey = [\"code\"]\nrows = [" + regions + "]\n" + more +
         "\n[rows.countries]\nkey = [\"code\"]\nrows = [" + countries + "]\n" + more;
}

/// Answers with all that the program printed, after it ended as it should.
std::string run_in(const TemporaryProject& project, const std::vector<std::string>& words, int exit = 0) {
  const Ran ran = project.lockstep(words);
  CAPTURE(ran.out);
  CAPTURE(ran.err);
  CHECK(ran.exit == exit);
  return ran.out + ran.err;
}

} // namespace

TEST_CASE("rows: declared, applied, changed by hand, put right again") {
  const TemporaryProject project;
  const Database database;
  const std::string& live = database.conninfo();
  project.write("schema.toml", with_rows(R"({ code = "n", name = "North" }, { code = "s", name = "South" })",
                                         R"({ code = "NO", since = 1905-06-07, region = "n", size = 3.5 })"));
  run_in(project, {"gen", "first"});
  run_in(project, {"check"});
  run_in(project, {"apply", live});
  CHECK(has(run_in(project, {"drift", live}), "no drift"));

  Connection connection = database.connect();
  SUBCASE("what is declared is compared, other rows are nobody's business") {
    connection.exec("UPDATE countries SET size = 4; DELETE FROM regions WHERE code = 's'; "
                    "INSERT INTO regions VALUES ('x', 'Mine')");
    const std::string drift = run_in(project, {"drift", live}, 1);
    CHECK(has(drift, "~ rows public.countries code = NO: size \"3.50\" -> \"4.00\""));
    CHECK(has(drift, "- rows public.regions code = s"));
    CHECK_FALSE(has(drift, "code = x"));
    run_in(project, {"diff", live, "schema.toml", "--out", "repair"}, 1);
    for (const std::string& file : project.files())
      if (has(file, "repair") && has(file, ".sql")) connection.exec(project.read(file));
    CHECK(has(run_in(project, {"diff", live, "schema.toml"}), "no differences"));
    CHECK(query(connection, "SELECT name FROM regions WHERE code = 'x'").size() == 1);
  }
  SUBCASE("the statements may run again, and leave what fits alone") {
    std::string up = project.read("schema.toml");
    up.replace(up.find("North"), 5, "Norden");
    project.write("schema.toml", up);
    run_in(project, {"gen", "second"});
    run_in(project, {"apply", live});
    const auto versions = query(connection, "SELECT xmin, code, name FROM regions ORDER BY code");
    for (const std::string& file : project.files())
      if (has(file, "second")) connection.exec(project.read(file));
    CHECK(query(connection, "SELECT xmin, code, name FROM regions ORDER BY code") == versions);
    CHECK(versions.front().back() == "Norden");
    CHECK(has(run_in(project, {"drift", live}), "no drift"));
  }
  SUBCASE("with prune = true other rows go, those that refer to others first, in the contract") {
    project.write("schema.toml",
                  with_rows(R"({ code = "n", name = "North" })", R"({ code = "SE", region = "n" })", "prune = true\n"));
    run_in(project, {"gen", "prune"});
    run_in(project, {"check"});
    run_in(project, {"contract", "--all"});
    run_in(project, {"check"});
    run_in(project, {"apply", live});
    CHECK(query(connection, "SELECT code, size FROM countries") ==
          std::vector<std::vector<std::string>>{{"SE", "1.00"}});
    CHECK(query(connection, "SELECT code FROM regions") == std::vector<std::vector<std::string>>{{"n"}});
    connection.exec("INSERT INTO regions VALUES ('x', 'Not declared')");
    CHECK(has(run_in(project, {"drift", live}, 1), "+ rows public.regions code = x"));
  }
  SUBCASE("rows that are no longer declared stay") {
    project.write("schema.toml", tables);
    CHECK(has(run_in(project, {"gen", "none"}), "nothing"));
    CHECK(query(connection, "SELECT count(*) FROM regions").front().front() == "2");
  }
}

TEST_CASE("rows: an edit finds its way through the databases that are kept") {
  const TemporaryProject project;
  std::string rows = R"({ code = "n", name = "North" })";
  for (const char* code : {"a", "b", "c"}) {
    project.write("schema.toml", with_rows(rows, {}));
    run_in(project, {"gen", std::string("add ") + code});
    run_in(project, {"check"});
    rows += std::string(", { code = \"") + code + "\", name = \"" + code + "\" }";
  }
  // A column beside the rows: both are made anew, and the rows stay what they are.
  std::string schema = with_rows(rows, {});
  schema.replace(schema.find("name = { type"), 0, "note = \"text\"\n");
  project.write("schema.toml", schema);
  const std::string printed = run_in(project, {"gen", "column"});
  CHECK(has(printed, "+ column public.regions.note"));
  CHECK(has(printed, "+ rows public.regions code = c"));
  run_in(project, {"check"});
  CHECK(has(run_in(project, {"gen", "again"}), "nothing"));
}

TEST_CASE("rows: what PostgreSQL refuses is told at the line of the row") {
  const TemporaryProject project;
  project.write("schema.toml", with_rows("\n{ code = \"n\", name = \"North\" },\n{ code = \"s\" },\n",
                                         "\n{ code = \"NO\", region = \"n\" },\n{ code = \"SE\", since = \"soon\" },\n"
                                         "{ code = \"DK\", region = \"nowhere\" },\n"));
  const std::string said = run_in(project, {"gen", "first"}, 2);
  CHECK(has(said, "schema.toml:17:1: error: rows public.regions.\"code = s\": null value in column \"name\""));
  CHECK(has(said, "schema.toml:24:1: error: rows public.countries.\"code = SE\": invalid input syntax for type date"));
  CHECK(has(said, "schema.toml:25:1: error: rows public.countries.\"code = DK\": insert or update"));
  CHECK_FALSE(has(said, "schema.toml:23"));
}

TEST_CASE("rows: a key that is none, and too many rows, are refused with a reason") {
  const TemporaryProject project;
  project.write("schema.toml",
                tables + "[rows.regions]\nkey = [\"name\"]\nrows = [{ code = \"n\", name = \"North\" }]\n");
  CHECK(has(run_in(project, {"gen", "first"}, 2), "no unique or exclusion constraint matching the ON CONFLICT"));
  std::string many;
  for (int i = 0; i <= 10000; ++i) many += "{ code = \"" + std::to_string(i) + "\", name = \"\" }, ";
  project.write("schema.toml", with_rows(many, {}));
  CHECK(has(run_in(project, {"gen", "first"}, 2), "10001 rows; at most 10000 can be declared"));
  const Database database;
  Connection connection = database.connect();
  connection.exec("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 10001)");
  CHECK(has(run_in(project, {"pull", database.conninfo(), "--rows", "t", "-o", "-"}, 2), "more than 10000 rows"));
}

TEST_CASE("rows: pull writes them, and what it writes means the same") {
  for (const int major : {14, 18}) {
    CAPTURE(major);
    const TemporaryProject project;
    const Database database(major);
    Connection connection = database.connect();
    connection.exec(
        "CREATE TABLE kinds (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, label text, weight numeric, "
        "active bool DEFAULT true, tags text[], at timestamptz, facts jsonb, double int GENERATED ALWAYS AS "
        "(2) STORED);"
        "INSERT INTO kinds (id, label, weight, active, tags, at, facts) OVERRIDING SYSTEM VALUE VALUES "
        "(10, 'it''s', 1.50, NULL, '{a,\"b c\"}', '2026-01-02 03:04:05+06', '{\"a\": 1}'), "
        "(9, '7', NULL, false, NULL, NULL, NULL)");
    const std::string shadow = server_of(major).create_database();
    run_in(project, {"--shadow", shadow, "pull", database.conninfo(), "--rows", "kinds"});
    const std::string text = project.read("schema.toml");
    CAPTURE(text);
    CHECK(has(text, "[rows.kinds]\nkey  = [\"id\"]\nrows = [\n  { id = 9, active = false, label = \"7\" },\n"
                    "  { id = 10, active = { null = true }, at = \"2026-01-01 21:04:05+00\", facts = '{\"a\": 1}', "
                    "label = \"it's\", tags = '{a,\"b c\"}', weight = \"1.50\" },\n]"));
    const auto again = [&](std::vector<std::string> words, int exit) {
      words.insert(words.begin(), {"--shadow", shadow});
      return run_in(project, words, exit);
    };
    CHECK(has(again({"drift", database.conninfo(), "--against", "schema.toml"}, 0), "no drift"));
    CHECK(has(again({"pull", database.conninfo(), "--rows", "kind", "-o", "-"}, 2), "Did you mean"));
    server_of(major).drop_database(shadow);
  }
}

TEST_CASE("rows: that refer to themselves and to each other come, change and go in one plan") {
  const TemporaryProject project;
  const Database database;
  const std::string circle = R"toml([tables.parts]
[tables.parts.columns]
id     = { type = "bigint", identity = "always", primary_key = true }
whole  = { type = "bigint", references = "parts(id)" }
keeper = { type = "text", references = "people(code)" }

[tables.people]
[tables.people.columns]
code  = { type = "text", primary_key = true }
holds = { type = "bigint", not_null = true, references = "parts(id)" }

[tables.counted.columns]
id   = { type = "bigserial", primary_key = true }
name = "text"
)toml";
  project.write("schema.toml",
                circle + "[rows.parts]\nkey = [\"id\"]\nrows = [{ id = 1, whole = 2, keeper = \"a\" }, { id = 2 }]\n"
                         "[rows.people]\nkey = [\"code\"]\nrows = [{ code = \"a\", holds = 1 }]\n"
                         "[rows.counted]\nkey = [\"id\"]\nrows = [{ id = 7, name = \"seven\" }]\n");
  run_in(project, {"gen", "first"});
  run_in(project, {"check"});
  run_in(project, {"apply", database.conninfo()});
  Connection connection = database.connect();
  using Rows = std::vector<std::vector<std::string>>;
  CHECK(query(connection, "SELECT id, whole, keeper FROM parts ORDER BY id") ==
        Rows{{"1", "2", "a"}, {"2", "(null)", "(null)"}});
  CHECK(query(connection, "INSERT INTO parts DEFAULT VALUES RETURNING id") == Rows{{"3"}});
  CHECK(query(connection, "INSERT INTO counted DEFAULT VALUES RETURNING id") == Rows{{"8"}});
  CHECK(has(run_in(project, {"drift", database.conninfo()}), "no drift"));

  project.write("schema.toml",
                circle + "[rows.parts]\nkey = [\"id\"]\nrows = [{ id = 1, whole = 3, keeper = \"b\" }, { id = 2 }, "
                         "{ id = 3 }, { id = 20, whole = 20, keeper = \"b\" }]\n"
                         "[rows.people]\nkey = [\"code\"]\nrows = [{ code = \"a\", holds = 1 }, { code = \"b\", "
                         "holds = 20 }]\n");
  run_in(project, {"gen", "second"});
  run_in(project, {"apply", database.conninfo()});
  CHECK(query(connection, "SELECT id, whole, keeper FROM parts WHERE keeper = 'b' ORDER BY id") ==
        Rows{{"1", "3", "b"}, {"20", "20", "b"}});
  CHECK(query(connection, "INSERT INTO parts DEFAULT VALUES RETURNING id") == Rows{{"21"}});
}
