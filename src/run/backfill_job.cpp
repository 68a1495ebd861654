// Shared between the workers: which parts are left, how far all are, why it ended.
#include "run/backfill_worker.hpp"

#include <algorithm>

namespace lockstep {

BackfillJob::BackfillJob(const Workplace& on, const MigrationUnit& of, const BackfillBlock& from,
                         const BackfillProgress& recorded, std::vector<Part> parts, double all_rows)
    : work(on), unit(of), block(from), progress(recorded), throttle(on.options.pace), parts_(std::move(parts)),
      all_(all_rows), begin_(std::chrono::steady_clock::now()), last_(begin_) {
  for (const Part& part : parts_) {
    seen += part.seen;
    filled += part.filled;
  }
  last_seen_ = seen;
}

Part* BackfillJob::take() {
  const std::lock_guard lock(mutex_);
  while (next_ < parts_.size() && parts_[next_].finished) ++next_;
  return next_ < parts_.size() && !error && !asked ? &parts_[next_++] : nullptr;
}

bool BackfillJob::over() {
  const std::lock_guard lock(mutex_);
  if (!asked && work.options.stop && work.options.stop()) asked = true;
  return asked || error.has_value();
}

void BackfillJob::ask_to_stop() {
  const std::lock_guard lock(mutex_);
  asked = true;
}

void BackfillJob::fail(const Error& what, const std::string& waited_for) {
  const std::lock_guard lock(mutex_);
  if (error) return;
  error = what;
  waited = waited_for;
}

void BackfillJob::report(double more_seen, double more_filled, const std::string& waiting) {
  const std::lock_guard lock(mutex_);
  seen += more_seen;
  filled += more_filled;
  const auto now = std::chrono::steady_clock::now();
  if (const double passed = std::chrono::duration<double>(now - last_).count(); passed > 0.5) {
    const double of_late = (seen - last_seen_) / passed;
    rate_ = rate_ == 0 ? of_late : 0.7 * rate_ + 0.3 * of_late;
    last_ = now;
    last_seen_ = seen;
  }
  tick(waiting, false);
}

void BackfillJob::finish() {
  const std::lock_guard lock(mutex_);
  tick({}, true);
}

void BackfillJob::tick(const std::string& waiting, bool finished) {
  if (!work.options.tick) return;
  Tick now;
  now.what = "backfill " + block.table;
  now.done = seen;
  now.all = std::max(all_, 0.0);
  now.unit = "rows";
  now.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  now.rate = rate_;
  now.waiting = waiting;
  now.finished = finished;
  work.options.tick(now);
}

} // namespace lockstep
