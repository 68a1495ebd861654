// Commands around the project itself: init, dev, doctor, the JSON Schema.
#include "app/project.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "shadow/cluster.hpp"
#include "toml/schema.hpp"

namespace lockstep {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view config_template = R"toml(# lockstep.toml: the project. Every key may be left out.
schema     = "schema.toml"   # or a folder of .toml files
migrations = "migrations"
contracts  = "contracts"     # the contract half of breaking changes, held back for review

[environments]
# @dev is a private server under .lockstep/dev unless a URL stands here.
# production = "env:DATABASE_URL"
)toml";

constexpr std::string_view schema_template =
    R"toml(# schema.toml: the schema that you want. Edit it, then run `lockstep gen NAME`.
schema = "public"

[tables.customers]
comment     = "One row per customer"
primary_key = ["id"]

[tables.customers.columns]
id         = { type = "bigint", identity = "always" }
email      = { type = "text", not_null = true, unique = true }
created_at = { type = "timestamptz", not_null = true, default = "now()" }
)toml";

fs::path dev_folder(const Options& options) { return fs::weakly_canonical(options.folder) / ".lockstep" / "dev"; }

void ensure_database(const RunningCluster& cluster, const std::string& name) {
  Connection connection(cluster.conninfo("postgres"));
  if (connection.exec("SELECT 1 FROM pg_database WHERE datname = $1", {name}).size() == 0)
    connection.exec("CREATE DATABASE " + name);
}

} // namespace

std::vector<std::string> init(const Options& options) {
  const fs::path root = options.folder;
  std::vector<FileToWrite> files;
  std::vector<std::string> written;
  const auto add = [&](const std::string& name, std::string_view content) {
    if (fs::exists(root / name)) return;
    files.push_back({root / name, std::string(content)});
    written.push_back(name);
  };
  add("lockstep.toml", config_template);
  add("schema.toml", schema_template);
  add("migrations/lockstep.sum", "");
  add(".gitignore", ".lockstep/\n");
  write_files(files);
  return written;
}

std::string dev_start(const Options& options) {
  const fs::path folder = dev_folder(options);
  if (options.say && !fs::exists(folder)) options.say("making a private PostgreSQL server under .lockstep/dev");
  const RunningCluster cluster = start_cluster({folder, choose_binaries(0), true});
  ensure_database(cluster, "dev");
  return cluster.conninfo("dev");
}

bool dev_stop(const Options& options) { return stop_cluster(dev_folder(options)); }

std::vector<DoctorLine> doctor(const Options&) {
  std::vector<DoctorLine> lines;
  for (const Check& check : doctor_checks()) lines.push_back({check.ok, check.what, check.found, check.mend});
  return lines;
}

std::string schema_of_language() { return json_schema(); }

} // namespace lockstep
