// Security labels with a provider that is really asked: a small module of our own, compiled against Debian's headers.
#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "live/apply_bench.hpp"
#include "support/dump.hpp"
#include "support/folder.hpp"
#include "support/paths.hpp"
#include "support/plans.hpp"
#include "support/process.hpp"
#include "support/project.hpp"
#include "support/server.hpp"
#include "support/tcp_server.hpp"

#include <cstdio>
#include <doctest/doctest.h>
#include <set>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

/// The compiled module, or nothing, said aloud, where this machine can not make it.
class Provider {
public:
  Provider() {
    const std::string package = "postgresql-server-dev-" + std::to_string(server().major());
    const Ran headers = shell("scripts/fetch-package " + package + " '*include*'");
    const std::string include =
        std::string(trim(headers.out)) + "/usr/include/postgresql/" + std::to_string(server().major()) + "/server";
    const Ran built = run({"cc", "-shared", "-fPIC", "-I", include, "-o", library(),
                           (repository() / "tests/support/label_provider.c").string()});
    made_ = headers.exit == 0 && built.exit == 0;
    if (!made_) std::fprintf(stderr, "SKIPPED: no provider of labels: %s%s\n", headers.err.c_str(), built.err.c_str());
    fs::permissions(folder_.path(), fs::perms::others_exec | fs::perms::others_read, fs::perm_options::add);
  }
  [[nodiscard]] bool made() const { return made_; }
  [[nodiscard]] std::string library() const { return (folder_.path() / "label_provider.so").string(); }

private:
  TemporaryFolder folder_;
  bool made_ = false;
};

constexpr const char* objects = R"sql(
CREATE SCHEMA "Odd one";
CREATE TYPE mood AS ENUM ('calm', 'keen', 'sour');
CREATE TYPE tone AS ENUM ('high', 'low');
CREATE TYPE place AS (street text, city text);
CREATE TYPE span AS RANGE (subtype = integer);
CREATE DOMAIN email AS text;
CREATE SEQUENCE numbers;
CREATE TABLE orders (id bigint PRIMARY KEY, total integer, feels mood, "Who?" text);
CREATE TABLE "Odd one"."my table" (id bigint);
CREATE VIEW totals AS SELECT id, total, feels FROM orders;
CREATE MATERIALIZED VIEW sums AS SELECT feels, sum(id) AS ids FROM orders GROUP BY feels;
CREATE FUNCTION twice(n integer, "other one" place) RETURNS integer LANGUAGE sql AS 'SELECT n * 2';
CREATE PROCEDURE close_all(day date) LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE sum_all(integer) (SFUNC = int4pl, STYPE = integer);
CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER watcher ON ddl_command_end EXECUTE FUNCTION watch();
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER there FOREIGN DATA WRAPPER far;
CREATE FOREIGN TABLE remote (id bigint) SERVER there;
CREATE PUBLICATION feed FOR TABLE orders;
CREATE SUBSCRIPTION "Odd feed" CONNECTION 'host=nowhere dbname=x' PUBLICATION feed
    WITH (connect = false, enabled = false, create_slot = false, slot_name = NONE);
CREATE LANGUAGE plown HANDLER plpgsql_call_handler;
CREATE FUNCTION is_calm(mood) RETURNS boolean LANGUAGE sql AS 'SELECT $1::text > chr(99)';
SECURITY LABEL ON TYPE mood IS 'one';
SECURITY LABEL ON FUNCTION is_calm(mood) IS 'one';
SECURITY LABEL ON LANGUAGE plown IS 'one';
SECURITY LABEL ON SUBSCRIPTION "Odd feed" IS 'one';
SECURITY LABEL ON SCHEMA "Odd one" IS 'one';
SECURITY LABEL ON TYPE tone IS 'one';
SECURITY LABEL ON TYPE place IS 'one';
SECURITY LABEL ON COLUMN place.city IS 'one';
SECURITY LABEL ON TYPE span IS 'one';
SECURITY LABEL ON DOMAIN email IS 'one';
SECURITY LABEL ON SEQUENCE numbers IS 'one';
SECURITY LABEL ON TABLE orders IS 'one';
SECURITY LABEL ON COLUMN orders.total IS 'one';
SECURITY LABEL ON COLUMN orders.feels IS 'one';
SECURITY LABEL ON COLUMN orders."Who?" IS 'one';
SECURITY LABEL ON TABLE "Odd one"."my table" IS 'it''s one';
SECURITY LABEL ON VIEW totals IS 'one';
SECURITY LABEL ON COLUMN totals.total IS 'one';
SECURITY LABEL ON MATERIALIZED VIEW sums IS 'one';
SECURITY LABEL ON COLUMN sums.ids IS 'one';
SECURITY LABEL ON FUNCTION twice(integer, place) IS 'one';
SECURITY LABEL ON PROCEDURE close_all(date) IS 'one';
SECURITY LABEL ON AGGREGATE sum_all(integer) IS 'one';
SECURITY LABEL ON EVENT TRIGGER watcher IS 'one';
SECURITY LABEL ON FOREIGN TABLE remote IS 'one';
SECURITY LABEL ON COLUMN remote.id IS 'one';
SECURITY LABEL ON PUBLICATION feed IS 'one';
SELECT lo_create(4711);
SECURITY LABEL ON LARGE OBJECT 4711 IS 'one';
)sql";

/// A database whose sessions have the provider, with all that takes a label.
std::string labelled_database(const Provider& provider) {
  const TcpDatabase database("labels");
  Connection(database.url())
      .exec("ALTER DATABASE " + database.name() + " SET session_preload_libraries = '" + provider.library() + "'");
  Connection connection(database.url());
  connection.exec(objects);
  connection.exec("SECURITY LABEL ON DATABASE " + database.name() + " IS 'one'");
  return database.url();
}

std::string text_of(const std::vector<DumpDifference>& differences) {
  std::string text;
  for (const DumpDifference& one : differences) text += one.what + " " + one.type + " " + one.name + "\n" + one.text;
  return text;
}

/// The statements of a dump that set labels, sorted.
std::string labels_of(const Dump& dump) {
  std::set<std::string> labels;
  for (const auto& [key, text] : dump)
    for (const std::string& line : split(text, '\n'))
      if (line.starts_with("SECURITY LABEL")) labels.insert(line);
  return join({labels.begin(), labels.end()}, "\n");
}

/// Runs the plan from what the database holds to `toml`, and compares the two.
void change_to(const std::string& database, const Realised& from, const std::string& toml, bool keeps_columns = true) {
  const Realised to = realise_text(toml);
  std::vector<ChainFile> chain;
  for (const Migration& file : prove_between(from, to).files)
    chain.push_back(make_file(native_file_name(file), write_native(file)));
  CHECK_FALSE(chain.empty());
  Bench bench(database);
  ApplyOptions options = bench.options();
  options.force = {"old_writes", "statements", "dependents"};
  const Applied applied = bench.apply(chain, options);
  CHECK(applied.why == "");
  CHECK(join(describe_changes(diff_states(read_state(bench.side), to.state)), "\n") == "");
  const Dump reached = dump_of(database);
  const Dump wanted = dump_of(to.database);
  CHECK(labels_of(reached) == labels_of(wanted));
  if (keeps_columns) CHECK(text_of(compare_dumps(wanted, reached)) == "");
  server().drop_database(to.database);
}

} // namespace

TEST_CASE("security labels: a real provider takes them on every kind, changed, dropped and kept by what is rebuilt") {
  const Provider provider;
  if (!provider.made()) return;
  const std::string database = labelled_database(provider);
  State state;
  {
    Connection connection(database);
    state = read_state(connection);
  }
  CHECK(join(state.unknown, "\n") == "security label of lockstep_test on large object 4711\n"
                                     "setting session_preload_libraries of the database");
  const std::string written = write_schema(state);
  CAPTURE(written);
  const Realised from = realise_text(written);
  CHECK(write_schema(from.state) == written);
  for (const char* on : {"database\"", "domain public.email\"", "language plown\"", "subscription \"Odd feed\"'",
                         "type public.mood\"", "event trigger watcher\""})
    CHECK_MESSAGE(written.find("on " + std::string(on)) != std::string::npos, on);
  CHECK(text_of(compare_dumps(dump_of(database), dump_of(from.database))) == "");

  change_to(database, from, replace_all(written, "= \"one\"", "= \"two\""));
  change_to(labelled_database(provider), from, written.substr(0, written.find("[security_labels]")));
  std::string rebuilt = replace_all(written, "total  = \"integer\"", "total  = \"bigint\"");
  rebuilt = replace_all(rebuilt, "[\"calm\", \"keen\", \"sour\"]", "[\"calm\", \"keen\"]");
  change_to(labelled_database(provider), from, rebuilt, false); // the new column stands behind the others
  const std::string remade = replace_all(written, "span = { subtype = \"integer\"", "span = { subtype = \"bigint\"");
  REQUIRE(remade != written);
  const std::size_t at = remade.find("\"lockstep_test on type public.span\"");
  REQUIRE(at != std::string::npos);
  const std::string label = remade.substr(at, remade.find('\n', at) + 1 - at);
  for (const std::string& other : {label, replace_all(label, "one", "two"), std::string()})
    change_to(labelled_database(provider), from, replace_all(remade, label, other));
  server().drop_database(from.database);
}

TEST_CASE("security labels: a role's stand with the role, told, changed and taken back on a real server") {
  const Provider provider;
  if (!provider.made()) return;
  const TcpDatabase database("role_labels");
  Connection(database.url())
      .exec("ALTER DATABASE " + database.name() + " SET session_preload_libraries = '" + provider.library() + "'");
  Connection connection(database.url());
  const auto labels = [&] {
    return query(connection, "SELECT r.rolname::text, l.label FROM pg_shseclabel l JOIN pg_roles r ON r.oid = l.objoid "
                             "WHERE l.classoid = 'pg_authid'::regclass ORDER BY 1");
  };
  using Lines = std::vector<std::vector<std::string>>;
  const TemporaryProject project;
  project.write("lockstep.toml", "manage = [\"roles\"]\n[environments]\nproduction = \"" + database.url() +
                                     "\"\n[roles.production]\nsl_reader = \"sl_reader_prod\"\n");
  const auto run = [&](const std::vector<std::string>& words, int exit = 0) {
    const Ran ran = project.lockstep(words);
    CAPTURE(ran.out);
    CHECK_MESSAGE(ran.exit == exit, ran.err);
    return ran.out + ran.err;
  };
  const auto change_to_labels = [&](const std::string& reader, const std::string& app) {
    project.write("schema.toml", "[roles.sl_reader]\n" + reader + "[roles.\"Sl App\"]\n" + app);
    run({"gen", "labels"});
    run({"contract", "--all"});
    run({"check"});
    run({"apply", "@production"});
    const std::string pulled = run({"pull", "@production", "-o", "-"});
    CHECK_MESSAGE(pulled.find(reader.empty() ? "sl_reader = {}" : replace_all(reader, "\n", "")) != std::string::npos,
                  pulled);
    CHECK(run({"drift", "@production"}).find("no drift") != std::string::npos);
  };
  change_to_labels("security_labels = { lockstep_test = \"MASKED\" }\n", "login = true\n");
  CHECK(labels() == Lines{{"sl_reader_prod", "MASKED"}});
  change_to_labels("security_labels = { lockstep_test = \"it's 100 % = 'new'\" }\n",
                   "security_labels = { lockstep_test = \"two\" }\n");
  CHECK(labels() == Lines{{"Sl App", "two"}, {"sl_reader_prod", "it's 100 % = 'new'"}});
  change_to_labels("", "security_labels = { lockstep_test = \"two\" }\n");
  CHECK(labels() == Lines{{"Sl App", "two"}});

  project.write("schema.toml", "[security_labels]\n\"lockstep_test on role sl_reader\" = \"x\"\n");
  const std::string refused = run({"gen", "wrong"}, 2);
  CHECK(refused.find("[roles.sl_reader] security_labels = { lockstep_test = \"…\" }") != std::string::npos);
  connection.exec("DROP ROLE sl_reader_prod, \"Sl App\"");
}
