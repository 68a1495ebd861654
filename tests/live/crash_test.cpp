// Every recipe's plan dies before each of its statements, one after the other: the session is ended, or the client is
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

const std::vector<std::string> recipes = {"access-relations",
                                          "check",
                                          "check-changed",
                                          "column-not-null",
                                          "column-not-null-by-check",
                                          "column-type-time-zone",
                                          "column-type-with-check",
                                          "column-type-with-partial-index",
                                          "column-volatile-default",
                                          "domain-changed",
                                          "exclusion-changed",
                                          "expand-backfill-without-key",
                                          "expand-enum",
                                          "expand-merge-columns",
                                          "expand-partition-table",
                                          "expand-rename-column",
                                          "expand-rename-table",
                                          "expand-required-column",
                                          "expand-retype-primary-key",
                                          "expand-split-column",
                                          "extension-changed",
                                          "extension-version",
                                          "foreign-key",
                                          "foreign-key-changed",
                                          "foreign-key-to-itself",
                                          "function-body-under-rules",
                                          "function-extended",
                                          "function-extended-under-view",
                                          "function-reshaped",
                                          "index",
                                          "index-name-taken",
                                          "index-options",
                                          "index-renamed",
                                          "index-replaced",
                                          "key-becomes-another",
                                          "materialized-view-over-changed-view",
                                          "materialized-view-over-redefined",
                                          "materialized-view-over-retyped-column",
                                          "materialized-view-redefined",
                                          "partition-attached",
                                          "partition-bounds",
                                          "partition-comes-and-goes",
                                          "partition-detached",
                                          "partition-foreign-key",
                                          "partition-index",
                                          "partition-index-replaced",
                                          "partition-keys",
                                          "partition-moved",
                                          "partition-without-default",
                                          "policy-changed",
                                          "primary-key-changed",
                                          "primary-key-on-nullable",
                                          "primary-key-referenced",
                                          "sequence-options",
                                          "sequence-widened",
                                          "serial-widened",
                                          "table-dropped-with-foreign-keys",
                                          "trigger-around-column",
                                          "trigger-changed",
                                          "unique-deferrable"};

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

TEST_CASE("crash: before each statement of each recipe the session ends or the client is killed, and apply goes on") {
  for (const std::string& name : recipes) {
    CAPTURE(name);
    const Prepared prepared = prepare_golden(name);
    for (const auto die : {end_session, kill_client}) {
      CAPTURE(die == end_session);
      const std::string database = server_of().clone_database(prepared.database);
      Progress progress;
      int deaths = 0;
      while (die(database, prepared, progress)) ++deaths;
      CHECK(deaths > 0);
      expect_end(database, prepared);
      server_of().drop_database(database);
    }
    server_of().drop_database(prepared.database);
  }
}
