// The developer's persistent server: it outlives the command, keeps its data, and finds a place it can live in.
#include "catalog/connection.hpp"
#include "lockstep/error.hpp"
#include "shadow/cluster.hpp"
#include "shadow/process.hpp"
#include "support/child.hpp"
#include "support/environment.hpp"
#include "support/folder.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"
#include "support/server.hpp"

#include <csignal>
#include <doctest/doctest.h>
#include <fstream>
#include <functional>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lockstep;
namespace fs = std::filesystem;

namespace {

/// A project whose server is stopped at the end.
struct Project {
  explicit Project(mode_t mode = 0755) { ::chmod(root.path().c_str(), mode); }
  ~Project() { stop(); }
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;

  RunningCluster start() const { return start_cluster({folder(), choose_binaries(0), true}); }
  bool stop() const {
    try {
      return stop_cluster(folder());
    } catch (const Error& error) {
      MESSAGE(error.full());
      return false;
    }
  }
  [[nodiscard]] fs::path folder() const { return root / below / ".lockstep" / "dev"; }

  test::TemporaryFolder root;
  std::string below;
};

std::string failure(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.full();
  }
  return "no error";
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string read_line(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

} // namespace

TEST_CASE("live: the developer's server outlives the command and keeps its data") {
  const Project project;
  CHECK_FALSE(project.stop());
  test::Child command([&project] {
    const RunningCluster cluster = project.start();
    Connection(cluster.conninfo("postgres")).exec("CREATE TABLE kept AS SELECT 42 AS a");
    return std::to_string(cluster.pid);
  });
  const std::string pid = command.text();
  REQUIRE(command.wait() == 0);
  const RunningCluster again = project.start();
  CHECK(std::to_string(again.pid) == pid);
  CHECK(again.major == choose_binaries(0).major);
  Connection connection(again.conninfo("postgres"));
  CHECK(connection.exec("SELECT a FROM kept").get(0, 0) == "42");
  CHECK(connection.exec("SHOW fsync").get(0, 0) == "on");
  CHECK(connection.exec("SHOW listen_addresses").get(0, 0).empty());
  CHECK(project.stop());
  CHECK_FALSE(project.stop());
  CHECK_FALSE(connection.alive());
  const RunningCluster restarted = project.start();
  CHECK(Connection(restarted.conninfo("postgres")).exec("SELECT a FROM kept").get(0, 0) == "42");
}

TEST_CASE("live: the developer's server holds no descriptor of the command that started it") {
  const Project project;
  test::Child command([&project] { return std::to_string(project.start().pid); });
  const std::string pid = command.text();
  // The pipe ends with the command although the server goes on.
  CHECK(command.wait() == 0);
  for (const char* standard : {"0", "1", "2"}) {
    const std::string target = fs::read_symlink("/proc/" + pid + "/fd/" + standard).string();
    CAPTURE(target);
    CHECK((target == "/dev/null" || target.ends_with("/log")));
  }
}

TEST_CASE("live: two commands at once start one server") {
  const Project project;
  const auto start = [&project] { return std::to_string(project.start().pid); };
  test::Child one(start), two(start), three(start);
  const std::string pid = one.text();
  CAPTURE(pid);
  CHECK(one.wait() == 0);
  CHECK(two.text() == pid);
  CHECK(three.text() == pid);
}

TEST_CASE("live: the developer's server comes back after a crash") {
  const Project project;
  const RunningCluster first = project.start();
  Connection(first.conninfo("postgres")).exec("CREATE TABLE kept (a int)");
  SUBCASE("of the server") { ::kill(first.pid, SIGKILL); }
  SUBCASE("of the whole machine, after which a stranger has the server's pid") {
    const fs::path data = fs::exists(project.folder() / "data")
                              ? project.folder() / "data"
                              : fs::path(read_line(project.folder() / "location")) / "data";
    const std::string content = [&] {
      std::ifstream file(data / "postmaster.pid");
      return std::string((std::istreambuf_iterator<char>(file)), {});
    }();
    ::kill(first.pid, SIGKILL);
    end_processes_in(data);
    std::ofstream(data / "postmaster.pid") << ::getpid() << content.substr(content.find('\n'));
  }
  const RunningCluster second = project.start();
  CHECK(second.pid != first.pid);
  CHECK(Connection(second.conninfo("postgres")).exec("SELECT FROM kept").size() == 0);
}

TEST_CASE("live: a project too deep for a socket has its socket elsewhere") {
  Project project;
  project.below = std::string(60, 'd') + "/" + std::string(60, 'e');
  const RunningCluster cluster = project.start();
  CHECK_FALSE(cluster.socket_dir.starts_with(project.root.path().string()));
  CHECK(Connection(cluster.conninfo("postgres")).alive());
  CHECK(Connection(project.start().conninfo("postgres")).alive());
  CHECK(project.stop());
  CHECK_FALSE(fs::exists(cluster.socket_dir));
}

TEST_CASE("live: a folder name that needs quoting does not disturb the server") {
  Project project;
  project.below = "it's a \"shop\", 100% \\ ok";
  CHECK(Connection(project.start().conninfo("postgres")).alive());
  CHECK(project.stop());
}

TEST_CASE("live: a project in a folder closed to the server's user") {
  if (::geteuid() != 0) return; // only root's server has another user
  Project project(0700);
  (void)Connection(project.start().conninfo("postgres")).exec("CREATE TABLE kept (a int)");
  const fs::path home = read_line(project.folder() / "location");
  CHECK(fs::exists(home / "data" / "PG_VERSION"));
  CHECK(Connection(project.start().conninfo("postgres")).exec("SELECT FROM kept").size() == 0);
  CHECK(project.stop());

  SUBCASE("keeps its data when it is moved") {
    const test::TemporaryFolder elsewhere;
    fs::rename(project.root / ".lockstep", elsewhere / ".lockstep");
    const fs::path moved = elsewhere / ".lockstep" / "dev";
    const RunningCluster cluster = start_cluster({moved, choose_binaries(0), true});
    CHECK(Connection(cluster.conninfo("postgres")).exec("SELECT FROM kept").size() == 0);
    CHECK(stop_cluster(moved));
  }
  SUBCASE("shares no data with its copy") {
    const test::TemporaryFolder elsewhere;
    fs::copy(project.root / ".lockstep", elsewhere / ".lockstep", fs::copy_options::recursive);
    const fs::path copied = elsewhere / ".lockstep" / "dev";
    CHECK_FALSE(stop_cluster(copied));
    const RunningCluster cluster = start_cluster({copied, choose_binaries(0), true});
    CHECK(Connection(cluster.conninfo("postgres")).exec("SELECT FROM pg_class WHERE relname = 'kept'").size() == 0);
    CHECK(stop_cluster(copied));
    fs::remove_all(read_line(copied / "location"));
  }
  fs::remove_all(home);
}

TEST_CASE("live: data of a major that is not installed is left alone, with what to do") {
  const Project project;
  (void)project.start();
  CHECK(project.stop());
  const fs::path version = project.folder() / "data" / "PG_VERSION";
  const std::string real = read_line(version);
  std::ofstream(version) << "98\n";
  const std::string message = failure([&project] { (void)project.start(); });
  CHECK(holds(message, "was made with PostgreSQL 98"));
  CHECK(holds(message, "apt-get install postgresql-98"));
  std::ofstream(version) << real << "\n";
  CHECK(Connection(project.start().conninfo("postgres")).alive());
}

TEST_CASE("live: data of another user is not touched") {
  const Project project;
  (void)project.start();
  CHECK(project.stop());
  if (::geteuid() != 0) return; // needs root to have another user at hand
  test::Child other([&project] {
    constexpr uid_t somebody = 12345;
    if (::setgid(somebody) != 0 || ::setuid(somebody) != 0) return std::string("can not change user");
    return failure([&project] { (void)project.start(); });
  });
  CHECK(holds(other.text(), "error: "));
  CHECK(Connection(project.start().conninfo("postgres")).alive());
}

TEST_CASE("live: root serves a project of an ordinary user as that user") {
  if (::geteuid() != 0) return;
  const Identity user = server_identity();
  const Project project;
  REQUIRE(::chown(project.root.path().c_str(), user.uid, user.gid) == 0);
  (void)project.start();
  CHECK(project.stop());
  test::Child later([&] {
    if (::setgroups(0, nullptr) != 0 || ::setgid(user.gid) != 0 || ::setuid(user.uid) != 0)
      return std::string("can not change user");
    const RunningCluster cluster = project.start();
    const bool alive = Connection(cluster.conninfo("postgres")).alive();
    return std::string(alive && project.stop() ? "fine" : "not alive");
  });
  CHECK(later.text() == "fine");
}

TEST_CASE("dev: stop sees the end of a server that nobody buries, as in a container without an init") {
  const Project project;
  const pid_t first_process = ::fork();
  REQUIRE(first_process >= 0);
  if (first_process == 0) {
    // Orphans come to this process, as they come to the first of a container, and it never waits for them.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    const std::string lockstep = test::binary().string() + " -C " + project.root.path().string() + " dev ";
    const bool started = test::shell(lockstep + "start").exit == 0;
    ::_exit(started ? test::shell("timeout 60 " + lockstep + "stop").exit : 99);
  }
  int status = 0;
  REQUIRE(::waitpid(first_process, &status, 0) == first_process);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK_FALSE(project.stop());
}
