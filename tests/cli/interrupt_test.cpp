// SIGINT and SIGTERM as a terminal or an init system sends them, in the middle of a backfill.
#include "support/filling.hpp"

#include <csignal>
#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

constexpr const char* all_once = "SELECT bool_and(kind = 'k' || id AND writes = 1) FROM orders";
constexpr const char* between_batches =
    "SELECT (SELECT sum(filled) FROM lockstep.backfills) = count(kind) AND count(kind) BETWEEN 1 AND 2999 FROM orders";

} // namespace

TEST_CASE("interrupt: the first signal stops a backfill behind its batch, and apply goes on at the last key") {
  for (const int signal : {SIGINT, SIGTERM}) {
    CAPTURE(signal);
    Filling filling;
    filling.slow_down();
    const auto running = filling.project.start({"apply", filling.database.conninfo()});
    filling.wait_for("SELECT coalesce(sum(filled) > 0, false) FROM lockstep.backfills");
    running->kill(signal);
    const Ran stopped = running->wait();
    INFO(stopped.err);
    CHECK(stopped.exit == 1);
    CHECK(has(stopped.err, "stopping behind this statement or batch; once more ends it at once\n"));
    CHECK(has(stopped.err, ".backfill.sql"));
    CHECK(has(stopped.err, "\nstopped as asked, at the end of a batch\n"));
    CHECK(has(stopped.err, "\nTo go on: run lockstep apply again.\n"));
    CHECK(filling.ask(between_batches) == "t");
    const std::string done = filling.ask("SELECT seen FROM lockstep.backfills");
    const Ran again = filling.project.lockstep({"apply", filling.database.conninfo()});
    INFO(again.err);
    CHECK(again.exit == 0);
    CHECK(has(again.err, "goes on behind " + done + " rows that are done"));
    CHECK(filling.ask(all_once) == "t");
  }
}

TEST_CASE("interrupt: a run over a fleet ends behind the batch, begins no other database, and goes on later") {
  Filling filling;
  filling.slow_down();
  const Database other;
  filling.project.write("lockstep.toml", "[fleet]\nfile = \"fleet.txt\"\njobs = 1\nwave = 1\n");
  filling.project.write("fleet.txt", filling.database.conninfo() + "\n" + other.conninfo() + "\n");
  const auto running = filling.project.start({"apply", "--fleet"});
  filling.wait_for("SELECT coalesce(sum(filled) > 0, false) FROM lockstep.backfills");
  running->kill(SIGTERM);
  const Ran stopped = running->wait();
  INFO(stopped.out << stopped.err);
  CHECK(stopped.exit == 1);
  CHECK(has(stopped.out, "stopped as asked, at the end of a batch"));
  CHECK(has(stopped.out, "not begun"));
  CHECK(filling.ask(between_batches) == "t");
  Connection there(other.conninfo());
  CHECK(query(there, "SELECT to_regclass('orders') IS NULL").at(0).at(0) == "t");
  const Ran again = filling.project.lockstep({"apply", "--fleet"});
  INFO(again.out << again.err);
  CHECK(again.exit == 0);
  CHECK(filling.ask(all_once) == "t");
}

TEST_CASE("interrupt: several connections under one rate fill every row once, and stop behind their batches") {
  Filling filling;
  filling.side.exec("INSERT INTO orders SELECT generate_series(3001, 60000); ANALYZE orders");
  filling.slow_down("0");
  const std::vector<std::string> words{"apply", filling.database.conninfo(), "--jobs", "3", "--max-rate", "20000"};
  const auto running = filling.project.start(words);
  filling.wait_for("SELECT coalesce(sum(filled) > 0, false) FROM lockstep.backfills");
  running->kill(SIGINT);
  const Ran stopped = running->wait();
  INFO(stopped.err);
  CHECK(stopped.exit == 1);
  CHECK(filling.ask("SELECT sum(filled) = (SELECT count(kind) FROM orders) AND sum(filled) < 60000 FROM "
                    "lockstep.backfills") == "t");
  const Ran again = filling.project.lockstep(words);
  INFO(again.err);
  CHECK(again.exit == 0);
  CHECK(filling.ask(all_once) == "t");
}

TEST_CASE("interrupt: the second signal ends it at once, and nothing is lost or done twice") {
  for (const auto& [first, second] : {std::pair(SIGINT, SIGINT), std::pair(SIGINT, SIGTERM)}) {
    CAPTURE(second);
    Filling filling;
    filling.slow_down("CASE NEW.id WHEN 700 THEN 600 ELSE 0 END"); // its batch does not come to its end
    const auto running = filling.project.start({"apply", filling.database.conninfo()});
    const std::string asleep = " FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
    filling.wait_for("SELECT count(*) = 1" + asleep);
    running->kill(first);
    REQUIRE(running->shows("once more ends it at once"));
    running->kill(second);
    const Ran ended = running->wait();
    INFO(ended.err);
    CHECK(ended.exit == 128 + second);
    CHECK_FALSE(has(ended.err, "To go on"));
    filling.side.exec("SELECT pg_terminate_backend(pid)" + asleep);
    filling.slow_down("0");
    CHECK(filling.project.lockstep({"apply", filling.database.conninfo()}).exit == 0);
    CHECK(filling.ask(all_once) == "t");
  }
}
