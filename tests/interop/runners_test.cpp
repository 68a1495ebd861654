// The real runners on our folders: each plays the whole way of Harbor Supply on a server, release by release. What they
// run is what docs/guide/runners.md tells their users to run.
#include "interop/play.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

struct Release {
  const char* file;
  const char* name;
  const char* epoch;
  const char* rows; ///< what the application wrote after it
};
constexpr Release releases[] = {
    {"v1", "opening", "1740992400",
     "INSERT INTO customers (email, full_name) VALUES ('ada@example.org', 'Ada'), ('bo@example.org', 'Bo');"
     "INSERT INTO products (sku, title, price_cents) VALUES ('R-1', 'Rope', 1200), ('L-1', 'Lamp', 4500);"
     "INSERT INTO orders (customer_id, total) SELECT 1 + n % 2, n FROM generate_series(1, 500) n;"
     "INSERT INTO order_lines (order_id, line_no, product_id) SELECT n, 1, 1 + n % 2 FROM generate_series(1, 500) n"},
    {"v2", "open_orders", "1763370000", "UPDATE orders SET total_cents = round(total * 100)"},
    {"v3", "audit", "1770627600", "INSERT INTO orders (customer_id, total_cents) VALUES (1, 4500)"},
    {"v4", "payments", "1776675600", "UPDATE orders SET status = 'returned' WHERE id = 7"},
    {"v5", "cents_only", "1781514000", "INSERT INTO orders (customer_id, total_cents) VALUES (2, 1200)"}};

constexpr const char* backfilled = "\n[tables.orders.columns.label]\ntype = \"text\"\nbackfill = \"'order ' || id\"\n";
constexpr const char* with_unique = "\n[tables.orders.unique]\norders_label_key = [\"label\"]\n";

std::string schema_of(const std::string& release) {
  return read_file(repository() / "schema-examples" / "harbor-supply" / "releases" / (release + ".toml"));
}

/// The whole way, with rows in the tables.
void play_releases(Play& play) {
  for (const Release& release : releases) {
    CAPTURE(release.name);
    play.gen(schema_of(release.file), release.name, release.epoch);
    play.must_apply();
    play.expect_in_step();
    play.connect().exec(release.rows);
  }
  play.gen(schema_of("v5") + backfilled, "labels", "1781600400");
  play.must({"contract", "--all"}, "1781686800");
  play.must_apply();
  play.expect_in_step();
  Connection connection = play.connect();
  CHECK(query(connection, "SELECT count(*) FILTER (WHERE label IS NULL), count(*) FROM orders") ==
        std::vector<std::vector<std::string>>{{"0", "502"}});
  CHECK(query(connection, "SELECT count(*) FROM pg_index WHERE NOT indisvalid") ==
        std::vector<std::vector<std::string>>{{"0"}});
}

void play_again(Play& play) {
  const std::string before = play.status().out;
  CHECK(play.apply().exit == 0);
  CHECK(play.status().out == before);
}

/// What stands in a line of `status` behind its state and phase.
std::string file_in(const std::string& line) {
  const std::string_view rest = trim(std::string_view(line).substr(std::min<std::size_t>(line.size(), 23)));
  return std::string(rest.substr(0, rest.find("  ")));
}

std::string digits_of(const std::string& file) {
  const std::size_t from = std::min(file.find_first_of("0123456789"), file.size());
  return file.substr(from, file.find_first_not_of("0123456789", from) - from);
}

/// An index that can not be built, and how its users go on.
void play_failure(const Runner& runner, Play& play) {
  play.connect().exec("UPDATE orders SET label = 'twice' WHERE id IN (3, 4)");
  play.gen(schema_of("v5") + backfilled + with_unique, "labels_once", "1781773200");
  CHECK(play.apply().exit != 0);
  const Ran told = play.status();
  CHECK(told.exit == 1);
  std::string before;
  std::string failed;
  for (const std::string& line : split(told.out, '\n')) {
    if (line.starts_with("applied")) before = file_in(line);
    if (line.starts_with("interrupted")) failed = file_in(line);
  }
  play.connect().exec("UPDATE orders SET label = 'once' WHERE id = 4");
  // lockstep asks for such rows before it begins.
  const bool begun = std::string(runner.name) != "psql";
  CHECK_MESSAGE((failed.find("labels_once") != std::string::npos) == begun, told.out);
  const bool told_how = told.out.find("DROP INDEX CONCURRENTLY public.orders_label_key") != std::string::npos;
  CHECK_MESSAGE(told_how == begun, told.out);
  if (begun) play.connect().exec("DROP INDEX CONCURRENTLY public.orders_label_key");
  play.mend(failed.substr(0, failed.find('/')), digits_of(before));
  play.must_apply();
  play.expect_in_step();
}

/// The others apply with their own means, and what `diff` writes goes on behind the chain.
void play_words(const Runner& runner, Play& play) {
  const Ran refused = play.project().lockstep({"apply", play.url()});
  if (std::string(runner.name) != "psql") {
    CHECK(refused.exit == 2);
    CHECK_MESSAGE(refused.err.find("run: ") != std::string::npos, refused.err);
  }
  play.project().write("wanted.toml", schema_of("v5") + backfilled + with_unique);
  CHECK(play.project().lockstep({"diff", play.folder(), "wanted.toml", "--out", "proposal"}).exit == 1);
  const std::vector<std::string> files = play.project().files();
  CHECK(std::any_of(files.begin(), files.end(), [](const std::string& file) { return file.starts_with("proposal/"); }));
  fs::remove_all(play.project().path() / "proposal");
}

/// A revision of somebody else's, beside ours: two heads, until they are merged.
void play_heads(Play& play) {
  const std::string folder = play.folder();
  std::string parent;
  for (const std::string& line : split(play.status().out, '\n'))
    if (line.starts_with("applied") && parent.empty()) parent = digits_of(file_in(line));
  play.project().write(folder + "/ab12_theirs.py", "from alembic import op\nrevision = 'ab12'\ndown_revision = '" +
                                                       parent +
                                                       "'\n\ndef upgrade():\n    op.execute(\"SELECT 1\")\n\n"
                                                       "def downgrade():\n    pass\n");
  CHECK(play.project().lockstep({"check"}).exit == 1);
  const Ran refused = play.project().lockstep({"gen", "more"});
  CHECK(refused.exit == 2);
  CHECK_MESSAGE(refused.err.find("alembic merge heads") != std::string::npos, refused.err);
  play.must_run("merge");
  play.must_apply();
  play.expect_in_step();
}

/// What was edited behind the runner's back: its history tells where it keeps checksums, lockstep.sum always.
void play_edit(const Runner& runner, Play& play) {
  std::string last;
  for (const std::string& line : split(play.status().out, '\n')) {
    CHECK_MESSAGE(!line.starts_with("changed"), line);
    if (line.starts_with("applied")) last = file_in(line);
  }
  const std::string path = play.folder() + "/" + last;
  const std::string content = play.project().read(path);
  play.edit(last);
  CHECK(play.verify().exit == 1);
  const std::string_view keeps = "flyway liquibase prisma drizzle sqitch atlas psql";
  const bool told = play.status().out.find("changed") != std::string::npos;
  CHECK_MESSAGE(told == (keeps.find(runner.name) != keeps.npos), play.status().out);
  play.project().write(path, content);
}

/// One file by psql itself, on a database that nobody has touched.
void play_first_file() {
  Play play(runner("psql"), *home_of("psql"));
  play.gen(schema_of("v1"), "opening", releases[0].epoch);
  play.must_run("one");
  Connection connection = play.connect();
  CHECK(query(connection, "SELECT count(*) FROM order_lines") == std::vector<std::vector<std::string>>{{"0"}});
  CHECK(play.must({"drift", play.url(), "--against", "schema.toml"}).starts_with("no drift"));
}

void play(const Runner& runner) {
  const std::optional<fs::path> home = home_of(runner.name);
  if (!home) return;
  Play way(runner, *home);
  play_releases(way);
  play_again(way);
  play_words(runner, way);
  // Of what lockstep wrote, lint has only to say that the contract lets a column go.
  for (const std::string& line : split(way.project().lockstep({"lint"}).out, '\n'))
    if (line.find(": error: ") != std::string::npos) CHECK_MESSAGE(line.ends_with("[LR102]"), line);
  play_failure(runner, way);
  play_edit(runner, way);
  if (std::string(runner.name) == "alembic") play_heads(way);
  if (std::string(runner.name) == "prisma") way.must_run("pull");
  if (std::string(runner.name) == "psql") play_first_file();
}

} // namespace

namespace {

/// What stands in single backquotes outside of blocks.
std::vector<std::string> words_in_prose(const std::string& text) {
  std::vector<std::string> found;
  bool in_block = false;
  for (const std::string& line : split(text, '\n')) {
    if (line.starts_with("```")) in_block = !in_block;
    const std::vector<std::string> parts = split(line, '`');
    for (std::size_t i = 1; !in_block && i < parts.size(); i += 2) found.push_back(parts[i]);
  }
  return found;
}

} // namespace

TEST_CASE("interop: every command of the guide is one that is run here") {
  const std::string text = read_file(repository() / "docs" / "guide" / "runners.md");
  const auto count = [&](const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
  };
  std::string all_blocks;
  std::set<std::string> seen;
  for (const Runner& one : runners()) {
    const Guide guide = guide_of(one);
    CHECK_FALSE(guide.config.empty());
    for (const auto& [purpose, block] : guide.blocks)
      if (seen.insert(std::string(one.title) + purpose).second) all_blocks += block;
  }
  CHECK(count("```sh\n") == seen.size());
  CHECK_MESSAGE(count("\n    ") == 0, "commands stand in blocks, or in words");
  // In prose stand commands of a block, or of lockstep itself, which each play runs.
  const std::set<std::string> programs = {"flyway",      "liquibase", "alembic", "migrate", "goose", "prisma",
                                          "drizzle-kit", "rails",     "dbmate",  "sqitch",  "atlas", "psql"};
  const std::set<std::string> played = {"lockstep status", "lockstep apply", "lockstep gen", "lockstep drift"};
  for (const std::string& words : words_in_prose(text)) {
    const std::string program = words.substr(0, words.find(' '));
    if (program == "lockstep") CHECK_MESSAGE(played.contains(words), words);
    if (programs.contains(program) && program != words)
      CHECK_MESSAGE(all_blocks.find(words) != std::string::npos, words);
  }
}

TEST_CASE("interop: flyway") { play(runner("flyway")); }
TEST_CASE("interop: liquibase") { play(runner("liquibase")); }
TEST_CASE("interop: alembic") { play(runner("alembic")); }
TEST_CASE("interop: golang-migrate") { play(runner("golang-migrate")); }
TEST_CASE("interop: goose") { play(runner("goose")); }
TEST_CASE("interop: prisma") { play(runner("prisma")); }
TEST_CASE("interop: drizzle") { play(runner("drizzle")); }
TEST_CASE("interop: rails") { play(runner("rails")); }
TEST_CASE("interop: dbmate") { play(runner("dbmate")); }
TEST_CASE("interop: sqitch") { play(runner("sqitch")); }
TEST_CASE("interop: atlas") { play(runner("atlas")); }
TEST_CASE("interop: psql") { play(runner("psql")); }
