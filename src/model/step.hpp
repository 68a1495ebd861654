// One statement of a plan, and the form that says what statements of its class do.
#pragma once

#include "model/object.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// Table-level lock modes, weakest first, in PostgreSQL's own order.
enum class Lock {
  none,
  access_share,
  row_share,
  row_exclusive,
  share_update_exclusive,
  share,
  share_row_exclusive,
  exclusive,
  access_exclusive
};
/// "ACCESS EXCLUSIVE"
[[nodiscard]] std::string_view to_text(Lock lock);

/// What a statement costs while it holds its lock.
enum class Cost {
  catalog, ///< catalog rows only, milliseconds
  scan,    ///< reads the table
  build,   ///< reads the table and writes an index
  rewrite  ///< writes the table and all its indexes again
};
[[nodiscard]] std::string_view to_text(Cost cost);

enum class Transaction {
  allowed, ///< may share a transaction
  alone,   ///< wants its own transaction: what it makes can be used only after the commit
  outside  ///< refuses a transaction block
};

/// Hazards are derived from form and context; a set of them is a bit mask.
enum Hazard : std::uint32_t {
  no_hazard = 0,
  data_loss = 1U << 0,
  rewrite = 1U << 1,
  blocks_reads = 1U << 2,
  blocks_writes = 1U << 3,
  long_scan = 1U << 4,
  outside_transaction = 1U << 5,
  breaks_old_code = 1U << 6,
  data_dependent = 1U << 7,  ///< fails when rows already there do not fit
  needs_privilege = 1U << 8, ///< needs a right that owners of tables often lack
  needs_superuser = 1U << 9,
  needs_membership = 1U << 10, ///< only members of the role that is named may do it
  needs_createrole = 1U << 11
};
using Hazards = std::uint32_t;

/// What one class of statement does to a table that has rows and users.
struct Form {
  std::string_view code;   ///< stable name: "add_check_not_valid"
  Lock lock = Lock::none;  ///< on the table that it changes
  Lock other = Lock::none; ///< on further tables (the referenced one …)
  Cost cost = Cost::catalog;
  Transaction transaction = Transaction::allowed;
  Hazards hazards = no_hazard; ///< those that locks and cost do not already tell
  bool follows_up = false;     ///< its object stands without it: nobody waits for it
  std::string_view explain;    ///< what it does, why it matters, the safe way
};

/// expand: old and new application both run. contract: after every application version has moved.
enum class Phase { expand, backfill, validate, contract };
[[nodiscard]] std::string_view to_text(Phase phase);

struct Step {
  const Form* form = nullptr;
  Id subject;
  std::string sql;  ///< one statement, no final semicolon
  std::string note; ///< one or two lines for the reader of the file: why
  std::string back; ///< the statement that undoes it, empty when nothing can
  Phase phase = Phase::expand;
  std::vector<Id> makes;  ///< exist (in their new shape) once it ran
  std::vector<Id> needs;  ///< must exist before it runs
  std::vector<Id> breaks; ///< are gone (or change shape) when it runs
  std::vector<Id> frees;  ///< no longer used by its subject once it ran
  Id table;               ///< the table whose lock counts, empty path when none
  int unit = 0;           ///< steps with the same unit > 0 must share one transaction, in their order
  /// Not empty: there is no safe statement yet; the plan stops with this reason.
  std::string refusal;
  /// A query of the rows that would make it fail: their number first, then what names each; at most five. Empty: none.
  std::string check;
  /// Names of leftovers that a died attempt leaves and a repeat must drop first (an INVALID index): schema-qualified.
  std::string leftover_index;
  /// What is in the way of doing it without its hazards, for whoever has not accepted them.
  std::string obstacle;
};
using Steps = std::vector<Step>;

} // namespace lockstep
