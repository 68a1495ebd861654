// A thread of its own asks, so that the server need not wait while a long answer is read.
#include "catalog/ahead.hpp"

#include <utility>

namespace lockstep {

namespace {

/// Answers that wait hold memory: more than these bring no time.
constexpr std::size_t most_waiting = 3;

} // namespace

QueriesAhead::QueriesAhead(Connection& connection, std::vector<std::string> queries)
    : connection_(connection), queries_(std::move(queries)), asking_([this] { ask(); }) {}

QueriesAhead::~QueriesAhead() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  asking_.join();
}

/// Waits until an answer more is wanted; false: no more of them.
bool QueriesAhead::may_ask() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopped_ || answers_.size() < most_waiting; });
  return !stopped_;
}

void QueriesAhead::answered(Rows rows, std::exception_ptr failure) {
  {
    const std::lock_guard lock(mutex_);
    answers_.push_back({std::move(rows), std::move(failure)});
  }
  changed_.notify_all();
}

void QueriesAhead::ask() {
  try {
    for (const std::string& sql : queries_) {
      if (!may_ask()) return;
      answered(connection_.exec(sql), nullptr);
    }
  } catch (...) {
    answered({}, std::current_exception());
  }
}

Rows QueriesAhead::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !answers_.empty(); });
  if (answers_.front().failure) std::rethrow_exception(answers_.front().failure);
  Rows rows = std::move(answers_.front().rows);
  answers_.pop_front();
  lock.unlock();
  changed_.notify_all();
  return rows;
}

} // namespace lockstep
