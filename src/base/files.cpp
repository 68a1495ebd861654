// Files read whole and written all together, and SHA-256.
#include "base/files.hpp"

#include <lockstep/error.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace lockstep {

namespace fs = std::filesystem;

namespace {

Error file_error(const std::string& doing, const fs::path& path, int code) {
  Error error = usage_error("can not " + doing + " " + path.string() + ": " + std::strerror(code));
  error.where = path.string();
  return error;
}

/// An open file, closed at the end of its scope.
class OpenFile {
public:
  OpenFile(const fs::path& path, int flags, mode_t mode = 0) : fd(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~OpenFile() {
    if (fd >= 0) ::close(fd);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  const int fd;
};

// One file on its way: written beside its target, renamed onto it, and put back when a later one fails.
struct Pending {
  fs::path target;
  fs::path temporary;
  fs::path backup;
  bool existed = false;
  bool renamed = false;
};

void write_temporary(const Pending& pending, const std::string& content) {
  const OpenFile file(pending.temporary, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file.fd < 0) throw file_error("write", pending.temporary, errno);
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t count = ::write(file.fd, content.data() + done, content.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw file_error("write", pending.temporary, errno);
    done += static_cast<std::size_t>(count);
  }
  struct stat known = {};
  if (::stat(pending.target.c_str(), &known) == 0) (void)::fchmod(file.fd, known.st_mode & 07777U);
  if (::fsync(file.fd) != 0) throw file_error("write", pending.temporary, errno);
}

void sync_folder(const fs::path& folder) {
  const OpenFile opened(folder, O_RDONLY | O_DIRECTORY);
  if (opened.fd >= 0) (void)::fsync(opened.fd);
}

// Makes the folder and notes the topmost one that was not there, so that it can be removed again.
void make_folder(const fs::path& folder, std::vector<fs::path>& made) {
  std::error_code code;
  if (folder.empty() || fs::is_directory(folder, code)) return;
  make_folder(folder.parent_path(), made);
  if (!fs::create_directory(folder, code) && code) throw file_error("make the folder", folder, code.value());
  made.push_back(folder);
}

// The file that a chain of symbolic links ends at, so that the link survives the rename.
fs::path real_target(const fs::path& path) {
  std::error_code code;
  fs::path absolute = fs::absolute(path);
  if (!fs::is_symlink(fs::symlink_status(absolute, code))) return absolute;
  fs::path resolved = fs::weakly_canonical(absolute, code);
  return code ? absolute : resolved;
}

Pending prepare(const FileToWrite& file, std::size_t number, std::vector<fs::path>& made) {
  Pending pending;
  pending.target = real_target(file.path);
  std::error_code code;
  if (fs::is_directory(pending.target, code)) throw file_error("write", file.path, EISDIR);
  make_folder(pending.target.parent_path(), made);
  const std::string tag = ".lockstep-" + std::to_string(::getpid()) + "-" + std::to_string(number);
  pending.temporary = pending.target.parent_path() / (tag + ".new");
  pending.backup = pending.target.parent_path() / (tag + ".old");
  pending.existed = fs::exists(pending.target, code);
  return pending;
}

void replace_target(Pending& pending) {
  if (pending.existed) {
    std::error_code code;
    fs::create_hard_link(pending.target, pending.backup, code);
    if (code) fs::copy_file(pending.target, pending.backup, fs::copy_options::overwrite_existing, code);
    if (code) throw file_error("replace", pending.target, code.value());
  }
  if (::rename(pending.temporary.c_str(), pending.target.c_str()) != 0)
    throw file_error("write", pending.target, errno);
  pending.renamed = true;
}

void undo(const std::vector<Pending>& all, const std::vector<fs::path>& made) {
  std::error_code ignored;
  for (const Pending& pending : all) {
    if (pending.renamed && !pending.existed) fs::remove(pending.target, ignored);
    if (pending.renamed && pending.existed) fs::rename(pending.backup, pending.target, ignored);
    fs::remove(pending.temporary, ignored);
    fs::remove(pending.backup, ignored);
  }
  for (auto folder = made.rbegin(); folder != made.rend(); ++folder) fs::remove(*folder, ignored);
}

} // namespace

std::string read_file(const fs::path& path) {
  const OpenFile file(path, O_RDONLY);
  if (file.fd < 0) throw file_error("read", path, errno);
  std::string content;
  struct stat known = {};
  if (::fstat(file.fd, &known) == 0 && known.st_size > 0) content.reserve(static_cast<std::size_t>(known.st_size));
  std::vector<char> buffer(1U << 16U);
  while (true) {
    const ssize_t count = ::read(file.fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw file_error("read", path, errno);
    if (count == 0) return content;
    content.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

namespace {

bool is_device(const fs::path& path) {
  std::error_code ignored;
  return fs::is_other(path, ignored);
}

} // namespace

void write_files(const std::vector<FileToWrite>& files) {
  std::vector<Pending> all;
  std::vector<fs::path> made;
  try {
    for (const FileToWrite& file : files) {
      if (is_device(file.path)) continue;
      all.push_back(prepare(file, all.size(), made));
      write_temporary(all.back(), file.content);
    }
    for (Pending& pending : all) replace_target(pending);
  } catch (...) {
    undo(all, made);
    throw;
  }
  // A device or a pipe takes the text; a file in its place would be something else.
  for (const FileToWrite& file : files)
    if (is_device(file.path) && !(std::ofstream(file.path, std::ios::binary) << file.content).flush())
      throw file_error("write", file.path, errno);
  std::error_code ignored;
  for (const Pending& pending : all) {
    fs::remove(pending.backup, ignored);
    sync_folder(pending.target.parent_path());
  }
}

std::string sha256(std::string_view data) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(data.data(), data.size(), digest, &size, EVP_sha256(), nullptr) != 1)
    throw Error(Exit::usage, "the cryptographic library can not compute SHA-256");
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    text += digits[digest[i] >> 4U];
    text += digits[digest[i] & 15U];
  }
  return text;
}

} // namespace lockstep
