// See the header.
#include "interop/play.hpp"

#include "support/paths.hpp"

#include "base/files.hpp"

#include <array>

namespace lockstep::test {

namespace fs = std::filesystem;

namespace {

constexpr const char* alembic_setup = R"sh(alembic init alembic >/dev/null
sed -i "s|^sqlalchemy.url.*|sqlalchemy.url = postgresql+psycopg2://${DATABASE_URL#postgresql://}|" alembic.ini)sh";
constexpr const char* drizzle_setup = R"sh(cat >drizzle.config.js <<'end'
module.exports = { dialect: 'postgresql', out: './drizzle', schema: './schema.js',
                   dbCredentials: { url: process.env.DATABASE_URL } };
end)sh";
constexpr const char* prisma_setup = R"sh(mkdir -p prisma
cat >prisma.config.mjs <<'end'
import { defineConfig } from 'prisma/config'
export default defineConfig({ schema: 'schema.prisma', migrations: { path: 'prisma/migrations' },
                              datasource: { url: process.env.DATABASE_URL } })
end
printf 'datasource db {\n  provider = "postgresql"\n}\n' >schema.prisma)sh";
constexpr const char* prisma_6_setup = R"sh(cp "$REPOSITORY/tests/interop/prisma-6.config.mjs" prisma.config.mjs
mkdir -p prisma
printf 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n' >schema.prisma)sh";

// As after the quiet time: what the application wrote here is no old version's.
constexpr const char* psql_setup = R"sh(printf '\n[policy]\nquiet_time = "0s"\n' >>lockstep.toml)sh";

constexpr std::array<Runner, 13> all_runners{{{"flyway", "Flyway", "true", "apply mend"},
                                              {"liquibase", "Liquibase"},
                                              {"alembic", "Alembic", alembic_setup, "apply merge"},
                                              {"golang-migrate", "golang-migrate", "true", "apply mend"},
                                              {"goose", "goose"},
                                              {"prisma", "Prisma", prisma_setup, "apply mend pull"},
                                              {"prisma-6", "Prisma", prisma_6_setup, "apply mend pull"},
                                              {"drizzle", "Drizzle", drizzle_setup, "apply generate"},
                                              {"rails", "Rails"},
                                              {"dbmate", "dbmate"},
                                              {"sqitch", "sqitch"},
                                              {"atlas", "Atlas"},
                                              {"psql", "psql", psql_setup, "apply one"}}};

} // namespace

std::span<const Runner> runners() { return all_runners; }

const Runner& runner(const std::string& name) {
  for (const Runner& one : all_runners)
    if (name == one.name) return one;
  throw std::runtime_error("no runner is called " + name);
}

Guide guide_of(const Runner& runner) {
  const std::string text = read_file(repository() / "docs" / "guide" / "runners.md");
  const std::size_t begin = text.find("\n## " + std::string(runner.title) + "\n");
  REQUIRE(begin != std::string::npos);
  const std::string section = text.substr(begin + 1, text.find("\n## ", begin + 1) - begin);
  const auto next_block = [&](const std::string& language, std::size_t& at) {
    at = section.find("```" + language + "\n", at);
    REQUIRE_MESSAGE(at != std::string::npos, runner.title << " has too few blocks of " << language);
    at = section.find('\n', at) + 1;
    return section.substr(at, section.find("```", at) - at);
  };
  std::size_t at = 0;
  Guide guide{next_block("toml", at), {}};
  for (const std::string& purpose : split(runner.blocks, ' ')) guide.blocks[purpose] = next_block("sh", at);
  return guide;
}

Play::Play(const Runner& runner, const fs::path& home)
    : guide_(guide_of(runner)), home_(home), database_("shop_" + std::string(runner.name)) {
  project_.write("lockstep.toml", guide_.config);
  const Ran ran = shell_in_project(runner.setup);
  REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
}

Ran Play::shell_in_project(const std::string& script) {
  RunOptions options = as_user_of(home_, project_.path());
  options.set.insert(set_.begin(), set_.end());
  options.set["DATABASE_URL"] = url();
  options.set["JDBC_URL"] = database_.jdbc();
  options.set["SQITCH_TARGET"] = "db:pg:" + url().substr(url().find("//"));
  return run({"sh", "-eu", "-c", script}, options);
}

} // namespace lockstep::test
