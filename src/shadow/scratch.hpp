// The shadow's folder: private, and without a server when its owner is gone, however it ended. Internal to the room.
#pragma once

#include "shadow/process.hpp"

#include <filesystem>
#include <memory>
#include <unistd.h>
#include <vector>

namespace lockstep {

/// A private folder with a server in it. The owner holds a lock on a file in it as long as it lives, and a small
/// watcher outside of the owner's session waits for its end: when the owner dies without a farewell (kill -9, Ctrl-C, a
/// crash), the watcher ends the processes in the folder, and removes it unless it is one that stays. Should the watcher
/// be killed too, the next run does it.
class WatchedFolder {
public:
  /// A new folder that goes with its owner. Throws Error (database) when none can be made.
  static std::unique_ptr<WatchedFolder> make_scratch(const Identity& identity);
  /// A folder that stays, made when it is missing; null while another process owns it. Throws Error (database).
  static std::unique_ptr<WatchedFolder> claim(const std::filesystem::path& path, const Identity& identity);
  /// Removes the folder unless it stays; the server in it must have been ended.
  ~WatchedFolder();
  WatchedFolder(const WatchedFolder&) = delete;
  WatchedFolder& operator=(const WatchedFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  WatchedFolder(std::filesystem::path path, bool stays) : path_(std::move(path)), stays_(stays) {}
  void make();
  void post_watcher();

  std::filesystem::path path_;
  bool stays_ = false;
  bool made_ = false; ///< by this object, which removes it
  pid_t owner_ = ::getpid();
  int lock_ = -1;     ///< held until the end
  int farewell_ = -1; ///< the watcher reads the other end
  pid_t watcher_ = -1;
};

/// Ends the servers and removes the folders of owners that are dead.
void remove_abandoned(const Identity& identity);

/// Where scratch folders can be made, best first: TMPDIR when set, memory when there is plenty, /tmp, /var/tmp.
[[nodiscard]] std::vector<std::filesystem::path> scratch_places(const Identity& identity);

} // namespace lockstep
