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
/// How many such moments a run has that nothing disturbs.
[[nodiscard]] int count_moments(const Prepared& prepared);
/// Runs the chain again: it must end well, with exactly the desired state, and nothing INVALID.
void expect_end(const std::string& database, const Prepared& prepared);

} // namespace lockstep::test
