// The shadow on a server that the user gave: what it needs there, and what it leaves there.
#include "catalog/connection.hpp"
#include "lockstep/error.hpp"
#include "shadow/shadow.hpp"
#include "support/child.hpp"
#include "support/server.hpp"

#include <csignal>
#include <doctest/doctest.h>

using namespace lockstep;

namespace {

/// A role on the test server and a maintenance connection for it.
std::string url_for(const std::string& role, const std::string& attributes) {
  const std::string database = test::fresh_database();
  Connection admin(database);
  admin.exec("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + role + "') THEN CREATE ROLE " +
             role + " LOGIN PASSWORD 'hush' " + attributes + "; END IF; END $$");
  return database + " user=" + role + " password=hush";
}

std::size_t count_shadows(const std::string& conninfo) {
  return Connection(conninfo).exec("SELECT FROM pg_database WHERE datname LIKE 'lockstep\\_shadow\\_%'").size();
}

} // namespace

TEST_CASE("live: a given server gets databases that are dropped at the end") {
  const std::string url = url_for("maker", "CREATEDB");
  {
    Shadow shadow({.url = url, .wanted_major = 0, .say = {}});
    CHECK(shadow.bindir().empty());
    CHECK(shadow.major() == test::server().major());
    const std::string one = shadow.create_database();
    CHECK(database_of(one).starts_with("lockstep_shadow_"));
    Connection(one).exec("CREATE TABLE t AS SELECT 1 AS a");
    const std::string two = shadow.clone_database(one);
    CHECK(Connection(two).exec("SELECT a FROM t").get(0, 0) == "1");
    CHECK(count_shadows(url) == 2);
    shadow.drop_database(two);
    CHECK(count_shadows(url) == 1);
    const Connection still_open(one);
  }
  CHECK(count_shadows(url) == 0);
}

TEST_CASE("live: a role that may not create databases is told so, without its password") {
  const std::string url = url_for("looker", "NOCREATEDB");
  try {
    const Shadow shadow({.url = url, .wanted_major = 0, .say = {}});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.exit == Exit::database);
    CHECK(std::string(error.what()).find("role looker may not create databases") != std::string::npos);
    CHECK(error.hint.find("ALTER ROLE looker CREATEDB") != std::string::npos);
    CHECK(error.full().find("hush") == std::string::npos);
  }
}

TEST_CASE("live: what a dead run left on a given server goes with its subscriptions") {
  const test::Database server;
  Connection maker = server.connect();
  const std::string left = "lockstep_shadow_5f000000_0123abce_1";
  maker.exec("CREATE DATABASE " + left);
  Connection(with_database(server.conninfo(), left))
      .exec("CREATE SUBSCRIPTION news CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false)");
  (void)Shadow({.url = server.conninfo(), .wanted_major = 0, .say = {}}).create_database();
  CHECK(maker.exec("SELECT FROM pg_database WHERE datname = $1", {left}).size() == 0);
}

TEST_CASE("live: a later run drops what a dead run left on a given server, and nothing else") {
  const std::string url = url_for("maker", "CREATEDB");
  Connection maker(url);
  const std::string old = "lockstep_shadow_5f000000_0123abcd";
  maker.exec("CREATE DATABASE " + old + "_1");
  maker.exec("CREATE DATABASE lockstep_shadow_mine");
  const auto run_once = [&url] { (void)Shadow({.url = url, .wanted_major = 0, .say = {}}).create_database(); };
  const auto exists = [&maker](const std::string& name) {
    return maker.exec("SELECT FROM pg_database WHERE datname = $1", {name}).size() == 1;
  };
  SUBCASE("while the other run lives, its databases stay") {
    maker.exec("SET application_name = '" + old + "'");
    run_once();
    CHECK(exists(old + "_1"));
    maker.exec("RESET application_name");
  }
  SUBCASE("a young database stays") {
    test::Child owner(
        [&url] {
          auto* shadow = new Shadow({.url = url, .wanted_major = 0, .say = {}}); // never destroyed: it is killed
          return database_of(shadow->create_database());
        },
        true);
    const std::string young = owner.text();
    owner.kill(SIGKILL);
    (void)owner.wait();
    run_once();
    CHECK(exists(young));
    maker.exec("DROP DATABASE " + young + " WITH (FORCE)");
  }
  run_once();
  CHECK_FALSE(exists(old + "_1"));
  CHECK(exists("lockstep_shadow_mine"));
  maker.exec("DROP DATABASE lockstep_shadow_mine");
}
