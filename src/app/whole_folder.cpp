// What is printed is kept by the content of the folder, so that a runner is asked once.
#include "app/whole_folder.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "emit/dialects/changelog.hpp"
#include "emit/dialects/python.hpp"
#include "emit/printed.hpp"
#include "run/history.hpp"
#include "shadow/initdb.hpp"
#include "shadow/pack.hpp"
#include "tools/chain.hpp"

#include <algorithm>

namespace lockstep {

namespace {

namespace fs = std::filesystem;

using Print = std::string (*)(const tools::Chain& chain, const Folder& folder, const std::vector<std::string>& missing);

/// All at once; where one of them can not be printed, those that can, each by itself.
std::string print_alembic(const tools::Chain& chain, const Folder& folder, const std::vector<std::string>& missing) {
  try {
    return tools::alembic_sql(chain, "heads");
  } catch (const Error&) {
    const bool some_written =
        std::any_of(folder.begin(), folder.end(), [](const auto& file) { return file.first.ends_with(".lockstep"); });
    if (!some_written) throw;
  }
  std::string text;
  for (const std::string& path : missing) {
    const std::vector<std::string> revision = python::strings_of(folder.at(path), "revision");
    const std::vector<std::string> before = python::strings_of(folder.at(path), "down_revision");
    if (!revision.empty())
      text += tools::alembic_sql(chain, (before.empty() ? "base" : before.front()) + ":" + revision.front());
  }
  return text;
}

std::string print_liquibase(const tools::Chain& chain, const Folder& folder, const std::vector<std::string>&) {
  return tools::liquibase_sql(chain, dialects::top_changelog(folder));
}

fs::path kept_file(const Folder& folder, const std::vector<std::string>& missing) {
  if (cache_folder().empty()) return {};
  std::string all = join(missing, "\n") + "\n" + join(folder.choices.contexts, ",") + "\n" + folder.choices.labels;
  for (const auto& [path, content] : folder) all += "\n" + path + " " + sha256(content);
  const std::string key = sha256(all);
  return cache_folder() / "printed" / key.substr(0, 2) / key;
}

std::string printed_once(Print print, const tools::Chain& chain, const Folder& folder,
                         const std::vector<std::string>& missing) {
  const fs::path kept = kept_file(folder, missing);
  if (!kept.empty() && fs::exists(kept)) return read_file(kept);
  std::string text = print(chain, folder, missing);
  try {
    if (!kept.empty()) place_file(kept, text);
  } catch (const Error&) { // a cache that can not be written only costs time
  }
  return text;
}

} // namespace

std::vector<std::string> add_own_sql(const Project& project, const Dialect& dialect, const fs::path& path,
                                     Folder& folder) {
  const Print print = dialect.name == "alembic"     ? &print_alembic
                      : dialect.name == "liquibase" ? &print_liquibase
                                                    : nullptr;
  const std::vector<std::string> missing = not_sql(dialect, folder);
  if (print == nullptr || missing.empty()) return {};
  const tools::Chain chain{path, project.config().root, folder.choices};
  const RunnerObjects own = runner_objects(dialect, project.config().history);
  try {
    return add_printed(dialect, folder, printed_once(print, chain, folder, missing), own.tables);
  } catch (Error& error) {
    if (error.where.empty()) error.where = (path / missing.front()).string();
    error.hint += std::string(error.hint.empty() ? "" : "; ") + "or write the SQL that it runs into " +
                  missing.front() + ".lockstep";
    throw;
  }
}

std::vector<ChainFile> chain_for_history(const Project& project) {
  try {
    return project.chain();
  } catch (const Error&) {
    const Dialect& dialect = project.dialect();
    if (is_native(dialect)) throw;
    Folder folder = load_folder(dialect, project.path_of(project.config().migrations));
    folder.choices = choices_of(project.config(), dialect);
    const std::vector<std::string> missing = not_sql(dialect, folder);
    if (missing.empty()) throw;
    for (const std::string& path : missing) folder[path + ".lockstep"] = "-- not SQL\n";
    return dialect.read(folder);
  }
}

} // namespace lockstep
