// What apply shows while it works: lines on stderr, events on stdout.
#include "support/project.hpp"
#include "support/server.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <filesystem>
#include <thread>

namespace lockstep::test {

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A project whose chain fills a column, and a database that has rows for it.
struct Filling {
  Filling() {
    const std::string orders = "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\n";
    project.write("schema.toml", orders);
    REQUIRE(project.lockstep({"gen", "first"}, "1767225600").exit == 0);
    REQUIRE(project.lockstep({"apply", database.conninfo()}).exit == 0);
    database.connect().exec("INSERT INTO orders SELECT generate_series(1, 3000)");
    project.write("schema.toml", orders + "kind = { type = \"text\", backfill = \"'k' || id\" }\n");
    REQUIRE(project.lockstep({"gen", "kind"}, "1767225700").exit == 0);
  }
  TemporaryProject project;
  Database database;
};

} // namespace

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

TEST_CASE("progress: JSON events, one a line") {
  const Filling filling;
  const Ran ran = filling.project.lockstep({"apply", filling.database.conninfo(), "--format", "json"});
  CHECK(ran.exit == 0);
  CHECK_MESSAGE(has(ran.out, "{\"event\": \"progress\", \"what\": "), ran.out);
  CHECK(has(ran.out, "\"done\": 3000, "));
  CHECK(has(ran.out, "\"finished\": true}\n"));
  CHECK(has(ran.out, "{\"event\": \"applied\", \"file\": "));
}

} // namespace lockstep::test
