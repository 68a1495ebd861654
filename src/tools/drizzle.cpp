// Drizzle: a schema in TypeScript, or a snapshot of it in JSON, as drizzle-kit makes SQL of them; and the snapshot that
// drizzle-kit makes of a database.
#include "tools/schema_tools.hpp"
#include "tools/scratch.hpp"
#include "tools/snapshot.hpp"

#include <lockstep/error.hpp>

#include "base/files.hpp"
#include "base/text.hpp"

namespace lockstep::tools {

namespace {

namespace fs = std::filesystem;

constexpr const char* snapshot_script = R"js(const { readFileSync } = require('fs')
const need = require('module').createRequire(process.cwd() + '/here.js')
let kit
try { kit = need('drizzle-kit/api') } catch { kit = need('drizzle-kit/api-postgres') } // from 1.0 on
const wanted = JSON.parse(readFileSync(process.argv[1], 'utf8'))
const print = async () => (await kit.generateMigration(await kit.generateDrizzleJson({}), wanted)).join('\n') + '\n'
print().then(sql => process.stdout.write(sql)))js";

bool is_config(const fs::path& path) { return path.filename().string().starts_with("drizzle.config."); }

bool is_snapshot(const fs::path& path) {
  return path.filename().string().ends_with("snapshot.json") && read_file(path).find("\"postgres") != std::string::npos;
}

bool is_schema(const fs::path& path) {
  const std::string ending = path.extension().string();
  return (ending == ".ts" || ending == ".js" || ending == ".mjs" || ending == ".mts" || ending == ".cjs") &&
         read_file(path).find("drizzle-orm/pg-core") != std::string::npos;
}

bool owns(const fs::path& path) {
  if (fs::is_directory(path)) return holds(path, &is_config) || holds(path, &is_schema);
  return is_config(path) || is_snapshot(path) || is_schema(path);
}

/// The folder whose packages Drizzle is one of.
fs::path package_of(const std::string& program) {
  const fs::path bin = fs::path(program).parent_path();
  return bin.filename() == ".bin" ? bin.parent_path().parent_path() : bin;
}

std::string program_for(const fs::path& from, const std::string& what_for) {
  return need_program("drizzle-kit", from, what_for, "npm install --save-dev drizzle-kit");
}

/// drizzle-kit says what it reads before it prints.
std::string without_words(const std::string& printed) {
  std::string sql;
  for (const std::string& line : split(printed, '\n')) {
    const bool word = line.starts_with("No config path provided") || line.starts_with("Reading config file") ||
                      line.starts_with("Reading schema files") || line.starts_with("Using '");
    if (!word) sql += line + "\n";
  }
  return sql;
}

std::string sql(const Ask& ask) {
  const fs::path home = home_of(ask.schema);
  const std::string program = program_for(home, "to print the SQL of " + ask.schema.string());
  if (is_snapshot(ask.schema)) {
    const std::string node =
        need_program("node", home, "to print the SQL of " + ask.schema.string(), "install Node.js");
    return output_of({{node, "-e", snapshot_script, fs::absolute(ask.schema).string()}, package_of(program)});
  }
  Call call{{program, "export"}, home};
  call.where_missing = {{"DATABASE_URL", ask.url}};
  if (is_config(ask.schema))
    call.words.push_back("--config=" + ask.schema.filename().string());
  else if (!fs::is_directory(ask.schema) || !holds(ask.schema, &is_config))
    call.words.insert(call.words.end(), {"--dialect=postgresql", "--schema=" + fs::absolute(ask.schema).string()});
  return without_words(output_of(call));
}

} // namespace

const SchemaTool drizzle{"Drizzle", "drizzle", &owns, &sql};

std::string drizzle_snapshot(const fs::path& root, const std::string& url, const std::vector<std::string>& schemas) {
  const std::string program = find_program("drizzle-kit", root);
  if (program.empty()) return {};
  const ScratchFolder scratch;
  std::vector<std::string> words{program, "pull", "--dialect=postgresql", "--url=" + url,
                                 "--out=" + scratch.path().string()};
  if (!schemas.empty()) words.push_back("--schemaFilters=" + join(schemas, ","));
  (void)output_of({words, package_of(program)});
  // From 1.0 on it stands in a folder that is named after the time.
  for (const auto& entry : fs::directory_iterator(scratch.path()))
    for (const char* name : {"0000_snapshot.json", "snapshot.json"})
      if (fs::exists(entry.path() / name)) return read_file(entry.path() / name);
  throw usage_error("drizzle-kit pull wrote no snapshot");
}

} // namespace lockstep::tools
