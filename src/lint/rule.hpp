// A rule of lint: a row of facts for people, and a function that looks at one statement.
#pragma once

#include "lint/world.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::linting {

enum class Level { off, note, warning, error };

/// What a rule sees: the statement, its file, and what stood before it.
struct View {
  const Script& script;
  const Parsed& statement;
  const World& world;
};
/// Takes an offset in the statement's text and what is wrong there, in one sentence.
using Report = std::function<void(std::size_t at, const std::string& message)>;

struct Rule {
  std::string_view
      code; ///< "LR202"; the hundreds: 1 data, 2 locks, 3 applications, 4 rows, 5 transactions, 6 style, 7 history
  std::string_view name; ///< "index-not-concurrent"
  Level level = Level::warning;
  std::string_view title; ///< what it finds, in one line
  std::string_view why;   ///< what happens, and under which lock
  std::string_view safe;  ///< the way that avoids it
  std::string_view bad;   ///< an example that it finds
  std::string_view good;  ///< the same, done safely
  void (*look)(const View& view, const Report& report) = nullptr;
};

// One list a file of rules/.
[[nodiscard]] std::span<const Rule> data_rules();
[[nodiscard]] std::span<const Rule> column_rules();
[[nodiscard]] std::span<const Rule> constraint_rules();
[[nodiscard]] std::span<const Rule> index_rules();
[[nodiscard]] std::span<const Rule> table_rules();
[[nodiscard]] std::span<const Rule> application_rules();
[[nodiscard]] std::span<const Rule> transaction_rules();
[[nodiscard]] std::span<const Rule> style_rules();
[[nodiscard]] std::span<const Rule> history_rules();

/// All rules by code.
[[nodiscard]] const std::vector<Rule>& all_rules();
/// By code or name, in any case; null when there is none.
[[nodiscard]] const Rule* find_rule(std::string_view code_or_name);

/// Calls `see` with the table's name and the command, for each command of an ALTER TABLE on a table that the file at
/// hand did not make.
void each_command(const View& view, const std::function<void(const std::string& table, const Tree& command)>& see);
/// The same for each column that the statement creates, in CREATE TABLE too when `fresh_too`.
void each_new_column(const View& view, bool fresh_too,
                     const std::function<void(const std::string& table, const Tree& column)>& see);
/// The first constraint of the sort on a column definition ("CONSTR_DEFAULT"), or null.
[[nodiscard]] const Tree& constraint_of(const Tree& column, std::string_view sort);
/// Each constraint that an ALTER TABLE adds by itself to a table that was there before.
void each_added_constraint(const View& view, std::string_view sort,
                           const std::function<void(const std::string& table, const Tree& constraint)>& see);

} // namespace lockstep::linting
