// Alembic and Liquibase: both print what they would run, without a database.
#include "tools/chain.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "tools/schema_tools.hpp"
#include "tools/scratch.hpp"

namespace lockstep::tools {

namespace fs = std::filesystem;

std::string alembic_sql(const Chain& chain, const std::string& range) {
  const fs::path folder = fs::absolute(chain.folder).lexically_normal();
  const fs::path home = folder_with("alembic.ini", folder);
  const std::string program =
      need_program("alembic", folder, "to print the SQL of " + chain.folder.string(), "pip install alembic");
  Call call{{program, "upgrade", range, "--sql"}, home.empty() ? chain.root : home};
  // Nothing is connected to; env.py may want to know where to, all the same.
  call.where_missing = {{"DATABASE_URL", "postgresql://localhost/offline"}};
  return output_of(call);
}

std::string liquibase_sql(const Chain& chain, const std::string& changelog) {
  const fs::path folder = fs::absolute(chain.folder).lexically_normal();
  const std::string program = need_program("liquibase", folder, "to print the SQL of " + chain.folder.string(),
                                           "npm install --save-dev liquibase");
  const ScratchFolder scratch;
  const fs::path printed = scratch.path() / "printed.sql";
  Call call{{program, "--show-banner=false", "--search-path=" + folder.string(), "--changelog-file=" + changelog,
             "--url=offline:postgresql?outputLiquibaseSql=none&changeLogFile=" + (scratch.path() / "ran.csv").string(),
             "--output-file=" + printed.string(), "update-sql"},
            chain.root};
  if (!chain.choices.contexts.empty()) call.words.push_back("--contexts=" + join(chain.choices.contexts, ","));
  if (!chain.choices.labels.empty()) call.words.push_back("--label-filter=" + chain.choices.labels);
  (void)output_of(call);
  return read_file(printed);
}

} // namespace lockstep::tools
