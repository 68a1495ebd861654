// The shadow's folder: private, and gone when its owner is gone, however it ended. Internal to the room.
#pragma once

#include "shadow/process.hpp"

#include <filesystem>
#include <unistd.h>
#include <vector>

namespace lockstep {

/// A new private folder. The owner holds a lock on a file in it as long as it lives, and a small watcher outside of
/// the owner's session waits for its end: when the owner dies without a farewell (kill -9, Ctrl-C, a crash), the
/// watcher ends the processes in the folder and removes it. Should the watcher be killed too, the next run's
/// remove_abandoned() does it.
class ScratchFolder {
public:
  /// Throws Error (database) when no folder can be made.
  explicit ScratchFolder(const Identity& identity);
  /// Removes the folder; the server in it must have been ended.
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  void claim();
  void post_watcher();

  std::filesystem::path path_;
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
