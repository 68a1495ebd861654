// The shadow as every sort of user: root without a "postgres" user, an ordinary user, a number that no one knows.
#include "catalog/connection.hpp"
#include "lockstep/error.hpp"
#include "shadow/process.hpp"
#include "shadow/shadow.hpp"
#include "support/child.hpp"
#include "support/environment.hpp"
#include "support/folder.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <grp.h>
#include <pwd.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lockstep;

namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Starts a shadow with nothing in its cache and says which user the server runs as.
std::string user_of_server() {
  Shadow shadow({});
  Connection connection(shadow.create_database());
  const std::string pid(connection.exec("SELECT pg_backend_pid()").get(0, 0));
  struct stat known {};
  if (::stat(("/proc/" + pid).c_str(), &known) != 0) return "no such process";
  return std::to_string(known.st_uid);
}

void become(uid_t uid) {
  if (::setgroups(0, nullptr) != 0 || ::setgid(uid) != 0 || ::setuid(uid) != 0)
    throw std::runtime_error("can not change user");
}

/// The children's folders for temporary files and for the cache: empty, and open to every user.
struct Open {
  Open() {
    for (const auto* folder : {&scratch, &cache}) ::chmod(folder->path().c_str(), 0777);
  }
  test::TemporaryFolder scratch, cache;
  test::Variable tmpdir{"TMPDIR", scratch.path().string()};
  test::Variable xdg{"XDG_CACHE_HOME", cache.path().string()};
};

/// What a passwd file that knows only root looks like.
void show_only_root(const std::string& path) {
  std::ofstream(path) << "root:x:0:0:root:/root:/bin/sh\n";
  if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      ::mount(path.c_str(), "/etc/passwd", nullptr, MS_BIND, nullptr) != 0)
    throw std::runtime_error("no mount namespace here");
}

} // namespace

TEST_CASE("live: the shadow runs as an ordinary user") {
  const Open open;
  const uid_t uid = ::geteuid() == 0 ? server_identity().uid : ::geteuid();
  test::Child child([uid] {
    if (::geteuid() == 0) become(uid);
    return user_of_server();
  });
  CHECK(child.text() == std::to_string(uid));
  CHECK(child.wait() == 0);
}

TEST_CASE("live: root's server runs as the user that was asked for") {
  if (::geteuid() != 0) return;
  const Open open;
  for (const char* name : {"nobody", "daemon"}) {
    const passwd* entry = ::getpwnam(name);
    if (entry == nullptr) continue;
    const uid_t uid = entry->pw_uid;
    for (const std::string& asked : {std::string(name), std::to_string(uid)}) {
      const test::Variable user("LOCKSTEP_SERVER_USER", asked);
      CHECK(test::Child(user_of_server).text() == std::to_string(uid));
    }
  }
  for (const char* wrong : {"root", "0", "no_such_user", "12x"}) {
    const test::Variable user("LOCKSTEP_SERVER_USER", wrong);
    CHECK(holds(test::Child(user_of_server).text(), "name a user other than root"));
  }
}

TEST_CASE("live: the shadow runs for a user that /etc/passwd does not know, or says what to do") {
  if (::geteuid() != 0) return;
  const Open open;
  constexpr uid_t unknown = 54321;
  REQUIRE(::getpwuid(unknown) == nullptr);
  const auto check = [](const std::string& text) {
    CAPTURE(text);
    // A system that allows neither namespaces nor the preloaded library can only be told what is missing.
    CHECK((text == std::to_string(unknown) || holds(text, "apt-get install libnss-wrapper")));
  };
  check(test::Child([] {
          become(unknown);
          return user_of_server();
        }).text());
  const test::Variable user("LOCKSTEP_SERVER_USER", std::to_string(unknown));
  check(test::Child(user_of_server).text());
}

TEST_CASE("live: root's server runs where there is no user but root") {
  if (::geteuid() != 0) return;
  const Open open;
  const test::TemporaryFolder folder;
  const test::Variable user("LOCKSTEP_SERVER_USER", std::nullopt);
  const std::string text = test::Child([&folder] {
                             show_only_root((folder / "passwd").string());
                             return user_of_server();
                           }).text();
  CAPTURE(text);
  CHECK((text == "65534" || holds(text, "no mount namespace here")));
}
