// Every golden plan dies before each of its statements, one after the other: the session is ended, or the client is
// killed, and apply goes on from what is left. In the end stands the desired state, without an INVALID index or a
// helper left behind.
#include "support/child.hpp"
#include "support/crash.hpp"
#include "support/server.hpp"

#include <csignal>
#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

/// Whether the run died; else it came to its end.
bool end_session(const std::string& database, const Prepared& prepared, Progress& progress) {
  Connection side(database);
  side.exec("SET application_name = 'side'");
  bool died = false;
  const Applied applied = apply(database, prepared, [&](const std::string& said) {
    if (died || !progress.is_new(said)) return;
    side.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lockstep' AND "
              "datname = current_database()");
    died = true;
  });
  CHECK_MESSAGE(applied.stopped_at.empty() != died, applied.why);
  return died;
}

bool kill_client(const std::string& database, const Prepared& prepared, Progress& progress) {
  Child client([&] {
    const Applied applied = apply(database, prepared, [&](const std::string& said) {
      if (progress.is_new(said)) raise(SIGKILL);
    });
    return applied.why;
  });
  const bool died = client.wait() == 128 + SIGKILL;
  if (!died) CHECK(client.text() == "");
  return died;
}

} // namespace

TEST_CASE("crash: before each statement of each golden plan the session ends or the client is killed, apply goes on") {
  for (const std::string& way : golden_ways_of_today(21)) {
    CAPTURE(way);
    const Prepared prepared = prepare_golden(way);
    for (const auto die : {end_session, kill_client}) {
      CAPTURE(die == end_session);
      const std::string database = prepared.clone();
      Progress progress;
      int deaths = 0;
      while (die(database, prepared, progress)) ++deaths;
      CHECK(deaths > 0);
      expect_end(database, prepared);
      prepared.drop(database);
    }
    prepared.drop(prepared.database);
  }
}
