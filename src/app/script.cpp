// SQL scripts and dumps: psql runs them in the shadow, pg_restore makes SQL of what is none.
#include "app/project.hpp"

#include "app/runner_objects.hpp"
#include "catalog/read.hpp"
#include "run/history.hpp"
#include "run/missing.hpp"
#include "shadow/script.hpp"
#include "tools/archive.hpp"
#include "tools/scratch.hpp"

namespace lockstep {

namespace fs = std::filesystem;

namespace {

/// Dumps give things to roles that they do not make: those of the private servers are made, and it runs once more.
bool made_role(const std::string& database, const Error& error) {
  const std::string message = error.what();
  const std::size_t end = message.rfind("\" does not exist");
  const std::size_t begin = end == std::string::npos ? end : message.rfind("role \"", end);
  if (begin == std::string::npos) return false;
  Error missing = database_error(message.substr(begin, message.find('\n', end) - begin));
  missing.sqlstate = "42704";
  Connection connection(database);
  return !make_missing(connection, missing).empty();
}

/// A file that psql can run.
class Script {
public:
  Script(const fs::path& path, const std::string& bindir, bool with_rows) : path_(path) {
    if (!tools::is_archive(path)) return;
    path_ = folder_.emplace().path() / "dump.sql";
    tools::write_archive_sql(path, bindir, with_rows, path_);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

private:
  fs::path path_;
  std::optional<tools::ScratchFolder> folder_;
};

} // namespace

Loaded Project::load_script(const fs::path& path) {
  Loaded loaded;
  loaded.label = path.filename().string();
  loaded.kind = SourceKind::script;
  const Script script(path, shadow().bindir(), !rows_.empty());
  for (bool done = false; !done;) {
    loaded.database = new_database();
    try {
      run_script(shadow().bindir(), loaded.database, script.path());
      done = true;
    } catch (Error& error) {
      error.where = path.string();
      if (!made_role(loaded.database, error)) throw;
      shadow().drop_database(loaded.database);
    }
  }
  Connection connection(loaded.database);
  loaded.made_by = std::string(connection.exec("SELECT current_user").get(0, 0));
  loaded.state = read_state(connection, reading());
  leave_out(loaded.state, runner_objects(dialect_, config_.history).tables);
  if (path.filename() == "structure.sql") leave_out_runner(loaded.state, "rails");
  lap("load script");
  return loaded;
}

} // namespace lockstep
