// The DO block that fills old rows in batches: written in one place, and read back in the same, so that a runner which
// knows better ways than a loop inside the server can tell it from any other block.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// Rows are copied into another table.
struct BackfillCopy {
  std::string into;
  std::string columns; ///< of it: "a, b"
  std::string taken;   ///< of the table that they come from
  std::string filter;  ///< which rows; empty: all
  std::string merge;   ///< "(a) DO UPDATE SET …" where its key is there already; empty: the row is passed over
};

struct BackfillBlock {
  std::string table;            ///< in SQL spelling, as all that follows
  std::vector<std::string> key; ///< columns by which every row is reached in order; none: by its pages
  std::string sets;             ///< "a = b, c = d"
  std::string needs;            ///< the row still has to be filled
  BackfillCopy copy = {};       ///< instead of both; into nowhere: rows are filled
  bool spread = false;          ///< rows of the table stand in partitions or in tables that inherit from it
  /// Beginnings of variables that no column of the table begins with.
  std::string first = "first";
  std::string last = "last"; ///< of keys
  std::string page = "page"; ///< of pages, and the next
  std::string behind = "behind";
};

inline constexpr const char* backfill_rows = "5000"; ///< of a batch inside the block
inline constexpr const char* backfill_pages = "64";

[[nodiscard]] std::string write_backfill(const BackfillBlock& block);
/// Nothing unless the statement is, byte by byte, what write_backfill makes of what is returned.
[[nodiscard]] std::optional<BackfillBlock> read_backfill(std::string_view statement);

/// The statement that fills the rows of one range; `mark` stands behind its first word.
[[nodiscard]] std::string fill_sql(const BackfillBlock& block, const std::string& range, std::string_view mark = "");

/// A row of columns, or the column when there is one.
[[nodiscard]] std::string row_of(const std::vector<std::string>& names);

} // namespace lockstep
