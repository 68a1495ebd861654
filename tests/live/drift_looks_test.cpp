// What drift tells beside the difference itself: whose it is, since when, what may be ignored and what can not be seen.
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

using namespace lockstep;
using namespace lockstep::test;

namespace {

using Json = nlohmann::json;

constexpr const char* schema = R"toml(
[tables.orders]
primary_key = ["id"]

[tables.orders.columns]
id    = "bigint"
state = "text"
note  = "text"

[tables.orders.indexes]
orders_state_idx = ["state"]

[tables.orders.triggers]
orders_touch = { when = "before update", for_each = "row", execute = "public.touch()" }

[functions."touch()"]
language = "plpgsql"
returns  = "trigger"
body     = "BEGIN RETURN NEW; END"
)toml";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The findings of one look, by the object's name.
std::map<std::string, Json> look(const TemporaryProject& project, std::vector<std::string> words, int exit = 1) {
  words.insert(words.begin(), "drift");
  words.insert(words.end(), {"--format", "json", "-q"});
  const Ran ran = project.lockstep(words);
  CHECK_MESSAGE(ran.exit == exit, ran.out << ran.err);
  std::map<std::string, Json> found;
  const Json told = Json::parse(ran.out);
  for (const Json& finding : told["databases"][0]["findings"]) found[finding["object"]] = finding;
  return found;
}

/// A project whose schema a database has by way of its migrations.
struct Shop {
  TemporaryProject project;
  Database database;

  explicit Shop(const std::string& toml = schema, const std::string& config = {}) {
    project.write("schema.toml", toml);
    project.write("lockstep.toml", config);
    must({"gen", "first", "-q"});
    must({"apply", database.conninfo(), "-q"});
  }
  void must(const std::vector<std::string>& words) const {
    const Ran ran = project.lockstep(words, "1795420800");
    REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
  }
};

/// A role that may connect and has been granted nothing, gone with the test.
class Stranger {
public:
  explicit Stranger(const Database& database) : connection_(database.connect()) {
    connection_.exec("DROP ROLE IF EXISTS drift_stranger");
    connection_.exec("CREATE ROLE drift_stranger LOGIN");
  }
  ~Stranger() {
    try {
      connection_.exec("DROP OWNED BY drift_stranger; DROP ROLE drift_stranger");
    } catch (const std::exception&) {
      // The next test drops it.
    }
  }
  Stranger(const Stranger&) = delete;
  Stranger& operator=(const Stranger&) = delete;

  [[nodiscard]] static std::string conninfo(const Database& database) {
    return database.conninfo() + " user=drift_stranger";
  }

private:
  Connection connection_;
};

} // namespace

TEST_CASE("drift looks: each sort of damage has its code, its severity, its owner and its way back") {
  const Shop shop;
  Connection connection = shop.database.connect();
  CHECK(look(shop.project, {shop.database.conninfo()}, 0).empty());
  connection.exec("ALTER TABLE orders SET UNLOGGED; INSERT INTO orders VALUES (1, 'a', 'x'), (2, 'a', 'x');"
                  "ALTER TABLE orders ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;"
                  "ALTER TABLE orders DISABLE TRIGGER orders_touch;"
                  "DROP INDEX orders_state_idx;"
                  "COMMENT ON COLUMN orders.note IS 'words';"
                  "CREATE TABLE extra (id bigint)");
  CHECK_THROWS(connection.exec("CREATE UNIQUE INDEX CONCURRENTLY orders_once ON orders (note)"));
  const auto found = look(shop.project, {shop.database.conninfo()});
  const auto is = [&](const char* object, const char* code, const char* severity, const char* back) {
    CAPTURE(object);
    REQUIRE(found.contains(object));
    const Json& finding = found.at(object);
    CHECK_MESSAGE(finding["code"] == code, finding.dump());
    CHECK(finding["severity"] == severity);
    CHECK_FALSE(finding["owner"].get<std::string>().empty());
    CHECK_MESSAGE(has(finding["back"].dump(), back), finding["back"].dump());
  };
  is("public.orders.positive", "not-valid", "error", "DROP CONSTRAINT positive");
  is("public.orders.orders_touch", "trigger-disabled", "error", "ENABLE TRIGGER orders_touch");
  is("public.orders.orders_state_idx", "missing", "warning", "CREATE INDEX");
  is("public.orders.orders_once", "invalid-index", "error", "DROP INDEX");
  is("public.orders.note", "differs", "note", "COMMENT ON COLUMN");
  is("public.orders", "unlogged", "error", "SET LOGGED");
  is("public.extra", "unexpected", "warning", "DROP TABLE");
  CHECK(found.size() == 7);
  CHECK(found.at("public.orders.note")["fields"][0]["found"] == "words");
}

TEST_CASE("drift looks: an apply that was interrupted is told, with what goes on") {
  const Shop shop;
  shop.database.connect().exec("UPDATE lockstep.migrations SET finished_at = NULL, reached = 0");
  const auto found = look(shop.project, {shop.database.conninfo()});
  const auto one =
      std::find_if(found.begin(), found.end(), [](const auto& f) { return f.second["code"] == "interrupted"; });
  REQUIRE(one != found.end());
  CHECK(has(one->second["hint"], "lockstep apply"));
}

TEST_CASE("drift looks: rules of lockstep.toml leave out what they fit, with their reasons") {
  const Shop shop(std::string(schema) + "\n[extensions.citext]\n", R"toml(
[[ignore.drift]]
kind = "index"
name = "public.*.tmp_*"
reason = "the loader's"

[[ignore.drift]]
name = "public.audit?"
reason = "audited elsewhere"

[[ignore.drift]]
owner = "drift_stranger"
reason = "the stranger's own"

[[ignore.drift]]
kind = "column"
extension = "citext"
reason = "case does not matter"
)toml");
  const Stranger stranger(shop.database);
  shop.database.connect().exec("CREATE INDEX tmp_1 ON orders (note); CREATE INDEX kept ON orders (note);"
                               "CREATE TABLE audit1 (id int CHECK (id > 0)); CREATE TABLE audit22 (id int);"
                               "CREATE TABLE theirs (id int); ALTER TABLE theirs OWNER TO drift_stranger;"
                               "ALTER TABLE orders ADD COLUMN folded citext");
  const Ran ran = shop.project.lockstep({"drift", shop.database.conninfo(), "--format", "json", "-q"});
  CHECK(ran.exit == 1);
  const Json result = Json::parse(ran.out)["databases"][0];
  std::vector<std::string> left;
  for (const Json& finding : result["findings"]) left.push_back(finding["message"]);
  std::sort(left.begin(), left.end());
  CHECK(join(left, "\n") == "+ index public.orders.kept\n+ table public.audit22 (with 1 part)");
  std::map<std::string, std::string> reasons;
  for (const Json& one : result["ignored"]) reasons[one["message"]] = one["reason"];
  CHECK(reasons["create index public.orders.tmp_1"] == "the loader's");
  CHECK(reasons["create table public.audit1"] == "audited elsewhere");
  CHECK(reasons["create table public.theirs"] == "the stranger's own");
  CHECK(reasons["create column public.orders.folded"] == "case does not matter");
  // What is ignored stays as it is on both ways back.
  const Ran back = shop.project.lockstep({"drift", shop.database.conninfo(), "--fix", "sql", "--allow", "all", "-q"});
  CHECK_MESSAGE(has(back.out, "DROP TABLE public.audit22"), back.out << back.err);
  for (const char* kept : {"tmp_1", "audit1", "theirs", "folded"}) CHECK_FALSE(has(back.out, kept));
}

TEST_CASE("drift looks: an ordinary role reads it all, and what it may not see is said and not guessed") {
  const Shop shop;
  const Stranger stranger(shop.database);
  const Database other;
  for (const Database* database : {&shop.database, &other})
    database->connect().exec("CREATE SCHEMA far; CREATE FOREIGN DATA WRAPPER away; CREATE SERVER remote FOREIGN DATA "
                             "WRAPPER away; CREATE SEQUENCE far.small AS int; SELECT setval('far.small', 2000000000)");
  const auto map_user = [](const Database& database, const std::string& option) {
    database.connect().exec("CREATE USER MAPPING FOR CURRENT_USER SERVER remote OPTIONS (\"user\" '" + option + "')");
  };
  map_user(shop.database, "one");
  map_user(other, "other");
  other.connect().exec("DROP SCHEMA IF EXISTS lockstep CASCADE");
  const TemporaryProject bare;
  const std::string mine = shop.database.conninfo();
  const std::string theirs = Stranger::conninfo(shop.database);
  shop.database.connect().exec("ALTER TABLE orders OWNER TO drift_stranger; REVOKE ALL ON orders FROM PUBLIC");

  // By default the history is read, which wants a right.
  const Ran refused = shop.project.lockstep({"drift", theirs, "-q"});
  CHECK(refused.exit == 3);
  CHECK(has(refused.err, "GRANT USAGE ON SCHEMA lockstep TO drift_stranger"));

  // A superuser sees the other option; the stranger is told that it does not see it.
  const auto seen = look(bare, {mine, "--against", other.conninfo()});
  CHECK(std::any_of(seen.begin(), seen.end(), [](const auto& one) { return one.second["kind"] == "user_mapping"; }));
  const Ran ran = bare.lockstep({"drift", theirs, "--against", other.conninfo(), "--format", "json", "-q"});
  CHECK_MESSAGE(ran.exit == 1, ran.out << ran.err);
  const Json result = Json::parse(ran.out)["databases"][0];
  for (const Json& finding : result["findings"]) {
    CHECK(finding["kind"] != "user_mapping");
    CHECK(finding["code"] != "sequence-runs-out");
  }
  CHECK(has(result["unseen"].dump(), "far.small"));
  CHECK(has(result["unseen"].dump(), "the user mapping remote."));
}

TEST_CASE("drift looks: partitions that are managed elsewhere are left alone, others are not") {
  for (const bool elsewhere : {true, false}) {
    CAPTURE(elsewhere);
    const Shop shop("[tables.events]\npartition_by = \"range (day)\"\n" +
                    std::string(elsewhere ? "partitions = \"managed elsewhere\"\n" : "") +
                    "[tables.events.columns]\nday = \"date\"\nnote = \"text\"\n");
    shop.database.connect().exec(
        "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');"
        "CREATE INDEX events_1_note ON events_1 (note)");
    const auto found = look(shop.project, {shop.database.conninfo()}, elsewhere ? 0 : 1);
    CHECK(found.contains("public.events_1") == !elsewhere);
    CHECK(look(shop.project, {shop.database.conninfo(), "--against", "schema.toml"}, elsewhere ? 0 : 1).empty() ==
          elsewhere);
    shop.database.connect().exec("ALTER TABLE events ADD COLUMN hotfix text");
    const auto more = look(shop.project, {shop.database.conninfo()});
    CHECK(more.contains("public.events.hotfix"));
    CHECK(more.size() == (elsewhere ? 1 : 2));
  }
}

TEST_CASE("drift looks: since when, where the server keeps the times of transactions") {
  const TemporaryProject project;
  project.write("schema.toml", schema);
  const auto must = [&](const std::vector<std::string>& words) {
    const Ran ran = project.lockstep(words);
    REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
    return ran.out;
  };
  must({"gen", "first", "-q"});
  must({"apply", "@dev", "-q"});
  const std::string url(trim(must({"dev", "url", "-q"})));
  Connection(url).exec("ALTER TABLE orders ADD COLUMN before_times text");
  CHECK(look(project, {"@dev"}).at("public.orders.before_times")["since"] == "");
  Connection(url).exec("ALTER SYSTEM SET track_commit_timestamp = on");
  must({"dev", "stop", "-q"});
  must({"dev", "start", "-q"});
  Connection connection(url);
  connection.exec("ALTER TABLE orders ADD COLUMN hotfix text; ALTER TABLE orders ALTER note SET NOT NULL;"
                  "DROP INDEX orders_state_idx; CREATE VIEW latest AS SELECT id FROM orders;"
                  "ALTER TABLE orders ADD CONSTRAINT positive CHECK (id > 0);"
                  "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql RETURN n * 2;"
                  "CREATE TYPE mood AS ENUM ('fine'); CREATE SCHEMA other");
  const std::string now(connection.exec("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24')").get(0, 0));
  const auto found = look(project, {"@dev"});
  for (const auto& [object, finding] : found) {
    CAPTURE(object);
    const std::string since = finding["since"];
    if (finding["code"] == "missing" || object == "public.orders.before_times")
      CHECK(since == "");
    else
      CHECK(since.substr(0, 10) == now.substr(0, 10));
  }
  CHECK(found.size() == 9);
  CHECK(has(project.lockstep({"drift", "@dev", "-q"}).out, "; since 2"));
}

TEST_CASE("drift looks: a database is looked at in one read-only transaction") {
  const TemporaryProject project;
  project.write("schema.toml", schema);
  for (const char* command : {"gen first -q", "apply @dev -q"})
    REQUIRE(project.lockstep(split(command, ' ')).exit == 0);
  const std::string url(trim(project.lockstep({"dev", "url", "-q"}).out));
  Connection(url).exec("ALTER TABLE orders ADD COLUMN hotfix text");
  const std::filesystem::path data{std::string(Connection(url).exec("SHOW data_directory").get(0, 0))};
  Connection(url).exec("ALTER SYSTEM SET log_statement = 'all'");
  Connection(url).exec("ALTER SYSTEM SET log_line_prefix = '%a in %v: '");
  for (const char* command : {"dev stop -q", "dev start -q"}) REQUIRE(project.lockstep(split(command, ' ')).exit == 0);
  CHECK(look(project, {url}).size() == 1);
  std::set<std::string> transactions;
  std::size_t begun = 0;
  for (const std::string& line : split(read_file(data.parent_path() / "log"), '\n')) {
    if (!line.starts_with("lockstep in ") || !has(line, "LOG:") || has(line, "FROM pg_database WHERE datname"))
      continue;
    transactions.insert(line.substr(0, line.find(": ")));
    if (has(line, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")) ++begun;
  }
  CHECK(transactions.size() == 1);
  CHECK(begun == 1);
}

TEST_CASE("drift looks: adopting keeps the comments of the schema") {
  const std::string commented =
      replace_all(replace_all(schema, "[tables.orders.columns]",
                              "# Every column is read by the warehouse.\n[tables.orders.columns]"),
                  "state = \"text\"", "state = \"text\" # open or closed");
  const Shop shop("# The shop.\n\n" + commented);
  shop.database.connect().exec("ALTER TABLE orders ADD COLUMN hotfix text; ALTER TABLE orders DROP COLUMN note");
  const Ran ran = shop.project.lockstep(
      {"drift", shop.database.conninfo(), "--against", "schema.toml", "--fix", "toml", "--out", "schema.toml"});
  CHECK_MESSAGE(ran.out == "wrote schema.toml\n", ran.out << ran.err);
  const std::string adopted = shop.project.read("schema.toml");
  for (const char* part : {"# The shop.\n", "# Every column is read by the warehouse.\n[tables.orders.columns]\n",
                           "# open or closed\n", "hotfix"})
    CHECK_MESSAGE(has(adopted, part), adopted);
  CHECK_FALSE(has(adopted, "note"));
  CHECK(look(shop.project, {shop.database.conninfo(), "--against", "schema.toml"}, 0).empty());
}

TEST_CASE("drift looks: a role that may read the history needs no other right") {
  const Shop shop(std::string(schema) +
                  "\n[[sql]]\nname = \"hello\"\ncreate = \"COMMENT ON SCHEMA public IS 'hello'\"\n" +
                  "drop = \"COMMENT ON SCHEMA public IS NULL\"\n");
  const Stranger stranger(shop.database);
  Connection connection = shop.database.connect();
  connection.exec("REVOKE ALL ON orders FROM PUBLIC; GRANT USAGE ON SCHEMA lockstep TO drift_stranger;"
                  "GRANT SELECT ON lockstep.migrations TO drift_stranger");
  const Ran hidden = shop.project.lockstep({"drift", Stranger::conninfo(shop.database), "-q"});
  CHECK_MESSAGE(hidden.exit == 0, hidden.out << hidden.err);
  CHECK(has(hidden.out, "not seen: which [[sql]] there is"));
  connection.exec(
      "GRANT SELECT ON ALL TABLES IN SCHEMA lockstep TO drift_stranger; ALTER TABLE orders ADD COLUMN x int");
  const auto found = look(shop.project, {Stranger::conninfo(shop.database)});
  CHECK(found.size() == 1);
  CHECK(found.contains("public.orders.x"));
}
