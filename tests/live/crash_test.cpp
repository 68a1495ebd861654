// Every recipe's plan dies before each of its statements: the session is ended, or the client is killed. What apply
// makes of the rest is the desired state, without an INVALID index or a helper left behind.
#include "support/child.hpp"
#include "support/crash.hpp"
#include "support/server.hpp"

#include <csignal>
#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

const std::vector<std::string> recipes = {"check",
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
                                          "expand-rename-column",
                                          "expand-rename-table",
                                          "expand-required-column",
                                          "expand-retype-primary-key",
                                          "expand-split-column",
                                          "foreign-key",
                                          "foreign-key-changed",
                                          "foreign-key-to-itself",
                                          "function-extended",
                                          "function-reshaped",
                                          "index",
                                          "index-name-taken",
                                          "index-options",
                                          "index-replaced",
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
                                          "primary-key-changed",
                                          "primary-key-on-nullable",
                                          "primary-key-referenced",
                                          "table-dropped-with-foreign-keys",
                                          "trigger-around-column",
                                          "unique-deferrable"};

void end_session(const std::string& database, const Prepared& prepared, int moment) {
  Connection side(database);
  side.exec("SET application_name = 'side'");
  int now = 0;
  const Applied applied = apply(database, prepared, [&](const std::string& said) {
    if (is_moment(said) && ++now == moment)
      side.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lockstep' AND "
                "datname = current_database()");
  });
  CHECK(!applied.stopped_at.empty());
}

void kill_client(const std::string& database, const Prepared& prepared, int moment) {
  Child client([&] {
    int now = 0;
    const Applied applied = apply(database, prepared, [&](const std::string& said) {
      if (is_moment(said) && ++now == moment) raise(SIGKILL);
    });
    return applied.why;
  });
  CHECK(client.wait() == 128 + SIGKILL);
}

void die_everywhere(void (*die)(const std::string&, const Prepared&, int)) {
  for (const std::string& name : recipes) {
    CAPTURE(name);
    const Prepared prepared = prepare_golden(name);
    const int moments = count_moments(prepared);
    CHECK(moments > 1);
    for (int moment = 1; moment <= moments; ++moment) {
      CAPTURE(moment);
      const std::string database = server_of().clone_database(prepared.database);
      die(database, prepared, moment);
      expect_end(database, prepared);
      server_of().drop_database(database);
    }
  }
}

} // namespace

TEST_CASE("crash: the session ends before each statement of each recipe, and apply goes on") {
  die_everywhere(end_session);
}

TEST_CASE("crash: the client is killed before each statement of each recipe, and apply goes on") {
  die_everywhere(kill_client);
}
