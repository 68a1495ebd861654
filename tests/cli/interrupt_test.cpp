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
