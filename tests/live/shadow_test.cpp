// The shadow's private server: its databases, and that nothing of it stays behind.
#include "shadow/shadow.hpp"

#include "catalog/connection.hpp"
#include "lockstep/error.hpp"
#include "shadow/cluster.hpp"
#include "shadow/process.hpp"
#include "support/child.hpp"
#include "support/environment.hpp"
#include "support/folder.hpp"
#include "support/server.hpp"

#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fstream>
#include <set>
#include <sys/stat.h>
#include <thread>

using namespace lockstep;
namespace fs = std::filesystem;

namespace {

/// A place for shadows that no other run uses, so that what is left in it can be counted.
struct Place {
  Place() { ::chmod(folder.path().c_str(), 0777); }
  test::TemporaryFolder folder;
  test::Variable variable{"TMPDIR", folder.path().string()};

  [[nodiscard]] bool is_empty() const { return fs::is_empty(folder.path()); }
  /// True once it is; the watcher needs a moment.
  [[nodiscard]] bool gets_empty() const {
    for (int i = 0; i < 1500 && !is_empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return is_empty() && processes() == 0;
  }
  /// Processes that work in the place.
  [[nodiscard]] int processes() const {
    int count = 0;
    for (const auto& entry : fs::directory_iterator("/proc")) {
      std::error_code ignored;
      const std::string at = fs::read_symlink(entry.path() / "cwd", ignored).string();
      count += at.starts_with(folder.path().string() + "/") ? 1 : 0;
    }
    return count;
  }
};

/// Starts a shadow, uses it, and leaves it running.
std::string use_shadow() {
  auto* shadow = new Shadow({}); // never destroyed: the child ends by force
  const std::string conninfo = shadow->create_database();
  Connection(conninfo).exec("CREATE TABLE t (a int)");
  return conninfo;
}

std::vector<pid_t> watchers_of(const fs::path& place) {
  std::vector<pid_t> found;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "cmdline");
    const std::string line((std::istreambuf_iterator<char>(file)), {});
    if (line.find("lockstep-watcher") != std::string::npos && line.find(place.string()) != std::string::npos)
      found.push_back(std::stoi(entry.path().filename().string()));
  }
  return found;
}

} // namespace

TEST_CASE("live: shadow databases are new, empty, separate and in UTF8") {
  Shadow& shadow = test::server();
  std::set<std::string> names;
  for (int i = 0; i < 4; ++i) {
    const std::string conninfo = shadow.create_database();
    names.insert(database_of(conninfo));
    Connection connection(conninfo);
    CHECK(connection.exec("SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace").size() == 0);
    CHECK(connection.exec("SHOW server_encoding").get(0, 0) == "UTF8");
    CHECK(connection.exec("SHOW listen_addresses").get(0, 0).empty());
    connection.exec("CREATE TABLE only_here (a int)");
  }
  CHECK(names.size() == 4);
  CHECK(shadow.major() >= oldest_major);
  CHECK(fs::exists(shadow.bindir() + "/postgres"));
}

TEST_CASE("live: a clone holds what its source held, and is apart from it") {
  Shadow& shadow = test::server();
  const std::string source = test::database_with("CREATE TABLE t AS SELECT 1 AS a");
  const std::string copy = shadow.clone_database(source);
  Connection(source).exec("UPDATE t SET a = 2");
  CHECK(Connection(copy).exec("SELECT a FROM t").get(0, 0) == "1");
  shadow.drop_database(copy);
  CHECK_THROWS_AS(Connection{copy}, Error);
  CHECK(Connection(source).exec("SELECT a FROM t").get(0, 0) == "2");
}

TEST_CASE("live: a shadow database takes settings of its own") {
  const std::string conninfo = test::fresh_database();
  Connection(conninfo).exec("ALTER DATABASE " + database_of(conninfo) + " SET timezone = 'Asia/Tokyo'");
  CHECK(Connection(conninfo).exec("SHOW timezone").get(0, 0) == "Asia/Tokyo");
}

TEST_CASE("live: a shadow leaves nothing behind") {
  const Place place;
  {
    Shadow shadow({});
    (void)shadow.create_database();
    CHECK(place.processes() > 0);
    CHECK_FALSE(place.is_empty());
  }
  CHECK(place.is_empty());
  CHECK(place.processes() == 0);
  { const Shadow unused({}); }
  CHECK(place.is_empty());
}

TEST_CASE("live: an owner that dies takes its server with it") {
  const Place place;
  for (const int signal : {SIGKILL, SIGINT, SIGTERM}) {
    test::Child owner(use_shadow, true);
    REQUIRE(owner.text().find("dbname='shadow_") != std::string::npos);
    CHECK(place.processes() > 0);
    owner.kill(signal);
    CHECK(owner.wait() == 128 + signal);
    CHECK(place.gets_empty());
  }
}

TEST_CASE("live: an owner that dies while its server starts leaves nothing") {
  const Place place;
  for (const int delay : {0, 5, 20, 40, 80}) {
    test::Child owner(use_shadow, true);
    std::this_thread::sleep_for(std::chrono::milliseconds(delay));
    owner.kill(SIGKILL);
    (void)owner.wait();
  }
  // What died before its watcher was posted waits for the next run, for an hour when it was not even claimed.
  for (const auto& entry : fs::directory_iterator(place.folder.path())) {
    const timespec old[2] = {{1, 0}, {1, 0}};
    ::utimensat(AT_FDCWD, entry.path().c_str(), old, 0);
  }
  { (void)Shadow({}).create_database(); }
  CHECK(place.gets_empty());
}

TEST_CASE("live: the next run removes what an owner left whose watcher died too") {
  const Place place;
  test::Child owner(use_shadow, true);
  (void)owner.text();
  const auto watchers = watchers_of(place.folder.path());
  REQUIRE(watchers.size() == 1);
  ::kill(watchers.front(), SIGKILL);
  owner.kill(SIGKILL);
  (void)owner.wait();
  CHECK(place.processes() > 0);
  CHECK_FALSE(place.is_empty());
  { (void)Shadow({}).create_database(); }
  CHECK(place.is_empty());
  CHECK(place.processes() == 0);
}

TEST_CASE("live: a run does not touch the shadow of another that lives") {
  const Place place;
  test::Child owner(use_shadow, true);
  const std::string conninfo = owner.text();
  { (void)Shadow({}).create_database(); }
  CHECK(Connection(conninfo).exec("SELECT FROM t").size() == 0);
}

TEST_CASE("live: runs at once share a cache that none of them has filled yet") {
  const test::TemporaryFolder cache;
  const test::Variable variable("XDG_CACHE_HOME", cache.path().string());
  const Place place;
  {
    test::Child one(use_shadow), two(use_shadow), three(use_shadow);
    for (test::Child* child : {&one, &two, &three}) {
      CAPTURE(child->text());
      CHECK(child->wait() == 0);
    }
  }
  CHECK(place.gets_empty());
  int packs = 0;
  for (const auto& entry : fs::directory_iterator(cache / "lockstep"))
    packs += entry.path().extension() == ".pack" ? 1 : 0;
  CHECK(packs == 1);
  CHECK(std::distance(fs::directory_iterator(cache / "lockstep"), {}) == 2); // and the versions
}

TEST_CASE("live: a damaged pack is made anew") {
  const test::TemporaryFolder cache;
  const test::Variable variable("XDG_CACHE_HOME", cache.path().string());
  { (void)Shadow({}).create_database(); }
  fs::path pack;
  for (const auto& entry : fs::directory_iterator(cache / "lockstep"))
    if (entry.path().extension() == ".pack") pack = entry.path();
  REQUIRE(fs::exists(pack));
  const auto size = fs::file_size(pack);
  SUBCASE("cut off") { fs::resize_file(pack, size / 2); }
  SUBCASE("empty") { fs::resize_file(pack, 0); }
  SUBCASE("not a pack") { std::ofstream(pack) << "something else"; }
  SUBCASE("of a whole shape, with files that no server takes") {
    std::fstream file(pack, std::ios::in | std::ios::out | std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(file)), {});
    const std::string name = "global/pg_control";
    const std::size_t at = content.find(name);
    REQUIRE(at != std::string::npos);
    file.seekp(static_cast<std::streamoff>(at + name.size()));
    file << std::string(64, 'x');
  }
  { CHECK(Connection(Shadow({}).create_database().c_str()).alive()); }
  CHECK(fs::file_size(pack) > size / 2);
}

TEST_CASE("live: a cache that can not be written costs only time") {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "file") << "in the way";
  const test::Variable variable("XDG_CACHE_HOME", (folder / "file").string());
  Shadow shadow({});
  CHECK(Connection(shadow.create_database()).alive());
}

TEST_CASE("live: a folder too deep for a socket is passed over") {
  const test::TemporaryFolder folder;
  const fs::path deep = folder / std::string(100, 'd');
  fs::create_directory(deep);
  const test::Variable variable("TMPDIR", deep.string());
  Shadow shadow({});
  CHECK(Connection(shadow.create_database()).alive());
}

TEST_CASE("live: the environment of other connections does not lead the shadow astray") {
  const test::Variable address("PGHOSTADDR", "192.0.2.1"), options("PGOPTIONS", "-c nonsense=1"),
      tls("PGSSLMODE", "verify-full"), port("PGPORT", "1"), data("PGDATA", "/nonexistent"), database("PGDATABASE", "x"),
      standby("PGTARGETSESSIONATTRS", "standby"), locale("LC_ALL", "xx_XX");
  Shadow shadow({});
  CHECK(Connection(shadow.create_database()).alive());
}

TEST_CASE("live: missing server programs are named with what to install") {
  const auto message = [](auto&& act) {
    try {
      act();
    } catch (const Error& error) {
      return error.full();
    }
    return std::string("no error");
  };
  CHECK(message([] { (void)choose_binaries(99); }).find("apt-get install postgresql-99") != std::string::npos);
  const test::Variable variable("LOCKSTEP_PG_BIN", "/nonexistent");
  CHECK(message([] { Shadow({}); }).find("LOCKSTEP_PG_BIN is /nonexistent") != std::string::npos);
}

TEST_CASE("live: the doctor finds this machine well, and says what ails another") {
  for (const Check& check : doctor_checks()) {
    CAPTURE(check.what);
    CAPTURE(check.found);
    CHECK(check.ok);
    CHECK(check.mend.empty());
  }
  const test::Variable binaries("LOCKSTEP_PG_BIN", "/nonexistent"), cache("XDG_CACHE_HOME", "/proc/nowhere");
  int ailing = 0;
  for (const Check& check : doctor_checks()) {
    if (check.ok) continue;
    ++ailing;
    CHECK_FALSE(check.mend.empty());
  }
  CHECK(ailing >= 2);
}
