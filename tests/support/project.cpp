// Temporary projects: their files and their calls of the program.
#include "support/project.hpp"

#include "base/files.hpp"
#include "support/paths.hpp"

#include <algorithm>

namespace lockstep::test {

namespace fs = std::filesystem;

RunOptions clean_environment() {
  RunOptions options;
  options.unset = {"PGHOST",     "PGPORT",          "PGUSER",      "PGDATABASE",       "PGPASSWORD", "PGOPTIONS",
                   "PGPASSFILE", "PGSERVICE",       "PGSSLMODE",   "DATABASE_URL",     "NO_COLOR",   "CLICOLOR_FORCE",
                   "LANG",       "LOCKSTEP_SHADOW", "LC_MESSAGES", "SOURCE_DATE_EPOCH"};
  options.set = {{"LC_ALL", "C.UTF-8"}, {"TZ", "UTC"}};
  return options;
}

TemporaryProject::TemporaryProject(const fs::path& folder) {
  fs::copy(folder, folder_.path(), fs::copy_options::recursive);
}

TemporaryProject::~TemporaryProject() {
  try {
    if (fs::exists(path() / ".lockstep" / "dev")) (void)lockstep({"dev", "stop"});
  } catch (const std::exception&) {
    // The folder goes all the same.
  }
}

void TemporaryProject::write(const std::string& name, const std::string& content) const {
  write_files({{path() / name, content}});
}

std::string TemporaryProject::read(const std::string& name) const { return read_file(path() / name); }

std::vector<std::string> TemporaryProject::files() const {
  std::vector<std::string> found;
  for (auto entry = fs::recursive_directory_iterator(path()); entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->path().filename() == ".lockstep") entry.disable_recursion_pending();
    if (!entry->is_directory()) found.push_back(fs::relative(entry->path(), path()).generic_string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

namespace {

std::vector<std::string> line_of(const std::vector<std::string>& words) {
  std::vector<std::string> line{binary().string()};
  line.insert(line.end(), words.begin(), words.end());
  return line;
}

} // namespace

Ran TemporaryProject::lockstep(const std::vector<std::string>& words, const std::string& epoch) const {
  RunOptions options = clean_environment();
  options.folder = path();
  if (!epoch.empty()) options.set["SOURCE_DATE_EPOCH"] = epoch;
  return run(line_of(words), options);
}

std::unique_ptr<Running> TemporaryProject::start(const std::vector<std::string>& words, unsigned short columns) const {
  RunOptions options = clean_environment();
  options.folder = path();
  return std::make_unique<Running>(line_of(words), options, columns);
}

} // namespace lockstep::test
