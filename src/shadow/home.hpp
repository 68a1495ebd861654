// Places of clusters that stay: the developer's, and the kept shadow. Internal to the room.
#pragma once

#include "shadow/process.hpp"

#include <filesystem>
#include <utility>

namespace lockstep {

/// An open file that holds an exclusive lock; closing it gives the lock up, unless a child process inherited it.
class FileLock {
public:
  FileLock() = default;
  /// Waits for the lock, or with `wait` false gives up at once. Throws Error (database) when the file can not be made.
  FileLock(const std::filesystem::path& path, bool wait);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  [[nodiscard]] bool held() const { return fd_ >= 0; }
  [[nodiscard]] int descriptor() const { return fd_; }
  /// The descriptor, which the caller closes from now on.
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }

private:
  int fd_ = -1;
};

/// The folder that holds data/, log and lock files of the cluster of `folder`: `folder` itself, or what its file
/// "location" names. Empty when that place belongs to another project, of which this one is a copy.
[[nodiscard]] std::filesystem::path find_home(const std::filesystem::path& folder);

/// Makes `folder` and finds a home that the server's user can enter, recording it in "location" when it lies elsewhere.
/// Throws Error (database).
[[nodiscard]] std::filesystem::path make_home(const std::filesystem::path& folder, const Identity& identity);

/// Under root: the owner of the data, or of the project, when that is an ordinary user; so that the user can go on with
/// the cluster that sudo has made.
[[nodiscard]] Identity developer_identity(const std::filesystem::path& folder);

/// A private folder for the socket: in `home`, or below /tmp when the path would be too long for a socket.
[[nodiscard]] std::filesystem::path make_socket_folder(const std::filesystem::path& home, const Identity& identity);

/// Makes a folder that only this user may enter, or checks that it is one. Throws Error (database).
void make_private_folder(const std::filesystem::path& folder, const Identity& owner);

} // namespace lockstep
