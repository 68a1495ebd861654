// Lists of checksums, git and databases, asked about the files at hand.
#include "app/edited.hpp"

#include "app/git.hpp"
#include "base/files.hpp"
#include "emit/native.hpp"
#include "run/history.hpp"

#include <algorithm>

namespace lockstep {

namespace {

namespace fs = std::filesystem;

using Edited = std::map<fs::path, std::string>;

bool has_list(const fs::path& folder) {
  return fs::exists(folder / "lockstep.sum") || fs::exists(folder / "atlas.sum");
}

/// The folder whose lists name the file; Prisma and Drizzle keep a folder for each file. Empty: there is none.
fs::path listed_below(const fs::path& file) {
  for (const fs::path& folder : {file.parent_path(), file.parent_path().parent_path()})
    if (has_list(folder)) return folder;
  return {};
}

ChainFile chain_file_of(const fs::path& folder, const fs::path& file) {
  ChainFile one;
  one.path = file.lexically_relative(folder).generic_string();
  one.content = read_file(file);
  one.checksum = sha256(one.content);
  return one;
}

bool is_chain(const Project& project, const fs::path& folder) {
  return fs::equivalent(folder, project.path_of(project.config().migrations));
}

void add_listed(const Project& project, const fs::path& folder, const std::vector<fs::path>& files, Edited& edited) {
  std::vector<ChainFile> chain;
  bool own = fs::exists(project.path_of(project.config().migrations)) && is_chain(project, folder);
  try {
    if (own) chain = project.chain();
  } catch (const Error&) {
    own = false; // what was edited may be no migration any more
  }
  if (!own)
    for (const fs::path& file : files) chain.push_back(chain_file_of(folder, file));
  const std::string runner = fs::exists(folder / "atlas.sum") ? "atlas" : "native";
  for (const ListFault& fault : verify_folder(own ? project.dialect() : find_dialect(runner), folder, chain))
    for (const fs::path& file : files)
      if (!fault.edited_in.empty() && file.lexically_relative(folder).generic_string() == fault.file)
        edited[file] = "was changed after it was listed in " + fault.edited_in;
}

void add_run(const Project& project, const std::string& source, const std::vector<fs::path>& files, Edited& edited) {
  Connection connection(project.conninfo_of(source));
  const fs::path folder = project.path_of(project.config().migrations);
  const Status status = read_history(connection, project.chain(), project.dialect(), project.config().history);
  for (const FileStatus& ran : status.files) {
    if (!ran.changed) continue;
    const fs::path path = folder / ran.file.substr(0, ran.file.find('#'));
    for (const fs::path& file : files)
      if (fs::exists(path) && fs::equivalent(file, path))
        edited[file] = "was changed after " + connection.describe() + " ran it";
  }
}

} // namespace

std::map<fs::path, std::string> edited_files(const Project& project, const std::vector<fs::path>& files,
                                             const KnownElsewhere& elsewhere) {
  Edited edited;
  std::map<fs::path, std::vector<fs::path>> by_folder;
  for (const fs::path& file : files)
    if (const fs::path folder = listed_below(file); !folder.empty()) by_folder[folder].push_back(file);
  for (const auto& [folder, listed] : by_folder) add_listed(project, folder, listed, edited);
  if (!elsewhere.base.empty())
    for (const Diagnostic& finding : compare_with_base(project, read_landed(project, elsewhere.base)))
      for (const fs::path& file : files)
        if (finding.code == "landed-edited" && fs::exists(finding.position.file) &&
            fs::equivalent(file, finding.position.file))
          edited[file] = "stands on " + elsewhere.base + " and was edited here";
  for (const std::string& source : elsewhere.sources) add_run(project, source, files, edited);
  return edited;
}

} // namespace lockstep
