// Folders of shadows: made, watched over, and emptied of servers when their owner is gone.
#include "shadow/scratch.hpp"

#include "lockstep/error.hpp"
#include "shadow/home.hpp"
#include "shadow/server.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <linux/magic.h>
#include <random>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lockstep {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "lockstep-shadow-";
constexpr std::string_view owner_file = "owner";
constexpr const char* memory_place = "/dev/shm";
constexpr std::time_t newborn_seconds = 3600;

/// Waits for the end of its input. "done" on it is the owner's farewell; without it the owner died. The processes of
/// the folder are known by their working folder, so no stranger that got an old pid is hit.
constexpr const char* watcher_script = R"sh(
read -r word && [ "$word" = done ] && exit 0
for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  left=
  for process in /proc/[0-9]*; do
    case $(readlink "$process/cwd" 2>/dev/null) in
    "$1" | "$1"/* | "$1 (deleted)")
      left=yes
      if [ "$round" -lt 15 ]; then kill -QUIT "${process#/proc/}"; else kill -KILL "${process#/proc/}"; fi
      ;;
    esac
  done 2>/dev/null
  [ -z "$left" ] && break
  sleep 0.1
done
[ "$2" = stays ] || rm -rf -- "$1"
)sh";

std::uint64_t available_memory() {
  std::ifstream file("/proc/meminfo");
  std::string word;
  std::uint64_t kilobytes = 0;
  while (file >> word)
    if (word == "MemAvailable:" && file >> kilobytes) return kilobytes << 10U;
  return 0;
}

/// A memory file system with much room, on a machine with much memory: a shadow of 10,000 tables takes about 1 GB.
bool is_roomy_memory(const fs::path& folder) {
  constexpr std::uint64_t room = 2ULL << 30U;
  struct statfs known {};
  if (::statfs(folder.c_str(), &known) != 0 || known.f_type != TMPFS_MAGIC) return false;
  const auto free = static_cast<std::uint64_t>(known.f_bavail) * static_cast<std::uint64_t>(known.f_bsize);
  return free >= room && available_memory() >= room;
}

std::vector<fs::path> all_places() {
  std::vector<fs::path> places;
  const char* given = std::getenv("TMPDIR");
  for (const char* place : {given == nullptr ? "" : given, memory_place, "/tmp", "/var/tmp"}) {
    std::error_code failure;
    const fs::path real = fs::canonical(place, failure);
    if (!failure && std::find(places.begin(), places.end(), real) == places.end()) places.push_back(real);
  }
  return places;
}

bool is_usable(const fs::path& place, const Identity& identity) {
  std::error_code ignored;
  return fs::is_directory(place, ignored) && ::access(place.c_str(), W_OK | X_OK) == 0 &&
         fits_socket(place / (std::string(prefix) + "XXXXXX")) && can_enter(identity, place);
}

/// Locks the owner's file of a folder; -1 when the owner lives or there is no such file.
int lock_owner_file(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd >= 0 && ::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  if (fd >= 0) ::close(fd);
  return -1;
}

/// A folder without the owner's file is being made right now, or its maker died in that instant.
bool is_abandoned_newborn(const fs::path& folder, const struct stat& known) {
  return ::access((folder / owner_file).c_str(), F_OK) != 0 && std::time(nullptr) - known.st_mtime > newborn_seconds;
}

void remove_if_abandoned(const fs::path& folder, const Identity& identity) {
  struct stat known {};
  if (::lstat(folder.c_str(), &known) != 0 || !S_ISDIR(known.st_mode)) return;
  if (known.st_uid != ::geteuid() && known.st_uid != identity.uid) return;
  const int lock = lock_owner_file(folder / owner_file);
  if (lock < 0 && !is_abandoned_newborn(folder, known)) return;
  end_processes_in(folder);
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  if (lock >= 0) ::close(lock);
}

std::string new_name() {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device random;
  std::string name(prefix);
  for (int i = 0; i < 6; ++i) name += letters[random() % letters.size()];
  return name;
}

Error no_folder(const fs::path& where) {
  return database_error("can not make a folder for the shadow server in " + where.string() + ": " +
                            std::strerror(errno),
                        "set TMPDIR to a folder with room that every user may enter");
}

} // namespace

std::vector<fs::path> scratch_places(const Identity& identity) {
  std::vector<fs::path> places;
  for (const fs::path& place : all_places())
    if (is_usable(place, identity) && (place != memory_place || is_roomy_memory(place))) places.push_back(place);
  return places;
}

std::unique_ptr<WatchedFolder> WatchedFolder::make_scratch(const Identity& identity) {
  const auto places = scratch_places(identity);
  if (places.empty()) {
    errno = EACCES;
    throw no_folder("/tmp");
  }
  std::unique_ptr<WatchedFolder> folder(new WatchedFolder(places.front() / new_name(), false));
  // First the watcher: there is no moment in which a killed owner leaves the folder behind.
  folder->post_watcher();
  folder->make();
  if (identity.drop && ::chown(folder->path().c_str(), identity.uid, identity.gid) != 0)
    throw no_folder(folder->path());
  return folder;
}

std::unique_ptr<WatchedFolder> WatchedFolder::claim(const fs::path& path, const Identity& identity) {
  const fs::path home = make_home(path, identity);
  FileLock lock(home / owner_file, false);
  if (!lock.held()) return nullptr;
  if (identity.drop && ::chown(home.c_str(), identity.uid, identity.gid) != 0) throw no_folder(home);
  if (fs::exists(home / "data" / "postmaster.pid")) end_processes_in(home);
  std::unique_ptr<WatchedFolder> folder(new WatchedFolder(home, true));
  folder->lock_ = lock.release();
  folder->post_watcher();
  return folder;
}

/// Locked under another name first: whoever sees the owner's file sees it locked.
void WatchedFolder::make() {
  if (::mkdir(path_.c_str(), 0700) != 0) throw no_folder(path_);
  made_ = true;
  const fs::path unready = path_ / "owner.new";
  lock_ = ::open(unready.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (lock_ < 0 || ::flock(lock_, LOCK_EX | LOCK_NB) != 0 ||
      ::rename(unready.c_str(), (path_ / owner_file).c_str()) != 0)
    throw no_folder(path_);
}

void WatchedFolder::post_watcher() {
  int ends[2];
  // A socket, as writing to a pipe whose reader was killed would end this process too.
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw no_folder(path_);
  const std::string after = stays_ ? "stays" : "goes";
  Program watcher{.words = {"/bin/sh", "-c", watcher_script, "lockstep-watcher", path_.string(), after},
                  .input = ends[0]};
  watcher.new_session = true;
  // Where the folder stays, nobody may claim it before the watcher has emptied it.
  if (stays_) watcher.keep = lock_;
  try {
    watcher_ = start(watcher, Identity{});
  } catch (const Error&) {
    // A system without a shell: the next run cleans up after a crash.
    ::close(ends[1]);
    ends[1] = -1;
  }
  ::close(ends[0]);
  farewell_ = ends[1];
}

WatchedFolder::~WatchedFolder() {
  if (::getpid() != owner_) return; // a forked child: the folder is its parent's
  std::error_code ignored;
  if (made_) fs::remove_all(path_, ignored);
  if (farewell_ >= 0) {
    (void)::send(farewell_, "done\n", 5, MSG_NOSIGNAL);
    ::close(farewell_);
    int status = 0;
    ::waitpid(watcher_, &status, 0);
  }
  if (lock_ >= 0) ::close(lock_);
}

void remove_abandoned(const Identity& identity) {
  for (const fs::path& place : scratch_places(identity)) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(place, ignored))
      if (entry.path().filename().string().starts_with(prefix)) remove_if_abandoned(entry.path(), identity);
  }
}

} // namespace lockstep
