// See the header.
#include "interop/tools.hpp"

#include "support/paths.hpp"
#include "support/project.hpp"

#include "base/text.hpp"

#include <cstdio>
#include <cstdlib>

namespace lockstep::test {

namespace fs = std::filesystem;

std::optional<fs::path> home_of(const std::string& tool) {
  const Ran fetched = shell("scripts/fetch-runner " + tool);
  if (fetched.exit == 0) return fs::path(std::string(trim(fetched.out)));
  std::fprintf(stderr, "SKIPPED: %s is not run: %s\n", tool.c_str(), std::string(trim(fetched.err)).c_str());
  return std::nullopt;
}

RunOptions as_user_of(const fs::path& home, const fs::path& folder) {
  RunOptions options = clean_environment();
  options.folder = folder;
  std::string path = binary().parent_path().string();
  if (!home.empty()) path += ":" + home.string() + ".venv/bin:" + (home / "bin").string();
  options.set["PATH"] = path + ":" + std::getenv("PATH");
  options.set["REPOSITORY"] = repository().string();
  // Prisma's command line looks for its native engines, which no registry has.
  const fs::path engine = home / "prisma-engine.mjs";
  options.set["PRISMA_SCHEMA_ENGINE_BINARY"] = fs::exists(engine) ? engine.string() : "/bin/true";
  options.set["PRISMA_QUERY_ENGINE_LIBRARY"] = "/bin/true";
  // They would ask for news, and wait for them.
  options.set["CHECKPOINT_DISABLE"] = "1";
  options.set["FLYWAY_SKIP_CHECK_FOR_UPDATE"] = "true";
  // They run for seconds: what a long-lived server gains from costs more than it brings.
  for (const char* name : {"JAVA_OPTS", "JAVA_ARGS"}) options.set[name] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
  if (fs::exists(home / "node_modules") && !fs::exists(folder / "node_modules"))
    fs::create_directory_symlink(home / "node_modules", folder / "node_modules");
  return options;
}

} // namespace lockstep::test
