// Where the tools of a project are, and what tells their files.
#include "tools/schema_tools.hpp"

#include <lockstep/error.hpp>

namespace lockstep::tools {

namespace fs = std::filesystem;

bool holds(const fs::path& folder, const std::function<bool(const fs::path& file)>& is) {
  std::error_code failure;
  for (auto entry = fs::directory_iterator(folder, failure); !failure && entry != fs::directory_iterator();
       entry.increment(failure))
    if (entry->is_regular_file() && is(entry->path())) return true;
  return false;
}

fs::path home_of(const fs::path& schema) {
  const fs::path whole = fs::absolute(schema).lexically_normal();
  return fs::is_directory(whole) ? whole : whole.parent_path();
}

fs::path folder_with(const std::string& name, const fs::path& from) {
  for (fs::path folder = from;; folder = folder.parent_path()) {
    if (fs::exists(folder / name)) return folder;
    if (folder == folder.parent_path()) return {};
  }
}

std::string python_with(const std::string& package, const Ask& ask, const std::string& what_for) {
  const std::string install = "pip install " + package;
  std::string python = need_program("python3", home_of(ask.schema), what_for, "install Python, and " + install);
  if (run({{python, "-c", "import " + package}, home_of(ask.schema)}).status == 0) return python;
  throw usage_error("the Python package " + package + " is needed " + what_for + ", and " + python +
                        " does not have it",
                    "in the environment of the project (.venv, or the one that is active): " + install);
}

} // namespace lockstep::tools
