// Finds a home for the developer's cluster that the server's user can enter, near the project when possible.
#include "shadow/home.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "lockstep/error.hpp"
#include "shadow/server.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace lockstep {

namespace fs = std::filesystem;

namespace {

constexpr const char* far_homes = "/var/lib/lockstep";

Error folder_error(const std::string& doing, const fs::path& path, int code, const std::string& hint = {}) {
  return database_error("can not " + doing + " " + path.string() + ": " + std::strerror(code), hint);
}

std::string short_hash(const fs::path& path) { return sha256(path.string()).substr(0, 12); }

/// The one line of a small file, empty when there is none.
std::string read_line(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) ? std::string(trim(read_file(path))) : std::string();
}

uid_t owner_of(const fs::path& path) {
  struct stat known {};
  return ::lstat(path.c_str(), &known) == 0 ? known.st_uid : 0;
}

/// Makes the missing folders of the path; all may pass through those that it makes, and the owner of the project owns
/// them.
void make_open_folders(const fs::path& folder) {
  std::error_code ignored;
  if (fs::is_directory(folder, ignored)) return;
  const fs::path parent = folder.parent_path();
  if (parent != folder) make_open_folders(parent);
  struct stat above {};
  (void)::stat(parent.c_str(), &above);
  if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) throw folder_error("make the folder", folder, errno);
  (void)::chmod(folder.c_str(), 0755);
  if (::geteuid() == 0) (void)::chown(folder.c_str(), above.st_uid, above.st_gid);
}

/// True when `home` is recorded as the home of another folder that still says so: this folder is a copy of that one.
bool belongs_to_another(const fs::path& home, const fs::path& folder) {
  const std::string project = read_line(home / "project");
  return !project.empty() && project != folder.string() && read_line(fs::path(project) / "location") == home.string();
}

fs::path make_far_home(const fs::path& folder) {
  fs::path home = fs::path(far_homes) / ("dev-" + short_hash(folder));
  make_open_folders(home);
  write_files({{folder / "location", home.string() + "\n"}, {home / "project", folder.string() + "\n"}});
  return home;
}

} // namespace

FileLock::FileLock(const fs::path& path, bool wait) {
  fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd_ < 0) throw folder_error("write", path, errno, "run as the owner of the folder");
  struct stat above {};
  if (::geteuid() == 0 && ::stat(path.parent_path().c_str(), &above) == 0)
    (void)::fchown(fd_, above.st_uid, above.st_gid);
  int result = 0;
  do {
    result = ::flock(fd_, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  if (result == 0) return;
  const int code = errno;
  ::close(std::exchange(fd_, -1));
  if (code != EWOULDBLOCK) throw folder_error("lock", path, code);
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

fs::path find_home(const fs::path& folder) {
  const std::string location = read_line(folder / "location");
  if (location.empty()) return folder;
  return belongs_to_another(location, folder) ? fs::path() : fs::path(location);
}

fs::path make_home(const fs::path& folder, const Identity& identity) {
  make_open_folders(folder);
  const fs::path real = fs::canonical(folder);
  const fs::path home = find_home(real);
  if (home.empty() || (home != real && !fs::is_directory(home))) return make_far_home(real);
  if (home != real && read_line(home / "project") != real.string())
    write_files({{home / "project", real.string() + "\n"}});
  return can_enter(identity, home) ? home : make_far_home(real);
}

Identity developer_identity(const fs::path& folder) {
  Identity usual = server_identity();
  if (!usual.drop) return usual;
  fs::path nearest = fs::absolute(folder);
  const fs::path data = find_home(nearest) / "data";
  while (!fs::exists(nearest) && nearest != nearest.root_path()) nearest = nearest.parent_path();
  const bool made = fs::exists(data);
  const uid_t owner = owner_of(made ? data : nearest);
  const passwd* entry = owner == 0 ? nullptr : ::getpwuid(owner);
  if (entry != nullptr) return {entry->pw_uid, entry->pw_gid, entry->pw_name, true, true};
  if (made && owner != 0) return {owner, owner, std::to_string(owner), true, false};
  return usual;
}

void make_private_folder(const fs::path& folder, const Identity& owner) {
  const bool made = ::mkdir(folder.c_str(), 0700) == 0;
  if (!made && errno != EEXIST) throw folder_error("make the folder", folder, errno);
  if (made && owner.drop && ::chown(folder.c_str(), owner.uid, owner.gid) != 0)
    throw folder_error("give away the folder", folder, errno);
  struct stat known {};
  if (::lstat(folder.c_str(), &known) != 0) throw folder_error("read the folder", folder, errno);
  if (!S_ISDIR(known.st_mode) || known.st_uid != owner.uid || (known.st_mode & 077U) != 0)
    throw database_error(folder.string() + " must be a folder that only user " + owner.name + " may enter",
                         "run as its owner, or remove it");
}

fs::path make_socket_folder(const fs::path& home, const Identity& identity) {
  fs::path folder = home / "socket";
  if (!fits_socket(folder)) {
    const fs::path shared = fs::path("/tmp") / ("lockstep-" + std::to_string(identity.uid));
    make_private_folder(shared, identity);
    folder = shared / short_hash(home);
  }
  make_private_folder(folder, identity);
  return folder;
}

} // namespace lockstep
