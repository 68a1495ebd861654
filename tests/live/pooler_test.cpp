// Behind pgbouncer: apply works where a client keeps its session, and says so where it does not.
#include "live/apply_bench.hpp"

#include "base/text.hpp"
#include "lockstep/error.hpp"
#include "support/folder.hpp"
#include "support/packages.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"
#include "support/server.hpp"

#include <chrono>
#include <cstdio>
#include <doctest/doctest.h>
#include <fstream>
#include <thread>

using namespace lockstep;
using namespace lockstep::test;

namespace {

// What Debian's package brings, not installed: an installed one would run as a service. It refuses to run as root.
constexpr const char* start_script = R"sh(set -eu
cd "$1"
libraries=
for package in libc-ares2 libevent-2.1-7; do
  libraries="$libraries:$(echo "$(scripts/fetch-package "$package" '*')"/usr/lib/*-linux-gnu)"
done
program=$(scripts/fetch-package pgbouncer '*')/usr/sbin/pgbouncer
if [ "$(id -u)" = 0 ]; then
  owner=$(stat -c %U "$3")
  chown -R "$owner" "$2"
  as() { runuser -u "$owner" -- "$@"; }
else
  as() { "$@"; }
fi
as env LD_LIBRARY_PATH="${libraries#:}" "$program" -q -d "$2/pgbouncer.ini"
)sh";

class Pooler {
public:
  explicit Pooler(const std::string& conninfo, const std::string& mode) {
    Connection direct(conninfo);
    database_ = direct.exec("SELECT current_database()").get(0, 0);
    const std::string path = folder_.path().string();
    const std::string socket(
        direct.exec("SELECT trim('\"' FROM split_part(current_setting('unix_socket_directories'), ', ', 1))")
            .get(0, 0));
    std::ofstream(path + "/pgbouncer.ini")
        << "[databases]\n* = host=" << socket << " port=" << direct.exec("SHOW port").get(0, 0)
        << " user=" << direct.exec("SELECT current_user").get(0, 0)
        << "\n[pgbouncer]\nlisten_addr =\nunix_socket_dir = " << path << "\nlisten_port = 6432\nauth_type = any\n"
        << "pool_mode = " << mode << "\nlogfile = " << path << "/log\npidfile = " << path << "/pid\n"
        << "ignore_startup_parameters = extra_float_digits\n";
    const Ran ran = run({"sh", "-c", start_script, "sh", repository().string(), path, socket});
    why_not_ = ran.exit == 0 ? "" : ran.err;
    if (why_not_.empty()) await_listening();
  }
  ~Pooler() {
    try {
      (void)run({"sh", "-c", "[ ! -e \"$1/pid\" ] || kill \"$(cat \"$1/pid\")\"", "sh", folder_.path().string()});
    } catch (const std::exception&) {
      // It ends when the machine does.
    }
  }
  Pooler(const Pooler&) = delete;
  Pooler& operator=(const Pooler&) = delete;

  [[nodiscard]] const std::string& why_not() const { return why_not_; }
  [[nodiscard]] std::string conninfo() const {
    return "host=" + folder_.path().string() + " port=6432 user=postgres dbname=" + database_;
  }

private:
  /// The socket stands before the daemon listens.
  void await_listening() const {
    for (int tries = 0;; ++tries) {
      try {
        const Connection pooled(conninfo());
        return;
      } catch (const Error&) {
        if (tries == 200) throw;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    }
  }

  TemporaryFolder folder_;
  std::string database_;
  std::string why_not_;
};

const std::vector<ChainFile> chain = {
    make_file("1_create.expand.sql", "BEGIN;\n\nCREATE TABLE t (id int PRIMARY KEY, a int);\n\nCOMMIT;\n"),
    make_file("2_index.expand.sql", "CREATE INDEX CONCURRENTLY t_a ON t (a);\n")};

} // namespace

TEST_CASE("pooler: apply runs where a client keeps its session, and refuses where it does not") {
  if (!has_apt()) {
    std::fprintf(stderr, "SKIPPED: no apt-get, so no pgbouncer is tested\n");
    return;
  }
  for (const std::string mode : {"session", "transaction"}) {
    CAPTURE(mode);
    const Database database;
    const Pooler pooler(database.conninfo(), mode);
    INFO(pooler.why_not());
    REQUIRE(pooler.why_not().empty());
    Connection connection(pooler.conninfo());
    ApplyOptions options;
    options.conninfo = pooler.conninfo();
    std::vector<std::string> said;
    options.say = [&](const std::string& text) { said.push_back(text); };
    Connection direct(database.conninfo());
    if (mode == "session") {
      CHECK(apply_chain(connection, chain, options).files.size() == 2);
      CHECK(holds(join(said, "\n"), "goes through a pooler"));
      CHECK(direct.exec("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass").get(0, 0) == "t");
    } else {
      const std::string refused = error_of([&] { (void)apply_chain(connection, chain, options); });
      CHECK(holds(refused, "the connection changes its server session between statements"));
      CHECK(holds(refused, "pool_mode = session"));
      CHECK(direct.exec("SELECT to_regclass('t') IS NULL").get(0, 0) == "t");
    }
  }
}
