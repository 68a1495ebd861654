// What apply shows while it works: a bar on a terminal, lines on stderr, events on stdout.
#include "base/text.hpp"
#include "support/filling.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <thread>

namespace lockstep::test {

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
bool matches(const std::string& text, const std::string& pattern) {
  return std::regex_search(text, std::regex(pattern));
}

/// What stood on a line of the terminal at some moment: each was taken back before the next was written.
std::vector<std::string> lines_of_terminal(const std::string& shown) {
  std::vector<std::string> lines;
  for (const std::string& line : split(replace_all(shown, "\r\n", "\n"), '\n'))
    for (const std::string& part : split(replace_all(line, "\r\033[K", "\r"), '\r')) lines.push_back(part);
  return lines;
}

constexpr unsigned short columns = 80;

} // namespace

TEST_CASE("progress: a terminal shows a bar with rows, rate and time left, on one line") {
  Filling filling;
  filling.slow_down();
  const auto running = filling.project.start({"apply", filling.database.conninfo()}, columns);
  const Ran ran = running->wait();
  INFO(ran.err);
  CHECK(ran.exit == 0);
  CHECK(
      matches(ran.err, R"(\r\x1b\[K  \[#+\.+\] backfill public\.orders: \d+ % of 3000 rows, \d+ rows/s, \d+ s left)"));
  CHECK(matches(ran.err, R"(\r\x1b\[K  backfill public\.orders: done, 3000 rows in \d+ s\r\n)"));
  CHECK(filling.ask("SELECT bool_and(kind = 'k' || id) FROM orders") == "t");
  for (const std::string& line : lines_of_terminal(ran.err))
    if (has(line, "[#") || has(line, "[.")) CHECK_MESSAGE(line.size() < columns, line);
}

TEST_CASE("progress: a terminal shows a bar with the stage and the blocks of an index build") {
  const TemporaryProject project;
  const Database database;
  Connection side(database.conninfo());
  const std::string orders =
      "[functions.\"slow(integer)\"]\narguments = [\"n integer\"]\nreturns = \"integer\"\nlanguage = \"plpgsql\"\n"
      "volatility = \"immutable\"\nbody = \"BEGIN PERFORM pg_sleep(0.04); RETURN n; END\"\n"
      "[tables.orders]\nwith = { fillfactor = 10 }\n[tables.orders.columns]\nn = \"integer\"\n";
  project.write("schema.toml", orders);
  const Ran first = project.lockstep({"gen", "first"}, "1767225600");
  REQUIRE_MESSAGE(first.exit == 0, first.err);
  REQUIRE(project.lockstep({"apply", database.conninfo()}).exit == 0);
  side.exec("INSERT INTO orders SELECT generate_series(1, 60)");
  project.write("schema.toml", orders + "[tables.orders.indexes.orders_that_are_slow_to_look_at_idx]\n"
                                        "columns = [\"slow(n)\"]\n");
  REQUIRE(project.lockstep({"gen", "index"}, "1767225700").exit == 0);
  side.exec("BEGIN; INSERT INTO orders VALUES (0)"); // a build waits for it
  const auto running = project.start({"apply", database.conninfo()}, columns);
  CHECK(running->shows("...: waiting for writers before build, 0 % of 1 transactions"));
  side.exec("COMMIT");
  const Ran ran = running->wait();
  INFO(ran.err);
  CHECK(ran.exit == 0);
  CHECK(
      matches(ran.err, R"(\r\x1b\[K  \[[#.]+\] CREATE INDEX C[^\r\n:]*: building index[a-z: ]*, \d+ % of \d+ blocks)"));
  CHECK(matches(ran.err,
                R"(\r\x1b\[K  CREATE INDEX CONCURRENTLY orders_that_are_slow_to_look_at_idx [^\r\n]*: done in )"));
  for (const std::string& line : lines_of_terminal(ran.err))
    if (has(line, "[#") || has(line, "[.")) CHECK_MESSAGE(line.size() < columns, line);
}

TEST_CASE("progress: what stops it stands on a line of its own, not behind the bar") {
  Filling filling;
  filling.slow_down();
  filling.side.exec("ALTER TABLE orders ADD CHECK (id <> 2900) NOT VALID");
  const Ran ran = filling.project.start({"apply", filling.database.conninfo()}, columns)->wait();
  INFO(ran.err);
  CHECK(ran.exit == 1);
  CHECK(matches(ran.err, R"(\r\x1b\[Kapplied [^\n]*\nstopped at [^\n]*\.backfill\.sql:)"));
}

TEST_CASE("progress: plain lines where stderr is no terminal, and nothing on stdout but what ran") {
  const Filling filling;
  const Ran ran = filling.project.lockstep({"apply", filling.database.conninfo()});
  CHECK(ran.exit == 0);
  CHECK_MESSAGE(has(ran.err, "done, 3000 rows in "), ran.err);
  CHECK_FALSE(has(ran.err, "\033"));
  CHECK_FALSE(has(ran.out, "rows in "));
}

TEST_CASE("progress: a line says what it waits for") {
  const Filling filling;
  filling.project.write("stop", "");
  const auto stop = filling.project.path() / "stop";
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::seconds(2));
    std::filesystem::remove(stop);
  });
  const Ran ran = filling.project.lockstep({"apply", filling.database.conninfo(), "--pause-file", stop.string()});
  later.join();
  CHECK(ran.exit == 0);
  CHECK_MESSAGE(has(ran.err, " rows, waiting: the file "), ran.err);
  CHECK(has(ran.err, "/stop is there\n"));
}

TEST_CASE("progress: JSON events, one a line, and nothing else on stdout") {
  Filling filling;
  const auto events = [&](int exit) {
    const Ran ran = filling.project.lockstep({"apply", filling.database.conninfo(), "--format", "json"});
    INFO(ran.err << ran.out);
    CHECK(ran.exit == exit);
    CHECK(ran.err == "");
    REQUIRE(ran.out.ends_with('\n'));
    std::map<std::string, nlohmann::json> last; // of each event
    for (const std::string& line : split(ran.out.substr(0, ran.out.size() - 1), '\n')) {
      const auto event = nlohmann::json::parse(line);
      last[event.at("event").get<std::string>()] = event;
    }
    return last;
  };
  filling.side.exec("ALTER TABLE orders ADD CONSTRAINT \"no \"\"2900\"\" \\\" CHECK (id <> 2900) NOT VALID");
  const auto stopped = events(1);
  CHECK(has(stopped.at("stopped").at("at"), ".backfill.sql:"));
  CHECK(has(stopped.at("stopped").at("why"), "violates check constraint \"no \"2900\" \\\"\n"));
  filling.side.exec("ALTER TABLE orders DROP CONSTRAINT \"no \"\"2900\"\" \\\"");
  const auto done = events(0);
  const auto& progress = done.at("progress");
  CHECK(progress.at("what") == "backfill public.orders");
  CHECK(progress.at("done") == 3000);
  CHECK(progress.at("all") == 3000);
  CHECK(progress.at("unit") == "rows");
  CHECK(progress.at("finished") == true);
  CHECK(has(done.at("applied").at("file"), "_kind."));
  CHECK(done.contains("says"));
}

} // namespace lockstep::test
