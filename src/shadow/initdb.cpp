// Runs initdb, also for a user that /etc/passwd does not know (as in containers started with any uid).
#include "shadow/initdb.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "lockstep/error.hpp"

#include <cstdlib>
#include <fstream>
#include <locale.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lockstep {

namespace fs = std::filesystem;

namespace {

/// Raised when what a pack holds changes, so that packs of earlier versions are not used.
constexpr int pack_generation = 2;

std::vector<std::string> initdb_command(const Binaries& binaries, const fs::path& data, bool persistent) {
  std::vector<std::string> words = {binaries.bindir + "/initdb",
                                    "-D",
                                    data.string(),
                                    "-U",
                                    "postgres",
                                    "--auth=trust",
                                    "--encoding=UTF8",
                                    "--locale=" + cluster_locale(),
                                    "--no-instructions",
                                    "--no-sync"};
  if (!persistent) words.emplace_back("--wal-segsize=1"); // megabytes: less to copy
  return words;
}

/// A passwd file that knows the user, beside the data folder; removed at the end of the scope.
class PasswdWithUser {
public:
  PasswdWithUser(const Identity& identity, const fs::path& data) : path_(data.string() + ".passwd") {
    std::ofstream file(path_, std::ios::binary);
    std::ifstream known("/etc/passwd");
    if (known.peek() != std::ifstream::traits_type::eof()) file << known.rdbuf();
    file << "lockstep:x:" << identity.uid << ':' << identity.gid << ":lockstep:/:/bin/sh\n";
    file.close();
    (void)::chmod(path_.c_str(), 0644);
  }
  ~PasswdWithUser() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  PasswdWithUser(const PasswdWithUser&) = delete;
  PasswdWithUser& operator=(const PasswdWithUser&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

private:
  fs::path path_;
};

Outcome run_for_unnamed_user(Program program, const Identity& identity, const fs::path& data) {
  const PasswdWithUser passwd(identity, data);
  // Two ways, as no system allows both for sure: an own view of /etc/passwd, and a library that answers in its place.
  program.passwd = passwd.path();
  for (const std::string& variable :
       {std::string("LD_PRELOAD=libnss_wrapper.so"), "NSS_WRAPPER_PASSWD=" + passwd.path().string(),
        std::string("NSS_WRAPPER_GROUP=/etc/group")})
    program.environment.push_back(variable);
  return run(program, identity);
}

Error initdb_failed(const Binaries& binaries, const Outcome& outcome) {
  const auto has = [&outcome](std::string_view sign) { return outcome.output.find(sign) != std::string::npos; };
  std::string hint;
  if (has("could not look up effective user ID"))
    hint = "PostgreSQL needs an entry in /etc/passwd for the user it runs as: useradd --system postgres as root, or "
           "apt-get install libnss-wrapper";
  else if (has("No space left on device"))
    hint = "make room on the disk, or set TMPDIR to a folder that has some";
  else if (has("postgres.bki"))
    hint = "the server's package is not complete: apt-get install --reinstall postgresql-" +
           std::to_string(binaries.major);
  return database_error(binaries.bindir + "/initdb failed:\n" + std::string(trim(outcome.output)), hint);
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

} // namespace

std::string cluster_locale() {
  const locale_t locale = ::newlocale(LC_ALL_MASK, "C.UTF-8", nullptr);
  if (locale == nullptr) return "C";
  ::freelocale(locale);
  return "C.UTF-8";
}

void run_initdb(const Binaries& binaries, const Identity& identity, const fs::path& data, bool persistent) {
  Program program{.words = initdb_command(binaries, data, persistent), .folder = data.parent_path()};
  // initdb would try every time zone of the system to guess the local one; the shadow speaks UTC.
  if (!persistent) program.environment.emplace_back("TZ=UTC");
  const Outcome outcome = identity.named ? run(program, identity) : run_for_unnamed_user(program, identity, data);
  if (outcome.status != 0) throw initdb_failed(binaries, outcome);
}

namespace {
/// The home of the user who runs this; sudo may leave another's in HOME, where root's files would be in the way.
std::string home() {
  std::string given = environment("HOME");
  struct stat known {};
  if (::stat(given.c_str(), &known) == 0 && known.st_uid == ::geteuid()) return given;
  const passwd* entry = ::getpwuid(::geteuid());
  return entry == nullptr ? given : std::string(entry->pw_dir);
}
} // namespace

void sync_in_background(const Binaries& binaries, const Identity& identity, const fs::path& data) {
  Program program{.words = {binaries.bindir + "/initdb", "--sync-only", "-D", data.string()}};
  program.new_session = true;
  try {
    (void)start(program, identity);
  } catch (const Error&) {
    // The kernel writes the files out by itself, half a minute later.
  }
}

fs::path cache_folder() {
  if (const std::string cache = environment("XDG_CACHE_HOME"); cache.starts_with('/'))
    return fs::path(cache) / "lockstep";
  if (const std::string folder = home(); folder.starts_with('/') && folder != "/")
    return fs::path(folder) / ".cache" / "lockstep";
  return {};
}

namespace {
/// "15.18-0123456789abcdef". An upgraded package has new binaries in the old place.
std::string installation(const Binaries& binaries) {
  struct stat server {};
  (void)::stat((binaries.bindir + "/postgres").c_str(), &server);
  const std::string key = std::to_string(pack_generation) + "\n" + binaries.bindir + "\n" + binaries.version + "\n" +
                          cluster_locale() + "\n" + std::to_string(server.st_mtim.tv_sec) + "\n" +
                          std::to_string(server.st_size);
  return binaries.version + "-" + sha256(key).substr(0, 16);
}
} // namespace

fs::path pack_path(const Binaries& binaries) {
  const fs::path folder = cache_folder();
  return folder.empty() ? fs::path() : folder / ("initdb-" + installation(binaries) + ".pack");
}

fs::path kept_folder(const Binaries& binaries) {
  const fs::path folder = cache_folder();
  return folder.empty() ? fs::path() : folder / ("shadow-" + installation(binaries));
}

} // namespace lockstep
