// See the header.
#include "interop/play.hpp"

#include "interop/tcp_server.hpp"
#include "support/paths.hpp"

#include "base/files.hpp"

#include <array>
#include <cstdio>

namespace lockstep::test {

namespace fs = std::filesystem;

namespace {

int plays = 0;

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

constexpr std::array<Runner, 11> all_runners{{{"flyway", "Flyway"},
                                              {"liquibase", "Liquibase"},
                                              {"alembic", "Alembic", alembic_setup},
                                              {"golang-migrate", "golang-migrate"},
                                              {"goose", "goose"},
                                              {"prisma", "Prisma", prisma_setup},
                                              {"drizzle", "Drizzle", drizzle_setup},
                                              {"rails", "Rails"},
                                              {"dbmate", "dbmate"},
                                              {"sqitch", "sqitch"},
                                              {"atlas", "Atlas"}}};

} // namespace

std::span<const Runner> runners() { return all_runners; }

const Runner& runner(const std::string& name) {
  for (const Runner& one : all_runners)
    if (name == one.name) return one;
  throw std::runtime_error("no runner is called " + name);
}

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

std::optional<fs::path> home_of(const Runner& runner) {
  const Ran fetched = shell(std::string("scripts/fetch-runner ") + runner.name);
  if (fetched.exit == 0) return fs::path(std::string(trim(fetched.out)));
  std::fprintf(stderr, "SKIPPED: %s is not run: %s\n", runner.name, std::string(trim(fetched.err)).c_str());
  return std::nullopt;
}

Play::Play(const Runner& runner, const fs::path& home)
    : guide_(guide_of(runner.title)), home_(home),
      database_("shop_" + std::to_string(++plays) + "_" + replace_all(runner.name, "-", "_")) {
  const std::string address = "postgres@127.0.0.1:" + tcp_server().port + "/";
  Connection("postgresql://" + address + "postgres").exec("CREATE DATABASE " + database_);
  url_ = "postgresql://" + address + database_ + "?sslmode=disable";
  project_.write("lockstep.toml", guide_.config);
  const Ran ran = shell_in_project(runner.setup);
  REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
}

Ran Play::shell_in_project(const std::string& script) {
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
  options.set["CHECKPOINT_DISABLE"] = "1"; // it would ask for news, and wait for them
  return run({"sh", "-eu", "-c", script}, options);
}

} // namespace lockstep::test
