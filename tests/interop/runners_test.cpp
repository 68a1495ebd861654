// The real runners on our folders: each plays the whole way of Harbor Supply on a server, release by release. What they
// run is what docs/guide/runners.md tells their users to run.
#include "interop/tcp_server.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <cstdio>
#include <doctest/doctest.h>
#include <optional>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

/// The blocks of a runner's section in the guide.
struct Guide {
  std::string config;
  std::string apply;
  std::string mend; ///< empty: applying again is all
};

Guide guide_of(const std::string& title) {
  const std::string text = read_file(repository() / "docs" / "guide" / "runners.md");
  const std::size_t begin = text.find("\n## " + title + "\n");
  REQUIRE(begin != std::string::npos);
  const std::string section = text.substr(begin + 1, text.find("\n## ", begin + 1) - begin);
  const auto block = [&](const std::string& language, int number) {
    std::size_t at = 0;
    for (int i = 0; i < number && at != std::string::npos; ++i) at = section.find("```" + language + "\n", at + 1);
    if (at == std::string::npos) return std::string();
    at = section.find('\n', at) + 1;
    return section.substr(at, section.find("```", at) - at);
  };
  return {block("toml", 1), block("sh", 1), block("sh", 2)};
}

struct Runner {
  const char* name;           ///< for scripts/fetch-runner, and the dialect
  const char* title;          ///< in the guide
  const char* setup = "true"; ///< once, in the project: what its users have already
};

constexpr const char* alembic_setup = R"sh(alembic init alembic >/dev/null
sed -i "s|^sqlalchemy.url.*|sqlalchemy.url = postgresql+psycopg2://${DATABASE_URL#postgresql://}|" alembic.ini)sh";
constexpr const char* drizzle_setup = R"sh(ln -s "$RUNNER/node_modules" node_modules
cat >drizzle.config.js <<'end'
module.exports = { dialect: 'postgresql', out: './drizzle', schema: './schema.js',
                   dbCredentials: { url: process.env.DATABASE_URL } };
end)sh";
constexpr const char* prisma_setup = R"sh(ln -s "$RUNNER/node_modules" node_modules
cp "$REPOSITORY/tests/interop/prisma.config.mjs" .
mkdir -p prisma
printf 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n' >schema.prisma)sh";

class Play {
public:
  Play(const Runner& runner, const fs::path& home)
      : guide_(guide_of(runner.title)), home_(home), database_("shop_" + replace_all(runner.name, "-", "_")) {
    const std::string address = "postgres@127.0.0.1:" + tcp_server().port + "/";
    Connection("postgresql://" + address + "postgres").exec("CREATE DATABASE " + database_);
    url_ = "postgresql://" + address + database_ + "?sslmode=disable";
    project_.write("lockstep.toml", guide_.config);
    const Ran ran = shell_in_project(runner.setup);
    REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
  }

  [[nodiscard]] Connection connect() const { return Connection(url_); }

  void gen(const std::string& schema, const std::string& name, const std::string& epoch) {
    project_.write("schema.toml", schema);
    must({"gen", name}, epoch);
  }
  std::string must(const std::vector<std::string>& words, const std::string& epoch = {}) {
    const Ran ran = project_.lockstep(words, epoch);
    CHECK_MESSAGE(ran.exit == 0, "lockstep " << join(words, " ") << "\n" << ran.out << ran.err);
    return ran.out;
  }
  [[nodiscard]] Ran status() const { return project_.lockstep({"status", url_}); }
  [[nodiscard]] Ran verify() const { return project_.lockstep({"verify"}); }
  /// A word more in a file of the migrations, in whatever language.
  void edit(const std::string& file) const {
    const std::string folder = guide_.config.substr(guide_.config.rfind("= \"") + 3);
    const std::string path = folder.substr(0, folder.find('"')) + "/" + file;
    project_.write(path, project_.read(path) + (file.ends_with(".sql") ? "-- edited\n" : "# edited\n"));
  }

  /// As its users do.
  Ran apply() { return shell_in_project(guide_.apply); }
  void must_apply() {
    const Ran ran = apply();
    REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
  }
  /// The commands of the guide, told which file failed and which stands before it.
  void mend(const std::string& failed, const std::string& before) {
    set_["FAILED"] = failed;
    set_["VERSION_BEFORE"] = before;
    const Ran ran = shell_in_project(guide_.mend);
    CHECK_MESSAGE(ran.exit == 0, ran.out << ran.err);
  }
  void expect_in_step() {
    CHECK(must({"check"}).starts_with("ok: "));
    CHECK(must({"drift", url_}).starts_with("no drift"));
    CHECK(must({"status", url_}).find("nothing is pending") != std::string::npos);
  }

private:
  Ran shell_in_project(const std::string& script) {
    RunOptions options = clean_environment();
    options.folder = project_.path();
    options.set = set_;
    options.set["PATH"] = (home_ / "bin").string() + ":" + std::getenv("PATH");
    options.set["RUNNER"] = home_.string();
    options.set["REPOSITORY"] = repository().string();
    options.set["DATABASE_URL"] = url_;
    options.set["JDBC_URL"] = "jdbc:postgresql://127.0.0.1:" + tcp_server().port + "/" + database_;
    options.set["SQITCH_TARGET"] = "db:pg://postgres@127.0.0.1:" + tcp_server().port + "/" + database_;
    // What these would fetch is not needed: nothing is queried through Prisma's client.
    options.set["PRISMA_QUERY_ENGINE_LIBRARY"] = "/bin/true";
    options.set["PRISMA_SCHEMA_ENGINE_BINARY"] = "/bin/true";
    return run({"sh", "-eu", "-c", script}, options);
  }

  Guide guide_;
  fs::path home_;
  std::string database_;
  std::string url_;
  std::map<std::string, std::string> set_;
  TemporaryProject project_;
};

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
void play_failure(Play& play) {
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
  CHECK_MESSAGE(failed.find("labels_once") != std::string::npos, told.out);
  CHECK_MESSAGE(told.out.find("DROP INDEX CONCURRENTLY public.orders_label_key") != std::string::npos, told.out);
  play.connect().exec("UPDATE orders SET label = 'once' WHERE id = 4");
  play.connect().exec("DROP INDEX CONCURRENTLY public.orders_label_key");
  play.mend(failed.substr(0, failed.find('/')), digits_of(before));
  play.must_apply();
  play.expect_in_step();
}

std::optional<fs::path> home_of(const Runner& runner) {
  const Ran fetched = shell(std::string("scripts/fetch-runner ") + runner.name);
  if (fetched.exit == 0) return fs::path(std::string(trim(fetched.out)));
  std::fprintf(stderr, "SKIPPED: %s is not run: %s\n", runner.name, std::string(trim(fetched.err)).c_str());
  return std::nullopt;
}

/// What was edited behind the runner's back: its history tells where it keeps checksums, lockstep.sum always.
void play_edit(const Runner& runner, Play& play) {
  std::string last;
  for (const std::string& line : split(play.status().out, '\n')) {
    CHECK_MESSAGE(!line.starts_with("changed"), line);
    if (line.starts_with("applied")) last = file_in(line);
  }
  play.edit(last);
  CHECK(play.verify().exit == 1);
  const std::string_view keeps = "flyway liquibase prisma drizzle sqitch atlas";
  const bool told = play.status().out.find("changed") != std::string::npos;
  CHECK_MESSAGE(told == (keeps.find(runner.name) != keeps.npos), play.status().out);
}

void play(const Runner& runner) {
  const std::optional<fs::path> home = home_of(runner);
  if (!home) return;
  Play way(runner, *home);
  play_releases(way);
  play_again(way);
  play_failure(way);
  play_edit(runner, way);
}

} // namespace

TEST_CASE("interop: every block of the guide is one that is run here") {
  const std::string text = read_file(repository() / "docs" / "guide" / "runners.md");
  std::size_t blocks = 0;
  for (std::size_t at = text.find("```sh\n"); at != std::string::npos; at = text.find("```sh\n", at + 1)) ++blocks;
  std::size_t run_here = 0;
  for (const char* title : {"Flyway", "Liquibase", "Alembic", "golang-migrate", "goose", "Prisma", "Drizzle", "Rails",
                            "dbmate", "sqitch", "Atlas"}) {
    const Guide guide = guide_of(title);
    CHECK_FALSE(guide.config.empty());
    CHECK_FALSE(guide.apply.empty());
    run_here += guide.mend.empty() ? 1 : 2;
  }
  CHECK(blocks == run_here);
  CHECK_MESSAGE(text.find("\n    alembic ") == std::string::npos, "commands stand in blocks, or in words");
}

TEST_CASE("interop: flyway") { play({"flyway", "Flyway"}); }
TEST_CASE("interop: liquibase") { play({"liquibase", "Liquibase"}); }
TEST_CASE("interop: alembic") { play({"alembic", "Alembic", alembic_setup}); }
TEST_CASE("interop: golang-migrate") { play({"golang-migrate", "golang-migrate"}); }
TEST_CASE("interop: goose") { play({"goose", "goose"}); }
TEST_CASE("interop: prisma") { play({"prisma", "Prisma", prisma_setup}); }
TEST_CASE("interop: drizzle") { play({"drizzle", "Drizzle", drizzle_setup}); }
TEST_CASE("interop: rails") { play({"rails", "Rails"}); }
TEST_CASE("interop: dbmate") { play({"dbmate", "dbmate"}); }
TEST_CASE("interop: sqitch") { play({"sqitch", "sqitch"}); }
TEST_CASE("interop: atlas") { play({"atlas", "Atlas"}); }
