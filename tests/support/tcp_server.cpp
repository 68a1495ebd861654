// See the header.
#include "support/tcp_server.hpp"

#include "base/text.hpp"
#include "support/process.hpp"
#include "support/server.hpp"
#include "support/server_user.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

constexpr const char* start_script = R"sh(as "$2/initdb" -D "$1/data" -A trust -U postgres --no-sync >/dev/null
for port in $(shuf -i 20000-29999 -n 5); do
  as "$2/pg_ctl" -D "$1/data" -l "$1/log" -w start \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='$1' -c fsync=off" >/dev/null || continue
  echo "$port"
  exit
done
cat "$1/log" >&2
exit 1)sh";
constexpr const char* stop_script = R"sh(kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")"; sleep 0.3)sh";

} // namespace

TcpServer::TcpServer() {
  const Ran ran =
      run({"sh", "-c", std::string(as_server_user) + start_script, "sh", folder_.path().string(), server().bindir()});
  REQUIRE_MESSAGE(ran.exit == 0, ran.err);
  port = trim(ran.out);
}

TcpServer::~TcpServer() {
  try {
    (void)run({"sh", "-c", stop_script, "sh", folder_.path().string()});
  } catch (const std::exception&) {
    // It ends when its folder is gone.
  }
}

TcpServer& tcp_server() {
  static TcpServer only;
  return only;
}

TcpDatabase::TcpDatabase(const std::string& about) {
  static int count = 0;
  name_ = replace_all(about, "-", "_") + "_" + std::to_string(++count);
  Connection("postgresql://postgres@127.0.0.1:" + tcp_server().port + "/postgres").exec("CREATE DATABASE " + name_);
}

std::string TcpDatabase::url() const {
  return "postgresql://postgres@127.0.0.1:" + tcp_server().port + "/" + name_ + "?sslmode=disable";
}

std::string TcpDatabase::jdbc() const { return "jdbc:postgresql://127.0.0.1:" + tcp_server().port + "/" + name_; }

} // namespace lockstep::test
