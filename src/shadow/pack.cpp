// The pack's format: a head (magic, number of entries, length of the whole file), then for each entry its path, its
// size, the bytes stored, and the bytes. Zeros at the end of a file are not stored: WAL segments are mostly zeros.
#include "shadow/pack.hpp"

#include "base/files.hpp"
#include "lockstep/error.hpp"

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <future>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lockstep {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t magic = 0x31'6b'63'61'70'6b'63'6cULL; // "lckpack1"
constexpr std::uint64_t folder_mark = ~0ULL;                  // the size of an entry that is a folder

struct Head {
  std::uint64_t magic_number, entries, length;
};

struct EntryHead {
  std::uint64_t path_length, size, stored;
};

struct Entry {
  std::string path;
  std::uint64_t size = 0;
  std::string_view bytes;
};

Error pack_error(const std::string& doing, const fs::path& path) {
  const bool full = errno == ENOSPC || errno == EDQUOT;
  return database_error("can not " + doing + " " + path.string() + ": " + std::strerror(errno),
                        full ? "set TMPDIR to a folder that has room" : "");
}

template <typename T> void put(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename T> bool take(std::string_view& in, T& value) {
  if (in.size() < sizeof value) return false;
  std::memcpy(&value, in.data(), sizeof value);
  in.remove_prefix(sizeof value);
  return true;
}

/// The pack in memory while it is read.
class Mapping {
public:
  explicit Mapping(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    struct stat known {};
    if (::fstat(fd, &known) == 0 && known.st_size > 0) {
      size_ = static_cast<std::size_t>(known.st_size);
      start_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    }
    ::close(fd);
  }
  ~Mapping() {
    if (start_ != MAP_FAILED) ::munmap(start_, size_);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  [[nodiscard]] std::string_view bytes() const {
    return start_ == MAP_FAILED ? std::string_view() : std::string_view(static_cast<const char*>(start_), size_);
  }

private:
  void* start_ = MAP_FAILED;
  std::size_t size_ = 0;
};

/// Empty when the pack is damaged.
std::vector<Entry> read_entries(std::string_view in) {
  Head head{};
  const std::size_t length = in.size();
  if (!take(in, head) || head.magic_number != magic || head.length != length) return {};
  std::vector<Entry> entries;
  for (std::uint64_t i = 0; i < head.entries; ++i) {
    EntryHead entry{};
    if (!take(in, entry) || entry.path_length > in.size() || entry.stored > in.size() - entry.path_length) return {};
    entries.push_back(
        {std::string(in.substr(0, entry.path_length)), entry.size, in.substr(entry.path_length, entry.stored)});
    in.remove_prefix(entry.path_length + entry.stored);
  }
  return entries;
}

bool write_bytes(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void write_entry(int root, const Entry& entry, const Identity& owner, const fs::path& folder) {
  const int fd = ::openat(root, entry.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) throw pack_error("write", folder / entry.path);
  bool fine = write_bytes(fd, entry.bytes);
  if (fine && entry.size > entry.bytes.size()) fine = ::ftruncate(fd, static_cast<off_t>(entry.size)) == 0;
  if (fine && owner.drop) fine = ::fchown(fd, owner.uid, owner.gid) == 0;
  const int code = errno;
  ::close(fd);
  errno = code;
  if (!fine) throw pack_error("write", folder / entry.path);
}

void make_folder(int root, const Entry& entry, const Identity& owner, const fs::path& folder) {
  if (::mkdirat(root, entry.path.c_str(), 0700) != 0 ||
      (owner.drop && ::fchownat(root, entry.path.c_str(), owner.uid, owner.gid, AT_SYMLINK_NOFOLLOW) != 0))
    throw pack_error("make", folder / entry.path);
}

/// Creating a thousand files is the kernel's work; two threads halve the wait.
void write_entries(int root, const std::vector<Entry>& entries, const Identity& owner, const fs::path& folder) {
  for (const Entry& entry : entries)
    if (entry.size == folder_mark) make_folder(root, entry, owner, folder);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < entries.size(); i = next++)
      if (entries[i].size != folder_mark) write_entry(root, entries[i], owner, folder);
  };
  auto other = std::async(std::launch::async, work);
  work();
  other.get();
}

bool write_file_entry(int fd, const std::string& path, const std::string& content) {
  const std::size_t last = content.find_last_not_of('\0');
  const std::size_t stored = last == std::string::npos ? 0 : last + 1;
  std::string head;
  put(head, EntryHead{path.size(), content.size(), stored});
  return write_bytes(fd, head + path) && write_bytes(fd, std::string_view(content).substr(0, stored));
}

bool write_folder_entry(int fd, const std::string& path) {
  std::string head;
  put(head, EntryHead{path.size(), folder_mark, 0});
  return write_bytes(fd, head + path);
}

/// The head comes last, when it is known.
bool write_pack_to(int fd, const fs::path& folder) {
  if (::lseek(fd, sizeof(Head), SEEK_SET) < 0) return false;
  std::uint64_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().lexically_relative(folder).string();
    if (!entry.is_directory() && !entry.is_regular_file()) continue;
    const bool fine =
        entry.is_directory() ? write_folder_entry(fd, path) : write_file_entry(fd, path, read_file(entry.path()));
    if (!fine) return false;
    ++count;
  }
  const off_t length = ::lseek(fd, 0, SEEK_CUR);
  std::string head;
  put(head, Head{magic, count, static_cast<std::uint64_t>(length)});
  return length > 0 && ::lseek(fd, 0, SEEK_SET) == 0 && write_bytes(fd, head);
}

/// Written under another name first: nobody ever sees half of it.
void place(const fs::path& path, const std::function<bool(int)>& write) {
  fs::create_directories(path.parent_path());
  std::string temporary = path.string() + ".XXXXXX";
  const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0) throw pack_error("write", path);
  const bool fine = write(fd) && ::fsync(fd) == 0;
  ::close(fd);
  if (fine && ::rename(temporary.c_str(), path.c_str()) == 0) return;
  const Error error = pack_error("write", path);
  ::unlink(temporary.c_str());
  throw Error(error);
}

} // namespace

void place_file(const fs::path& path, const std::string& content) {
  place(path, [&](int fd) { return write_bytes(fd, content); });
}

void write_pack(const fs::path& folder, const fs::path& pack) {
  place(pack, [&](int fd) { return write_pack_to(fd, folder); });
}

bool unpack(const fs::path& pack, const fs::path& folder, const Identity& owner) {
  const Mapping mapping(pack);
  const auto entries = read_entries(mapping.bytes());
  if (entries.empty()) return false;
  if (::mkdir(folder.c_str(), 0700) != 0 || (owner.drop && ::chown(folder.c_str(), owner.uid, owner.gid) != 0))
    throw pack_error("make", folder);
  const int root = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (root < 0) throw pack_error("open", folder);
  try {
    write_entries(root, entries, owner, folder);
  } catch (...) {
    ::close(root);
    throw;
  }
  ::close(root);
  return true;
}

} // namespace lockstep
