// Roles on real servers, where a project manages them: declared, planned, applied, pulled, reported, and called
// otherwise in one environment than in the files.
#include "run/stand_in.hpp"
#include "support/plans.hpp"
#include "support/project.hpp"
#include "support/random_roles.hpp"
#include "support/server.hpp"

#include <lockstep/error.hpp>

#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string run_in(const TemporaryProject& project, const std::vector<std::string>& words, int exit = 0) {
  const Ran ran = project.lockstep(words);
  CAPTURE(ran.out);
  CAPTURE(ran.err);
  CHECK(ran.exit == exit);
  return ran.out + ran.err;
}

/// Roles outlive their databases, and the next test must not find them.
void drop_roles(Connection& connection, const std::vector<std::string>& roles) {
  for (const std::string& role : roles)
    if (!query(connection, "SELECT FROM pg_roles WHERE rolname = '" + role + "'").empty())
      connection.exec("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

const std::string schema = R"toml(
[roles.rt_reader]

[roles.rt_app]
login             = true
connection_limit  = 20
password          = "env:RT_APP_PASSWORD"
member_of         = { rt_reader = "admin" }
settings          = { search_path = "public", statement_timeout = "5s" }
database_settings = { work_mem = "64MB" }
comment           = "The shop itself"

[tables.orders]
owner  = "rt_app"
grants = { rt_reader = "select" }

[tables.orders.columns]
id = "bigint"
)toml";

constexpr const char* what_is = R"(
SELECT r.rolname, r.rolcanlogin, r.rolconnlimit, shobj_description(r.oid, 'pg_authid'),
       (SELECT string_agg(x, ',' ORDER BY x) FROM pg_db_role_setting s, unnest(s.setconfig) x WHERE s.setrole = r.oid),
       (SELECT string_agg(m.roleid::regrole || ' ' || m.admin_option, ',') FROM pg_auth_members m WHERE m.member = r.oid)
  FROM pg_roles r WHERE r.rolname LIKE 'rt\_%' ORDER BY 1)";

using Rows_ = std::vector<std::vector<std::string>>;

} // namespace

TEST_CASE("roles: declared, planned, applied, pulled and reported, on the oldest and the newest major") {
  for (const int major : {14, 18}) {
    CAPTURE(major);
    const Database database(major);
    Connection connection = database.connect();
    drop_roles(connection, {"rt_app", "rt_reader"});
    const TemporaryProject project;
    project.write("lockstep.toml", "manage = [\"roles\"]\n");
    project.write("schema.toml", schema);
    const std::string shadow = server_of(major).create_database();
    const auto run = [&](std::vector<std::string> words, int exit = 0) {
      words.insert(words.begin(), {"--shadow", shadow});
      return run_in(project, words, exit);
    };
    run({"gen", "first"});
    run({"check"});
    CHECK(query(connection, "SELECT FROM pg_roles WHERE rolname LIKE 'rt\\_%'").empty());
    ::setenv("RT_APP_PASSWORD", "it's secret", 1);
    run({"apply", database.conninfo()});
    CHECK(query(connection, what_is) ==
          Rows_{{"rt_app", "t", "20", "The shop itself", "search_path=public,statement_timeout=5s,work_mem=64MB",
                 "rt_reader true"},
                {"rt_reader", "f", "-1", "(null)", "(null)", "(null)"}});
    CHECK(query(connection, "SELECT rolpassword IS NULL FROM pg_authid WHERE rolname = 'rt_app'") == Rows_{{"f"}});
    CHECK(has(run({"drift", database.conninfo()}), "no drift"));

    const std::string pulled = run({"pull", database.conninfo(), "-o", "-"});
    CAPTURE(pulled);
    CHECK(has(pulled, "[roles.rt_app]"));
    CHECK(has(pulled, "member_of         = { rt_reader = \"admin\" }"));
    CHECK_FALSE(has(pulled, "secret"));
    CHECK_FALSE(has(pulled, "password"));

    connection.exec("ALTER ROLE rt_app NOLOGIN; CREATE ROLE rt_stranger");
    const std::string drift = run({"drift", database.conninfo()}, 1);
    CHECK(has(drift, "role rt_app: login"));
    CHECK_FALSE(has(drift, "rt_stranger"));
    connection.exec("DROP ROLE rt_stranger");
    // Both ways back.
    run({"drift", database.conninfo(), "--against", "schema.toml", "--fix", "toml", "--out", "adopted.toml"}, 1);
    CHECK_FALSE(has(project.read("adopted.toml"), "login"));
    CHECK(has(run({"drift", database.conninfo(), "--against", "adopted.toml"}), "no drift"));
    run({"drift", database.conninfo(), "--fix", "sql", "--out", "fix"}, 1);
    for (const std::string& file : project.files())
      if (file.starts_with("fix/"))
        CHECK(lockstep::test::run({program("psql"), "-qX", "-v", "ON_ERROR_STOP=1", "-f",
                                   (project.path() / file).string(), "-d", database.conninfo()})
                  .exit == 0);
    CHECK(has(run({"drift", database.conninfo()}), "no drift"));

    // What takes away waits for the contract.
    project.write("schema.toml", "[tables.orders]\nowner = \"rt_app\"\n\n[tables.orders.columns]\nid = \"bigint\"\n\n"
                                 "[roles.rt_app]\nlogin = true\nconnection_limit = 30\n");
    run({"gen", "second"});
    run({"contract", "--all"});
    run({"check"});
    run({"apply", database.conninfo()});
    CHECK(query(connection, what_is) == Rows_{{"rt_app", "t", "30", "(null)", "(null)", "(null)"}});
    CHECK(has(run({"drift", database.conninfo()}), "no drift"));
    drop_roles(connection, {"rt_app", "rt_reader"});
    server_of(major).drop_database(shadow);
  }
}

TEST_CASE("roles: renamed in place, with what they own and may do, for every database of a server") {
  const auto written = [](const std::string& app, const std::string& hint) {
    return "[roles.rt_boss]\n[roles." + app + "]\n" + hint + "login = true\nmember_of = { rt_boss = \"\" }\n" +
           "settings = { statement_timeout = \"5s\" }\ncomment = \"It's the shop\"\n\n[tables.orders]\nowner = \"" +
           app +
           "\"\ngrants = { rt_boss = \"select\" }\n[tables.orders.columns]\nid = "
           "\"bigint\"\n[tables.orders.policies.own]\nto = [\"" +
           app + "\"]\nusing = \"id > 0\"\n\n[tables.others]\ngrants = { " + app +
           " = \"select, update (id) with grant option\" }\n[tables.others.columns]\nid = "
           "\"bigint\"\n\n[default_privileges.\"" +
           app + " in public\"]\ntables = { rt_boss = \"select\" }\n";
  };
  for (const int major : {14, 18}) {
    CAPTURE(major);
    const Database one(major);
    const Database other(major);
    Connection connection = one.connect();
    const std::vector<std::string> all{"rt_shop", "rt_store", "rt_boss"};
    drop_roles(connection, all);
    const TemporaryProject project;
    project.write("lockstep.toml", "manage = [\"roles\", \"owners\", \"grants\"]\n");
    const std::string shadow = server_of(major).create_database();
    project.write("schema.toml", written("rt_shop", ""));
    run_in(project, {"--shadow", shadow, "gen", "first"});
    for (const Database* database : {&one, &other}) run_in(project, {"apply", database->conninfo()});
    connection.exec("SET password_encryption = md5; ALTER ROLE rt_shop PASSWORD 'secret'");
    const std::string oid = query(connection, "SELECT oid FROM pg_roles WHERE rolname = 'rt_shop'").at(0).at(0);

    project.write("schema.toml", written("rt_store", "renamed_from = \"rt_shop\"\n"));
    CHECK(has(run_in(project, {"--shadow", shadow, "gen", "second"}, 1), "breaks_old_code"));
    const std::string told = run_in(project, {"--shadow", shadow, "gen", "second", "--allow", "breaks_old_code"});
    CHECK(has(told, "> role rt_store: renamed"));
    CHECK_FALSE(has(told, "policy"));
    CHECK_FALSE(has(told, "rt_boss"));
    run_in(project, {"--shadow", shadow, "check"});
    // The second database finds the role renamed; where neither name is known, the statement fails.
    for (const Database* database : {&one, &other}) {
      run_in(project, {"apply", database->conninfo()});
      CHECK(has(run_in(project, {"--shadow", shadow, "drift", database->conninfo()}), "no drift"));
    }
    CHECK(query(connection, "SELECT oid, rolpassword FROM pg_authid WHERE rolname IN ('rt_shop', 'rt_store')") ==
          Rows_{{oid, "(null)"}});
    CHECK(query(connection, "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'orders'") ==
          Rows_{{"rt_store"}});
    server_of(major).drop_database(shadow);
    other.connect().exec("DROP OWNED BY rt_store; DROP OWNED BY rt_boss");
    drop_roles(connection, all);
    std::string renames;
    for (const std::string& file : project.files())
      if (has(file, "second") && file.ends_with(".sql")) renames = project.read(file);
    CHECK(has(renames, "MD5"));
    CHECK_THROWS_WITH_AS(connection.exec(renames), doctest::Contains("rt_shop"), Error);
  }
}

TEST_CASE("roles: random ones come out on a real server as they do in the shadow") {
  for (const int major : {14, 18})
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
      CAPTURE(major);
      CAPTURE(seed);
      const Database database(major);
      Connection connection = database.connect();
      const std::string prefix = "rt_random" + std::to_string(seed) + "_";
      const std::vector<std::string> all{prefix + "0", prefix + "1", prefix + "2", prefix + "3"};
      drop_roles(connection, all);
      const TemporaryProject project;
      project.write("lockstep.toml", "manage = [\"roles\", \"owners\", \"grants\"]\n");
      const std::string shadow = server_of(major).create_database();
      for (const char* name : {"first", "second"}) {
        const std::uint32_t one = 2 * seed + (name == std::string("first") ? 0 : 1);
        project.write("schema.toml", join(random_roles(one, prefix), "\n"));
        run_in(project, {"--shadow", shadow, "gen", name, "--allow", "all"});
        run_in(project, {"--shadow", shadow, "contract", "--all"});
        run_in(project, {"--shadow", shadow, "check"});
        run_in(project, {"apply", database.conninfo()});
        CHECK(has(run_in(project, {"--shadow", shadow, "drift", database.conninfo()}), "no drift"));
      }
      drop_roles(connection, all);
      server_of(major).drop_database(shadow);
    }
}

TEST_CASE("roles: a project that does not manage them says so at the line") {
  const TemporaryProject project;
  project.write("schema.toml", "[roles.rt_app]\nlogin = true\n");
  const std::string said = run_in(project, {"gen", "first"}, 2);
  CHECK(has(said, "schema.toml:1:"));
  CHECK(has(said, "manage = [\"roles\"]"));
  project.write("lockstep.toml", "manage = [\"roles\"]\n");
  project.write("schema.toml", "[roles.rt_app]\npassword = \"hunter2\"\n");
  CHECK(has(run_in(project, {"gen", "first"}, 2), "a password must not stand in a file"));
}

TEST_CASE("roles: an environment calls them otherwise") {
  const Database database;
  Connection connection = database.connect();
  drop_roles(connection, {"rt_boss_prod", "rt_clerk_prod"});
  connection.exec("CREATE ROLE rt_boss_prod; CREATE ROLE rt_clerk_prod");
  const TemporaryProject project;
  project.write("lockstep.toml",
                "manage = [\"owners\", \"grants\"]\nshadow = \"" + server().create_database() +
                    "\"\n\n[environments]\nproduction = \"" + database.conninfo() +
                    "\"\n\n[roles.production]\nrt_boss = \"rt_boss_prod\"\nrt_clerk = \"rt_clerk_prod\"\n");
  connection.exec("CREATE ROLE rt_boss; CREATE ROLE rt_clerk");
  project.write("schema.toml",
                "[tables.orders]\nowner = \"rt_boss\"\ngrants = { rt_clerk = \"select\" }\nrow_security = true\n"
                "[tables.orders.columns]\nid = \"bigint\"\n"
                "[tables.orders.policies.own]\nto = [\"rt_clerk\"]\nusing = \"id > 0\"\n"
                "[default_privileges.\"rt_boss in public\"]\ntables = { rt_clerk = \"select\" }\n");
  run_in(project, {"gen", "first"});
  CHECK_FALSE(has(project.read("schema.toml"), "_prod"));
  run_in(project, {"apply", "@production"});
  CHECK(query(connection,
              "SELECT c.relowner::regrole, c.relacl::text, p.polroles::regrole[]::text FROM pg_class c JOIN "
              "pg_policy p ON p.polrelid = c.oid WHERE relname = 'orders'") ==
        std::vector<std::vector<std::string>>{
            {"rt_boss_prod", "{rt_boss_prod=arwdDxt/rt_boss_prod,rt_clerk_prod=r/rt_boss_prod}", "{rt_clerk_prod}"}});
  CHECK(has(run_in(project, {"drift", "@production"}), "no drift"));
  const std::string pulled = run_in(project, {"pull", "@production", "-o", "-"});
  CHECK_FALSE(has(pulled, "_prod"));
  CHECK(has(pulled, "\"rt_boss\"\n"));

  // What is written for that environment runs there; other runners, who know of none, are spoken of.
  connection.exec("REVOKE SELECT ON orders FROM rt_clerk_prod");
  run_in(project, {"diff", "@production", "schema.toml", "--out", "fix"}, 1);
  run_in(project, {"drift", "@production", "--fix", "sql", "--out", "back"}, 1);
  for (const std::string& file : project.files())
    if (file.starts_with("fix/2") || file.starts_with("back/2"))
      CHECK_MESSAGE(has(project.read(file), "GRANT SELECT ON TABLE public.orders TO rt_clerk_prod;"),
                    project.read(file));
  const std::string config = project.read("lockstep.toml");
  project.write("lockstep.toml", "format = \"flyway\"\nmigrations = \"sql\"\n" + config);
  CHECK(has(
      run_in(project, {"gen", "first"}),
      "the files name the role rt_clerk, which is rt_clerk_prod in @production, and flyway runs them as they stand"));

  // Roles are the server's: its other databases have them too.
  const Database beside;
  Connection there = beside.connect();
  const std::string name = query(there, "SELECT current_database()")[0][0];
  project.write("lockstep.toml",
                replace_all(config, "\n[environments]",
                            "\n[fleet]\nsource = \"@production\"\ndatabases = [\"" + name + "\"]\n\n[environments]"));
  run_in(project, {"apply", "--fleet"});
  CHECK(query(there, "SELECT relowner::regrole FROM pg_class WHERE relname = 'orders'") ==
        std::vector<std::vector<std::string>>{{"rt_boss_prod"}});
  there.exec("DROP OWNED BY rt_clerk_prod; DROP OWNED BY rt_boss_prod");
  drop_roles(connection, {"rt_boss_prod", "rt_clerk_prod", "rt_boss", "rt_clerk"});
}

TEST_CASE("live: what a plan takes from a role stays with it in other scratch databases, and goes with them") {
  const std::string feed = "[subscriptions.rt_feed]\nconnection = \"host=db2\"\npublications = [\"p\"]\n"
                           "owner = \"rt_feeder\"\n";
  const std::string reassign = "REASSIGN OWNED BY rt_feeder TO CURRENT_USER";
  const Database scratch;
  Connection connection = scratch.connect();
  const std::string dropped = realise_text(feed).database;
  server().drop_database(dropped);
  connection.exec(reassign);
  const std::string other = realise_text(feed).database;
  connection.exec(stand_in_for(connection, reassign));
  CHECK(query(connection, "SELECT subowner::regrole FROM pg_subscription WHERE subname = 'rt_feed'")[0][0] ==
        "rt_feeder");
  server().drop_database(other);
}
