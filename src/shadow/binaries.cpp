// Finds PostgreSQL's server programs on this machine.
#include "shadow/cluster.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/connection.hpp"
#include "lockstep/error.hpp"
#include "shadow/initdb.hpp"
#include "shadow/pack.hpp"
#include "shadow/process.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <glob.h>
#include <optional>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace lockstep {

namespace fs = std::filesystem;

namespace {

/// Where distributions put the servers.
constexpr std::array usual_folders = {
    "/usr/lib/postgresql/*/bin",          // Debian, Ubuntu
    "/usr/pgsql-*/bin",                   // PGDG on Red Hat
    "/usr/lib/postgresql*/bin",           // SUSE
    "/usr/lib64/postgresql-*/bin",        // Gentoo
    "/usr/libexec/postgresql*",           // Alpine
    "/usr/local/pgsql/bin",               // built from source
    "/usr/local/pgsql-*/bin",             //
    "/opt/homebrew/opt/postgresql@*/bin", // Homebrew
    "/usr/local/opt/postgresql@*/bin",    //
};

bool holds_server(const fs::path& folder) {
  return ::access((folder / "postgres").c_str(), X_OK) == 0 && ::access((folder / "initdb").c_str(), X_OK) == 0;
}

std::vector<std::string> folders_like(const char* pattern) {
  glob_t found{};
  std::vector<std::string> result;
  if (::glob(pattern, GLOB_ONLYDIR, nullptr, &found) == 0)
    for (std::size_t i = 0; i < found.gl_pathc; ++i) result.emplace_back(found.gl_pathv[i]);
  ::globfree(&found);
  return result;
}

/// What tells one build of a program from another without running it.
std::string fingerprint(const std::string& program) {
  struct stat known {};
  if (::stat(program.c_str(), &known) != 0) return {};
  return program + " " + std::to_string(known.st_size) + " " + std::to_string(known.st_mtim.tv_sec) + "." +
         std::to_string(known.st_mtim.tv_nsec);
}

/// "15.18" out of "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"; also 18beta1, 19devel. Empty when the program
/// does not run.
std::string run_for_version(const std::string& program) {
  const Outcome said = run({.words = {program, "-V"}}, Identity{});
  const auto words = split(trim(said.output), ' ');
  return said.status != 0 || words.size() < 3 ? std::string() : words[2];
}

/// Loading the server to ask its version takes as long as laying out a cluster, so the answer is kept.
std::string version_of(const std::string& program) {
  const std::string key = fingerprint(program) + " ";
  const fs::path cache = cache_folder().empty() ? fs::path() : cache_folder() / "versions";
  std::string known;
  try {
    if (!cache.empty() && fs::exists(cache)) known = read_file(cache);
    for (const std::string& line : split(known, '\n'))
      if (line.starts_with(key)) return line.substr(key.size());
  } catch (const std::exception&) {
    known.clear(); // an unreadable cache is as good as none
  }
  std::string version = run_for_version(program);
  if (version.empty() || cache.empty()) return version;
  std::string kept;
  for (const std::string& line : split(known, '\n'))
    if (!line.empty() && !line.starts_with(program + " ")) kept += line + "\n";
  try {
    place_file(cache, kept + key + version + "\n");
  } catch (const std::exception&) {
    // Asked again next time.
  }
  return version;
}

std::optional<Binaries> ask_version(const std::string& folder, const std::string& source) {
  if (!holds_server(folder)) return std::nullopt;
  Binaries binaries{folder, version_of(folder + "/postgres"), 0, source};
  std::from_chars(binaries.version.data(), binaries.version.data() + binaries.version.size(), binaries.major);
  if (binaries.major == 0) return std::nullopt;
  return binaries;
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

/// Collects installations, each folder once.
class Search {
public:
  void look_in(const std::string& folder, const std::string& source) {
    std::error_code ignored;
    // The server looks for its own files beside where a link leads.
    const fs::path real = fs::canonical(fs::path(folder) / "postgres", ignored).parent_path();
    if (ignored || !seen_.insert(real.string()).second) return;
    if (auto binaries = ask_version(real.string(), source)) found.push_back(*binaries);
  }
  std::vector<Binaries> found;

private:
  std::set<std::string> seen_;
};

void ask_pg_config(Search& search, const std::vector<std::string>& path) {
  for (const std::string& folder : path) {
    const std::string program = folder + "/pg_config";
    if (folder.empty() || ::access(program.c_str(), X_OK) != 0) continue;
    const Outcome said = run({.words = {program, "--bindir"}}, Identity{});
    if (said.status == 0) search.look_in(std::string(trim(said.output)), "pg_config");
  }
}

std::vector<Binaries> newest_first(std::vector<Binaries> all) {
  std::stable_sort(all.begin(), all.end(), [](const Binaries& a, const Binaries& b) { return a.major > b.major; });
  return all;
}

const Binaries* pick(const std::vector<Binaries>& all, int wanted_major) {
  for (const Binaries& binaries : all)
    if (binaries.major >= oldest_major && (wanted_major == 0 || binaries.major == wanted_major)) return &binaries;
  return nullptr;
}

/// `enough` ends the search before pg_config, a slow script in some distributions, is asked.
template <typename Enough> std::vector<Binaries> search_machine(Enough&& enough) {
  Search search;
  if (const std::string given = environment("LOCKSTEP_PG_BIN"); !given.empty()) {
    search.look_in(given, "LOCKSTEP_PG_BIN");
    if (search.found.empty())
      throw usage_error("LOCKSTEP_PG_BIN is " + given + ", but there is no working postgres and initdb there",
                        "set it to the folder that holds PostgreSQL's server programs, or unset it");
    return search.found;
  }
  for (const char* pattern : usual_folders)
    for (const std::string& folder : folders_like(pattern)) search.look_in(folder, pattern);
  const auto path = split(environment("PATH"), ':');
  for (const std::string& folder : path)
    if (!folder.empty()) search.look_in(folder, "PATH");
  if (!enough(search.found)) ask_pg_config(search, path);
  return newest_first(std::move(search.found));
}

Error none_found(const std::vector<Binaries>& all, int wanted_major) {
  std::vector<std::string> versions;
  for (const Binaries& binaries : all) versions.push_back(binaries.version);
  const std::string major = std::to_string(wanted_major == 0 ? oldest_major : wanted_major);
  return database_error("no server programs of PostgreSQL " + major + (wanted_major == 0 ? " or newer" : "") +
                            " were found on this machine" +
                            (versions.empty() ? "" : " (only " + join(versions, ", ") + ")"),
                        "apt-get install postgresql" + (wanted_major == 0 ? "" : "-" + major) +
                            ", or set LOCKSTEP_PG_BIN to the folder that holds postgres and initdb, or give a scratch "
                            "server with --shadow URL");
}

} // namespace

std::vector<Binaries> find_binaries() {
  return search_machine([](const auto&) { return false; });
}

Binaries choose_binaries(int wanted_major) {
  const auto all =
      search_machine([wanted_major](const auto& found) { return pick(newest_first(found), wanted_major) != nullptr; });
  const Binaries* picked = pick(all, wanted_major);
  if (picked == nullptr) throw none_found(all, wanted_major);
  return *picked;
}

} // namespace lockstep
