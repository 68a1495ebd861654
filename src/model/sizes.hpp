// Sizes of the tables of a live database, without their data: what no schema tells of a plan's cost.
#pragma once

#include "model/object.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace lockstep {

/// What the server's statistics say of a column's values, and none of them.
struct ColumnShape {
  double nulls = 0;          ///< what part of the rows has none, in steps of 0.01
  std::int64_t distinct = 0; ///< how many values there are; 0: nearly as many as rows, or nobody knows
};

struct TableSize {
  std::optional<std::int64_t> rows;                ///< nothing: the server has never counted them
  std::int64_t bytes = 0;                          ///< without indexes
  std::map<std::string, std::int64_t> indexes;     ///< bytes, by name
  std::map<std::string, ColumnShape> columns = {}; ///< by name; those of which nothing is to be said are left out

  [[nodiscard]] std::int64_t index_bytes() const;
};

struct Sizes {
  int server_major = 0;
  std::string taken;                       ///< the day, in UTC: "2026-11-22"
  std::map<std::string, TableSize> tables; ///< by name in SQL spelling; a partitioned table is all its partitions

  /// Null when nothing is known of the table.
  [[nodiscard]] const TableSize* of(const Id& table) const;
};

} // namespace lockstep
