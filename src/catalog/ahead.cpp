// One query runs while the answer to the one before is read.
#include "catalog/ahead.hpp"

#include <utility>

namespace lockstep {

QueriesAhead::QueriesAhead(Connection& connection, std::vector<std::string> queries)
    : connection_(connection), queries_(std::move(queries)) {
  start();
}

void QueriesAhead::start() {
  if (started_ == queries_.size()) return;
  const std::string& sql = queries_[started_++];
  answer_ = std::async(std::launch::async, [this, &sql] { return connection_.exec(sql); });
}

Rows QueriesAhead::next() {
  Rows rows = answer_.get();
  start();
  return rows;
}

} // namespace lockstep
