// What goes wrong around the program: interrupts, rights, passwords, machines without a server, servers too old.
#include <lockstep/error.hpp>

#include "support/child.hpp"
#include "support/paths.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/text.hpp"
#include "shadow/process.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <thread>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string tables(int count) {
  std::string toml = "schema = \"public\"\n";
  for (int n = 0; n < count; ++n) {
    const std::string name = "t" + std::to_string(n);
    toml += "\n[tables." + name + "]\nprimary_key = [\"id\"]\n\n[tables." + name +
            ".columns]\nid = { type = \"bigint\", identity = \"always\" }\nnote = \"text\"\n";
  }
  return toml;
}

/// A folder for temporary files that every user may use, and what is left in it.
struct Scratch {
  Scratch() { fs::permissions(folder.path(), fs::perms(01777)); }
  /// Whether it gets empty: what a killed run leaves is removed by its watcher, within moments.
  [[nodiscard]] bool gets_empty() const {
    for (int tries = 0; tries < 500 && !fs::is_empty(folder.path()); ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return fs::is_empty(folder.path());
  }
  TemporaryFolder folder;
};

/// Runs `lockstep gen` in the project in the background.
Child start_gen(const TemporaryProject& project, const Scratch& scratch) {
  return Child([&]() -> std::string {
    const int nothing = ::open("/dev/null", O_RDWR);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nothing, fd);
    ::setenv("TMPDIR", scratch.folder.path().c_str(), 1);
    if (::chdir(project.path().c_str()) != 0) return {};
    ::execl(binary().c_str(), "lockstep", "gen", nullptr);
    return {};
  });
}

/// The words before a program that make it run as an unprivileged user; none when this process is one already.
std::vector<std::string> unprivileged() {
  if (::geteuid() != 0) return {};
  const Identity identity = server_identity();
  return {"setpriv", "--reuid=" + std::to_string(identity.uid), "--regid=" + std::to_string(identity.gid),
          "--clear-groups"};
}

Ran run_unprivileged(const std::vector<std::string>& words, const RunOptions& options = {}) {
  std::vector<std::string> all = unprivileged();
  all.insert(all.end(), words.begin(), words.end());
  return run(all, options);
}

} // namespace

TEST_CASE("cli: an interrupted gen writes nothing and leaves nothing behind") {
  const Scratch scratch;
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    for (const int milliseconds : {50, 400, 900}) {
      CAPTURE(signal);
      CAPTURE(milliseconds);
      TemporaryProject project;
      project.write("schema.toml", tables(120));
      Child gen = start_gen(project, scratch);
      std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
      gen.kill(signal);
      const int code = gen.wait();
      CHECK((code == 0 || code == 128 + signal));
      // All or nothing: the signal may also come when the files are written and the server is being stopped.
      if (project.files() != std::vector<std::string>{"schema.toml"}) CHECK(project.lockstep({"check"}).exit == 0);
      CHECK(scratch.gets_empty());
    }
  }
}

TEST_CASE("cli: a project that may not be written") {
  const Scratch scratch;
  const TemporaryProject project;
  project.write("schema.toml", tables(1));
  // Users other than root must reach the program.
  const fs::path program = scratch.folder / "program" / "lockstep";
  fs::create_directory(program.parent_path());
  fs::copy_file(binary(), program);
  for (const fs::path& path : {program.parent_path(), program}) fs::permissions(path, fs::perms(0755));
  fs::permissions(project.path() / "schema.toml", fs::perms(0644));
  fs::permissions(project.path(), fs::perms(0555));

  RunOptions options = clean_environment();
  options.folder = project.path();
  options.set["TMPDIR"] = options.set["XDG_CACHE_HOME"] = scratch.folder.path().string();
  for (const std::vector<std::string>& words : {std::vector<std::string>{"gen"},
                                                {"init"},
                                                {"apply", "@dev"},
                                                {"diff", "migrations", "schema.toml", "--out", "way"}}) {
    std::vector<std::string> line{program.string()};
    line.insert(line.end(), words.begin(), words.end());
    const Ran ran = run_unprivileged(line, options);
    CAPTURE(join(words, " "));
    CHECK_MESSAGE((ran.exit == 2 || ran.exit == 3), ran.out << ran.err);
    CHECK_MESSAGE(holds(ran.err, "Permission denied"), ran.err);
    CHECK(project.files() == std::vector<std::string>{"schema.toml"});
  }
  fs::permissions(project.path(), fs::perms(0755));
}

TEST_CASE("cli: a wrong password is refused and never shown") {
  const Database database;
  Connection connection = database.connect();
  const std::string hba = query(connection, "SHOW hba_file")[0][0];
  const std::string rules = query(connection, "SELECT pg_read_file('" + hba + "')")[0][0];
  connection.exec("DROP ROLE IF EXISTS locked_clerk");
  connection.exec("CREATE ROLE locked_clerk LOGIN PASSWORD 'right one'");
  std::ofstream(hba) << "local all locked_clerk scram-sha-256\n" << rules;
  connection.exec("SELECT pg_reload_conf()");
  const std::string clerk = database.conninfo() + " user=locked_clerk password=";
  const auto lets_in = [&](const std::string& conninfo) {
    try {
      Connection{conninfo};
      return true;
    } catch (const Error&) {
      return false;
    }
  };
  while (lets_in(clerk + "s3cret"))
    std::this_thread::sleep_for(std::chrono::milliseconds(20)); // until it has read them

  const TemporaryProject project;
  project.write("schema.toml", tables(1));
  project.write("lockstep.toml", "[environments]\nshop = \"" + replace_all(clerk, "'", "") + "s3cret\"\n");
  for (const std::vector<std::string>& words : {std::vector<std::string>{"status", clerk + "s3cret"},
                                                {"apply", "@shop"},
                                                {"pull", "@shop", "-o", "new.toml"},
                                                {"drift", "@shop"},
                                                {"diff", "@shop", "schema.toml"},
                                                {"gen", "--shadow", clerk + "s3cret"}}) {
    const Ran ran = project.lockstep(words);
    CAPTURE(words[0]);
    CHECK(ran.exit == 3);
    CHECK_MESSAGE(holds(ran.err, "password authentication failed for user \"locked_clerk\""), ran.err);
    CHECK_FALSE(holds(ran.out + ran.err, "s3cret"));
    CHECK(project.files() == std::vector<std::string>{"lockstep.toml", "schema.toml"});
  }
  CHECK(project.lockstep({"status", clerk + "'right one'"}).exit == 0);
  std::ofstream(hba) << rules;
  connection.exec("SELECT pg_reload_conf()");
  connection.exec("DROP ROLE locked_clerk");
}

TEST_CASE("cli: doctor says what is there, what is missing and what mends it") {
  const TemporaryProject project;
  const Ran well = project.lockstep({"doctor"});
  CHECK_MESSAGE(well.exit == 0, well.out);
  for (const std::string& line : split(trim(well.out), '\n')) CHECK_MESSAGE(line.starts_with("ok "), line);
  CHECK(holds(well.out, "PostgreSQL server programs"));

  RunOptions options = clean_environment();
  options.set["LOCKSTEP_PG_BIN"] = "/nowhere";
  const Ran ill = run({binary().string(), "doctor"}, options);
  CHECK(ill.exit == 1);
  CHECK_MESSAGE(holds(ill.out, "missing  PostgreSQL server programs"), ill.out);
  CHECK_MESSAGE(holds(ill.out, "mend it: "), ill.out);
}

TEST_CASE("cli: a server that is too old") {
  const std::string programs = bindir_of(13);
  const Scratch scratch;
  const fs::path data = scratch.folder / "data";
  const std::string socket = scratch.folder.path().string();
  const Ran made = run_unprivileged(
      {programs + "/initdb", "-D", data.string(), "-U", "postgres", "-A", "trust", "--no-sync", "--locale=C"});
  REQUIRE_MESSAGE(made.exit == 0, made.err);
  const Ran started = run_unprivileged({programs + "/pg_ctl", "-D", data.string(), "-w", "-l", socket + "/log", "-o",
                                        "-F -c listen_addresses= -k " + socket, "start"});
  REQUIRE_MESSAGE(started.exit == 0, started.err);
  const TemporaryProject project;
  project.write("schema.toml", tables(1));
  const std::string conninfo = "host=" + socket + " user=postgres dbname=postgres";
  for (const std::vector<std::string>& words : {std::vector<std::string>{"status", conninfo},
                                                {"apply", conninfo},
                                                {"pull", conninfo, "-o", "new.toml"},
                                                {"gen", "--shadow", conninfo}}) {
    const Ran ran = project.lockstep(words);
    CAPTURE(words[0]);
    CHECK(ran.exit == 3);
    CHECK_MESSAGE(holds(ran.err, "the server is PostgreSQL 13, which is too old: lockstep needs 14 or newer"), ran.err);
    CHECK(project.files() == std::vector<std::string>{"schema.toml"});
  }
  CHECK(run_unprivileged({programs + "/pg_ctl", "-D", data.string(), "-m", "immediate", "stop"}).exit == 0);
}
