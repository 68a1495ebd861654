// Atlas: schemas in HCL, as `atlas schema inspect` prints them. A schema in SQL is a plain script.
#include "tools/schema_tools.hpp"

namespace lockstep::tools {

namespace {

namespace fs = std::filesystem;

/// atlas.hcl is the configuration of a project.
bool is_schema(const fs::path& path) { return path.extension() == ".hcl" && path.filename() != "atlas.hcl"; }

bool owns(const fs::path& path) { return fs::is_directory(path) ? holds(path, &is_schema) : is_schema(path); }

std::string sql(const Ask& ask) {
  const std::string program =
      need_program("atlas", home_of(ask.schema), "to print the SQL of " + ask.schema.string(),
                   "install it (https://atlasgo.io/getting-started), or write the schema as SQL there: atlas schema "
                   "inspect --url file://… --dev-url … --format '{{ sql . }}' > schema.sql, and pull that");
  return output_of({{program, "schema", "inspect", "--url", "file://" + fs::absolute(ask.schema).string(), "--dev-url",
                     ask.url, "--format", "{{ sql . }}"},
                    home_of(ask.schema)});
}

} // namespace

const SchemaTool atlas{"Atlas", "atlas", &owns, &sql};

} // namespace lockstep::tools
