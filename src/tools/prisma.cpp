// Prisma: schema.prisma, or a folder of such files, as `prisma migrate diff` prints it.
#include "tools/schema_tools.hpp"

namespace lockstep::tools {

namespace {

namespace fs = std::filesystem;

bool is_schema(const fs::path& path) { return path.extension() == ".prisma"; }

bool owns(const fs::path& path) { return fs::is_directory(path) ? holds(path, &is_schema) : is_schema(path); }

std::string sql(const Ask& ask) {
  const fs::path home = folder_with("package.json", home_of(ask.schema));
  const std::string program = need_program("prisma", home_of(ask.schema), "to print the SQL of " + ask.schema.string(),
                                           "npm install --save-dev prisma");
  Call call{{program, "migrate", "diff", "--from-empty", "--to-schema-datamodel", ask.schema.string(), "--script"},
            home.empty() ? ask.root : home};
  call.where_missing = {{"DATABASE_URL", ask.url}};
  Said said = run(call);
  // Prisma 7 has another word for it.
  if (said.status != 0 && (said.err + said.out).find("--to-schema") != std::string::npos) {
    call.words[4] = "--to-schema";
    said = run(call);
  }
  if (said.status != 0) fail(call, said);
  return said.out;
}

} // namespace

const SchemaTool prisma{"Prisma", "prisma", &owns, &sql};

} // namespace lockstep::tools
