// Where a backfill stands: lockstep.backfills, one row for each part of the table, written in the transaction of each
// batch.
#pragma once

#include "base/backfill_block.hpp"
#include "run/file_run.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace lockstep {

/// A range of keys, or of pages.
struct Part {
  std::size_t number = 0;
  std::vector<std::string> behind; ///< the last key that is done, empty: none yet; of pages: their number
  std::vector<std::string> up_to;  ///< the last key of the part, empty: to the end; of pages: how many there are
  double seen = 0;                 ///< rows
  double filled = 0;
  bool finished = false;
};

/// The rows of one statement of one file.
class BackfillProgress {
public:
  BackfillProgress(const Workplace& work, const ChainFile& file, std::size_t unit);

  /// What an earlier run left, empty when none did or when the statement is another one by now.
  [[nodiscard]] std::vector<Part> read() const;
  void begin(const std::vector<Part>& parts) const;
  /// The statement that records a part; for the transaction of its batch.
  [[nodiscard]] std::string record_sql(const Part& part) const;
  void forget() const;

private:
  Connection& connection_;
  std::string where_; ///< condition of this statement's rows
  std::string values_;
  std::string sum_;
};

/// Makes the table of where they stand, where it is missing.
void ensure_backfills(Connection& connection);

/// The table in parts of about the same size, as many as fit; one when `parts` is 1.
[[nodiscard]] std::vector<Part> split_table(Connection& connection, const BackfillBlock& block, std::size_t parts);

} // namespace lockstep
