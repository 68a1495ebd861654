// Progress of a statement that takes long, read from another connection while it runs.
#pragma once

#include "run/file_run.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace lockstep {

/// While it lives, ticks tell how far the connection's statement is: an index build, ANALYZE, VACUUM or CLUSTER by its
/// blocks, any other by its time. Does nothing where nobody listens.
class Watching {
public:
  Watching(const Workplace& work, std::string what);
  ~Watching();
  Watching(const Watching&) = delete;
  Watching& operator=(const Watching&) = delete;

private:
  void watch();

  const Workplace& work_;
  std::string what_;
  std::string pid_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool done_ = false;
  std::thread thread_;
};

} // namespace lockstep
