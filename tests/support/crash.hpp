// Plans that die on the way, and what a second run must make of what they leave.
#pragma once

#include "emit/migration.hpp"
#include "model/state.hpp"
#include "run/apply.hpp"

#include <functional>
#include <string>
#include <vector>

namespace lockstep::test {

/// A plan, and the database that it starts from, with rows.
struct Prepared {
  std::string database;
  State to;
  std::vector<ChainFile> chain;
};

/// Of a golden plan, or of two schemas; a row in every table, which `rows` then changes.
[[nodiscard]] Prepared prepare_golden(const std::string& name);
[[nodiscard]] Prepared prepare(const std::string& from, const std::string& to, const std::string& rows = {});

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
