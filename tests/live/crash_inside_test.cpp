// Plans die inside a statement: it is made to wait for somebody else's lock, and while it waits the session is ended or
// the client is killed. A second run makes the desired state of what is left.
#include "support/child.hpp"
#include "support/crash.hpp"
#include "support/server.hpp"

#include <atomic>
#include <csignal>
#include <doctest/doctest.h>
#include <memory>
#include <thread>

using namespace lockstep;
using namespace lockstep::test;

namespace {

enum class Death { of_session, of_client };

/// Holds what every statement that changes a table, waits for old transactions or reads rows must wait for, and strikes
/// as soon as the run does.
class Hold {
public:
  Hold(const std::string& database, Death death) : holder_(database), watcher_(database) {
    holder_.exec("SET application_name = 'holder'");
    watcher_.exec("SET application_name = 'watcher'");
    holder_.exec("BEGIN; SELECT pg_advisory_xact_lock(4711)");
    for (const auto& row : query(watcher_, "SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                                           "'public'::regnamespace"))
      holder_.exec("LOCK TABLE " + row[0] + " IN ROW EXCLUSIVE MODE; SELECT FROM " + row[0] + " FOR UPDATE");
    thread_ = std::thread([this, death] { watch(death); });
  }
  ~Hold() {
    enough_ = true;
    thread_.join();
  }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;

private:
  void watch(Death death) {
    while (!enough_) {
      const auto waiting = query(watcher_, "SELECT pid FROM pg_stat_activity WHERE application_name = 'lockstep' AND "
                                           "datname = current_database() AND wait_event_type = 'Lock'");
      if (waiting.empty()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        continue;
      }
      if (death == Death::of_client) raise(SIGKILL);
      watcher_.exec("SELECT pg_terminate_backend(" + waiting[0][0] + ")");
      return;
    }
  }

  Connection holder_;
  Connection watcher_;
  std::atomic<bool> enough_ = false;
  std::thread thread_;
};

/// Holds while statements run to which no run has come before. Returns what apply says of its end.
std::string run_held(const std::string& database, const Prepared& prepared, Progress& progress, Death death) {
  std::unique_ptr<Hold> hold;
  const Applied applied = apply(database, prepared, [&](const std::string& said) {
    if (!is_moment(said)) return;
    hold.reset();
    if (progress.is_new(said)) hold = std::make_unique<Hold>(database, death);
  });
  return applied.why;
}

/// How many statements died while they waited, one run after the other.
int die_inside(const Prepared& prepared, Death death) {
  const std::string database = server_of().clone_database(prepared.database);
  Progress progress;
  int deaths = 0;
  for (bool died = true; died; deaths += died ? 1 : 0) {
    if (death == Death::of_session) {
      died = !run_held(database, prepared, progress, death).empty();
    } else {
      Child client([&] { return run_held(database, prepared, progress, death); });
      died = client.wait() == 128 + SIGKILL;
    }
  }
  expect_end(database, prepared);
  server_of().drop_database(database);
  return deaths;
}

void die_inside(const std::vector<std::string>& recipes, std::initializer_list<Death> deaths) {
  for (const std::string& name : recipes) {
    CAPTURE(name);
    const Prepared prepared = prepare_golden(name);
    for (const Death death : deaths) CHECK(die_inside(prepared, death) > 0);
    server_of().drop_database(prepared.database);
  }
}

const std::string held_check = R"toml(
[functions."held(integer)"]
returns = "boolean"
language = "plpgsql"
volatility = "immutable"
body = "BEGIN PERFORM pg_advisory_lock_shared(4711); PERFORM pg_advisory_unlock_shared(4711); RETURN true; END"
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
total = "integer"
)toml";

} // namespace

TEST_CASE("crash: while a statement of a recipe waits inside the session ends, and apply goes on") {
  die_inside({"check-changed", "column-type-with-check", "expand-rename-column", "expand-retype-primary-key",
              "foreign-key-changed", "partition-index", "policy-changed", "primary-key-referenced",
              "unique-deferrable"},
             {Death::of_session});
}

TEST_CASE("crash: while a statement of a recipe waits inside the session ends or the client is killed") {
  die_inside({"column-not-null", "column-volatile-default", "expand-partition-table", "foreign-key", "index",
              "index-replaced", "materialized-view-over-retyped-column", "partition-detached", "primary-key-changed"},
             {Death::of_session, Death::of_client});
}

TEST_CASE("crash: the session ends while VALIDATE reads the rows, or the client is killed") {
  const Prepared prepared = prepare(held_check, held_check + "[tables.orders.checks]\nis_held = \"held(total)\"\n");
  for (const Death death : {Death::of_session, Death::of_client}) CHECK(die_inside(prepared, death) > 0);
}
