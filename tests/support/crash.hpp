// Plans that die on the way, and what a second run must make of what they leave.
#pragma once

#include "catalog/read.hpp"
#include "emit/migration.hpp"
#include "model/state.hpp"
#include "run/apply.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace lockstep::test {

/// A plan, and the database that it starts from, with rows.
struct Prepared {
  std::string database;
  State to;
  std::vector<ChainFile> chain;
  ReadOptions reading = {}; ///< what is read of rows
  int major = 0;            ///< as server_of() takes it

  /// A new database like the one that it starts from.
  [[nodiscard]] std::string clone() const;
  void drop(const std::string& database) const;
};

/// The ways of the golden plans that have an accepted plan: "index", and "index/back" for the way back. Without those
/// of which crash.cpp says why they can not die and go on.
[[nodiscard]] std::vector<std::string> golden_ways();
/// Those that are run today: one of `shares` parts, another one each day; with LOCKSTEP_ALL_CRASHES=1 all of them, with
/// another value those that have it in their names.
[[nodiscard]] std::vector<std::string> golden_ways_of_today(std::size_t shares);
/// Of such a way, or of two schemas; a row in every table, which `rows` then changes.
[[nodiscard]] Prepared prepare_golden(const std::string& way);
[[nodiscard]] Prepared prepare(const std::string& from, const std::string& to, const std::string& rows = {},
                               int major = 0);

/// Runs the chain; `on_say` hears what it says before each file and each statement.
[[nodiscard]] Applied apply(const std::string& database, const Prepared& prepared,
                            const std::function<void(const std::string&)>& on_say);
/// Whether a line comes before a file or a statement, and not from waiting.
[[nodiscard]] bool is_moment(const std::string& said);

/// How far runs of one chain have come that die again and again, on one database. Children that are forked later share
/// it.
class Progress {
public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// It comes before a file or a statement that no run has come to yet.
  [[nodiscard]] bool is_new(const std::string& said);

private:
  char* last_;       ///< "20260101000000_case.expand.sql 002"
  std::string file_; ///< of this run
};
/// Runs the chain once more: it must end well, with exactly the desired state, and nothing INVALID.
void expect_end(const std::string& database, const Prepared& prepared);

} // namespace lockstep::test
