// Batch after batch: look for its last key, update the range, record it, commit. The size follows the time it took.
#include "run/backfill_worker.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "run/session.hpp"

#include <algorithm>
#include <cmath>

namespace lockstep {

namespace {

std::string literals(const std::vector<std::string>& key) {
  std::vector<std::string> texts;
  for (const std::string& value : key) texts.push_back(quote_literal(value));
  return row_of(texts);
}

/// What one batch covers.
struct Batch {
  std::vector<std::string> last; ///< its last key, or the page behind it
  double rows = 0;               ///< by key: how many
  bool ends = false;             ///< nothing of the part is behind it
};

class Worker {
public:
  Worker(BackfillJob& job, Connection& connection)
      : job_(job), connection_(connection), by_key_(!job.block.key.empty()),
        size_(by_key_ ? std::min(500.0, most_rows()) : 16) {}

  void fill(Part& part) {
    while (!part.finished && !job_.over()) {
      if (!wait_for_turn()) return;
      fill_batch(part);
    }
  }

private:
  /// False when the job is over.
  bool wait_for_turn() {
    const Deadline deadline(job_.work.options.max_wait_seconds);
    while (!job_.over()) {
      const std::string reason = job_.throttle.reason(connection_, wal_);
      if (reason.empty()) return true;
      if (job_.throttle.lost_standby() && deadline.left() <= 0)
        throw database_error(reason, "bring it back, or run this again without it: nothing is lost");
      job_.report(0, 0, reason);
      (void)pause_unless(0.3, job_.work.options.stop);
    }
    return false;
  }

  Batch next_batch(const Part& part) {
    if (!by_key_) {
      const long end = std::stol(part.up_to.front());
      const long last = std::min(std::stol(part.behind.front()) + std::lround(size_), end);
      return {{std::to_string(last)}, 0, last >= end};
    }
    const BackfillBlock& block = job_.block;
    std::vector<std::string> conditions;
    if (!part.behind.empty()) conditions.push_back(row_of(block.key) + " > " + literals(part.behind));
    if (!part.up_to.empty()) conditions.push_back(row_of(block.key) + " <= " + literals(part.up_to));
    std::vector<std::string> backwards;
    for (const std::string& column : block.key) backwards.push_back(column + " DESC");
    const std::string list = join(block.key, ", ");
    const Rows rows = connection_.exec(
        "SELECT pg_catalog.count(*) OVER (), " + list + " FROM (SELECT " + list + " FROM " + block.table +
        (conditions.empty() ? "" : " WHERE " + join(conditions, " AND ")) + " ORDER BY " + list + " LIMIT " +
        std::to_string(std::lround(size_)) + ") AS batch ORDER BY " + join(backwards, ", ") + " LIMIT 1");
    if (rows.size() == 0) return {part.behind, 0, true};
    Batch batch;
    batch.rows = std::stod(std::string(rows.get(0, 0)));
    for (std::size_t column = 1; column < rows.columns(); ++column) batch.last.emplace_back(rows.get(0, column));
    batch.ends = batch.rows < std::round(size_); // what comes later is right already: the trigger was there before
    return batch;
  }

  std::string range(const Part& part, const Batch& batch) const {
    if (!by_key_)
      return "ctid >= '(" + part.behind.front() + ",0)'::tid AND ctid < '(" + batch.last.front() + ",0)'::tid";
    const std::string key = row_of(job_.block.key);
    return (part.behind.empty() ? "" : key + " > " + literals(part.behind) + " AND ") + key +
           " <= " + literals(batch.last);
  }

  double update(const Part& part, const Batch& batch) {
    const BackfillBlock& block = job_.block;
    const long patience = std::max(std::lround(job_.work.options.pace.batch_seconds * 1000), 50L);
    if (by_key_ && batch.rows == 0) {
      connection_.exec("BEGIN");
      return 0;
    }
    const Rows rows = connection_.exec("BEGIN; SET LOCAL lock_timeout = " + std::to_string(patience) +
                                       "; SET LOCAL statement_timeout = 0; " +
                                       fill_sql(block, range(part, batch), "/* lockstep */ "));
    return static_cast<double>(rows.affected());
  }

  void fill_batch(Part& part) {
    Patience patience(connection_, job_.work.options);
    while (true) {
      try {
        const Batch batch = next_batch(part);
        const auto begin = std::chrono::steady_clock::now();
        const double filled = update(part, batch);
        Part done = part;
        done.behind = batch.last;
        done.seen += by_key_ ? batch.rows : filled;
        done.filled += filled;
        done.finished = batch.ends;
        // As one query string: the transaction ends without another way to the server and back.
        const Rows wal = connection_.exec(job_.work.session.own_role_sql() + "; " + job_.progress.record_sql(done) +
                                          "; COMMIT; SELECT pg_catalog.pg_wal_lsn_diff("
                                          "pg_catalog.pg_current_wal_insert_lsn(), '0/0')");
        adapt(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
              std::stod(std::string(wal.get(0, 0))));
        job_.report(done.seen - part.seen, filled, {});
        part = done;
        (void)pause_unless(job_.throttle.count(filled), job_.work.options.stop);
        return;
      } catch (const Error& error) {
        if (is_lost(connection_, error.sqlstate)) throw;
        connection_.exec("ROLLBACK");
        size_ = std::max(size_ / 2, 1.0);
        if (patience.try_again(error, job_.unit)) continue;
        if (job_.work.options.stop && job_.work.options.stop()) return job_.ask_to_stop();
        return job_.fail(error, patience.given_up());
      }
    }
  }

  /// Toward the time that a batch should take, and so that a standby's limit has room for many; never more than twice
  /// or half at once.
  void adapt(double seconds, double wal) {
    const Pace& pace = job_.work.options.pace;
    const double written = wal_ > 0 ? wal - wal_ : 0;
    wal_ = wal;
    const double factor = std::min(pace.batch_seconds / std::max(seconds, 0.0001),
                                   pace.max_lag_bytes / batches_in_lag / std::max(written, 1.0));
    size_ = std::clamp(size_ * std::clamp(factor, 0.5, 2.0), by_key_ ? 50.0 : 1.0, by_key_ ? most_rows() : 2000.0);
  }

  /// Of one batch; where there is a rate, those of a second, so that it goes on evenly.
  [[nodiscard]] double most_rows() const {
    const double rate = job_.work.options.pace.max_rate;
    return rate > 0 ? std::clamp(rate, 50.0, 100000.0) : 100000.0;
  }

  BackfillJob& job_;
  Connection& connection_;
  bool by_key_;
  double size_;    ///< of a batch: rows, or pages
  double wal_ = 0; ///< where it stood after the batch before
};

} // namespace

void fill_parts(BackfillJob& job, Connection& connection) {
  try {
    Worker worker(job, connection);
    while (Part* part = job.take()) worker.fill(*part);
  } catch (const Error& error) {
    job.fail(error, {});
  }
}

} // namespace lockstep
