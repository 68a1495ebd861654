// One connection that fills rows, part after part.
#pragma once

#include "run/backfill_parts.hpp"
#include "run/patience.hpp"
#include "run/throttle.hpp"

#include <chrono>
#include <mutex>

namespace lockstep {

/// What the workers of one backfill share.
class BackfillJob {
public:
  BackfillJob(const Workplace& work, const MigrationUnit& unit, const BackfillBlock& block,
              const BackfillProgress& progress, std::vector<Part> parts, double all_rows);

  /// A part that nobody has, null when there is none or the job is over.
  Part* take();
  void report(double seen, double filled, const std::string& waiting);
  /// A worker came to its end by this error, or was told to stop.
  void fail(const Error& error, const std::string& waited);
  void ask_to_stop();
  /// Whether no further batch may begin.
  [[nodiscard]] bool over();
  void finish();

  const Workplace& work;
  const MigrationUnit& unit;
  const BackfillBlock& block;
  const BackfillProgress& progress;
  Throttle throttle;

  std::optional<Error> error; ///< the first one
  std::string waited;
  bool asked = false;
  double seen = 0;
  double filled = 0;

private:
  void tick(const std::string& waiting, bool finished);

  std::mutex mutex_;
  std::vector<Part> parts_;
  std::size_t next_ = 0;
  double all_ = 0;
  double rate_ = 0;
  std::chrono::steady_clock::time_point begin_, last_;
  double last_seen_ = 0;
};

/// Fills parts until there is none left.
void fill_parts(BackfillJob& job, Connection& connection);

} // namespace lockstep
