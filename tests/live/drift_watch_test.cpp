// drift that goes on: a command and a web hook when something changes, and many databases at once.
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <mutex>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

using Json = nlohmann::json;

/// Takes what is posted to it, on a port of this machine.
class Listener {
public:
  Listener() {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* const any = reinterpret_cast<sockaddr*>(&address); // NOLINT: what the interface of sockets asks for
    REQUIRE(::bind(socket_, any, size) == 0);
    REQUIRE(::listen(socket_, 8) == 0);
    REQUIRE(::getsockname(socket_, any, &size) == 0);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Listener() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Waits until so many were posted; fewer when none comes for a minute.
  [[nodiscard]] std::vector<std::string> posted(std::size_t count) {
    for (int i = 0; i < 600; ++i) {
      {
        const std::lock_guard lock(mutex_);
        if (bodies_.size() >= count) return bodies_;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    const std::lock_guard lock(mutex_);
    return bodies_;
  }
  int port = 0;

private:
  void serve() {
    for (int client = ::accept(socket_, nullptr, nullptr); client >= 0; client = ::accept(socket_, nullptr, nullptr)) {
      std::string text;
      std::string part(4096, '\0');
      const auto whole = [&] {
        const std::size_t head = text.find("\r\n\r\n");
        const std::size_t length = text.find("Content-Length: ");
        return head != std::string::npos && length != std::string::npos &&
               text.size() >= head + 4 + std::stoul(text.substr(length + 16));
      };
      for (ssize_t got = 0; !whole() && (got = ::read(client, part.data(), part.size())) > 0;)
        text.append(part, 0, static_cast<std::size_t>(got));
      const std::string answer = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
      (void)!::write(client, answer.data(), answer.size());
      ::close(client);
      const std::lock_guard lock(mutex_);
      bodies_.push_back(text.substr(std::min(text.size(), text.find("\r\n\r\n") + 4)));
    }
  }
  int socket_ = -1;
  std::thread thread_;
  std::mutex mutex_;
  std::vector<std::string> bodies_;
};

constexpr const char* schema = "[tables.orders.columns]\nid = \"bigint\"\n";

std::vector<std::string> messages(const Json& findings) {
  std::vector<std::string> found;
  for (const Json& finding : findings) found.push_back(finding["message"]);
  return found;
}

} // namespace

TEST_CASE("drift watch: a command and a web hook hear of each change, once, until it is interrupted") {
  const TemporaryProject project;
  project.write("schema.toml", schema);
  const Database database;
  Connection connection = database.connect();
  connection.exec("CREATE TABLE orders (id bigint)");
  Listener listener;
  // The shell says its number and becomes the watcher.
  RunOptions options = clean_environment();
  options.folder = project.path();
  options.set["HOOK"] = "http://127.0.0.1:" + std::to_string(listener.port) + "/drift?key=secret";
  Ran ran;
  std::thread watcher([&] {
    ran = run({"sh", "-c",
               "echo $$ >pid; exec " + std::string(LOCKSTEP_BINARY) + " drift '" + database.conninfo() +
                   "' --against schema.toml --watch 0.2s --webhook env:HOOK --on-change 'cat >>heard; echo >>times'"},
              options);
  });
  connection.exec("ALTER TABLE orders ADD COLUMN hotfix text");
  const auto first = listener.posted(1);
  connection.exec("ALTER TABLE orders DROP COLUMN hotfix");
  const auto second = listener.posted(2);
  ::kill(std::stoi(read_file(project.path() / "pid")), SIGINT);
  watcher.join();
  CHECK_MESSAGE(ran.exit == 0, ran.out << ran.err);
  REQUIRE(second.size() == 2);
  const Json told = Json::parse(first.at(0));
  CHECK(messages(told["databases"][0]["findings"]) == std::vector<std::string>{"+ column public.orders.hotfix"});
  CHECK(Json::parse(second.at(1))["databases"][0]["findings"].empty());
  // What is printed holds every look, what is told only the changes.
  CHECK(project.read("times") == "\n\n");
  CHECK(project.read("heard").find("public.orders.hotfix") != std::string::npos);
  CHECK(ran.out.find("no drift") != std::string::npos);
  CHECK((ran.out + ran.err).find("secret") == std::string::npos);
}

TEST_CASE("drift watch: a hook that does not answer is a warning, one that can not be is a mistake") {
  const TemporaryProject project;
  project.write("schema.toml", schema);
  const Database database; // there is drift from the first look on
  const std::string watch = "timeout -s INT 20 " + std::string(LOCKSTEP_BINARY) + " drift '" + database.conninfo() +
                            "' --against schema.toml --watch 1h --on-change 'kill -INT $PPID' --webhook ";
  RunOptions options = clean_environment();
  options.folder = project.path();
  // The command runs before the hook is told; then the watch ends.
  const Ran ran = run({"sh", "-c", watch + "http://127.0.0.1:1/"}, options);
  CHECK(ran.err.find("the web hook was not told") != std::string::npos);
  CHECK(run({"sh", "-c", watch + "ftp://example.org/"}, options).exit == 2);
  CHECK(run({"sh", "-c", watch + "env:NO_SUCH_HOOK"}, options).exit == 2);
  CHECK(project.lockstep({"drift", database.conninfo(), "--webhook", "http://127.0.0.1:1/"}).exit == 2);
}

TEST_CASE("drift fleet: all databases at once; one that can not be read says so, and the others are read") {
  const TemporaryProject project;
  const Database well;
  const Database amiss;
  well.connect().exec("CREATE TABLE orders (id bigint)");
  amiss.connect().exec("CREATE TABLE orders (id bigint, hotfix text)");
  project.write("schema.toml", schema);
  const auto fleet = [&](const std::string& databases) {
    project.write("lockstep.toml", "[fleet]\ndatabases = [" + databases + "]\n");
    return project.lockstep({"drift", "--fleet", "--against", "schema.toml", "--format", "json", "-q"});
  };
  const std::string two = "\"" + well.conninfo() + "\", \"" + amiss.conninfo() + "\"";
  const Ran ran = fleet(two);
  CHECK_MESSAGE(ran.exit == 1, ran.out << ran.err);
  const Json both = Json::parse(ran.out)["databases"];
  REQUIRE(both.size() == 2);
  CHECK(both[0]["findings"].empty());
  CHECK(messages(both[1]["findings"]) == std::vector<std::string>{"+ column public.orders.hotfix"});
  const Ran broken = fleet("\"" + well.conninfo() + " dbname=no_such_database\", " + two);
  CHECK(broken.exit == 3);
  const Json three = Json::parse(broken.out)["databases"];
  REQUIRE(three.size() == 3);
  CHECK(three[0]["error"].get<std::string>().find("no_such_database") != std::string::npos);
  CHECK(three[2]["findings"].size() == 1);
  CHECK(fleet("\"" + well.conninfo() + "\"").exit == 0);
  CHECK(project.lockstep({"drift", "--fleet", well.conninfo()}).exit == 2);
}
