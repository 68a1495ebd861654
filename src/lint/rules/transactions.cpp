// Rules about transactions, timeouts and the order of locks.
#include "lint/rule.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace lockstep::linting {

namespace {

bool refuses_transaction(const Parsed& statement) {
  const Tree& node = statement.node;
  const std::string& sort = statement.sort;
  if (sort == "IndexStmt" || sort == "DropStmt") return flag_at(node, "concurrent");
  if (sort == "VacuumStmt") return flag_at(node, "is_vacuumcmd");
  if (sort == "CreatedbStmt" || sort == "DropdbStmt" || sort == "AlterSystemStmt") return true;
  bool found = false;
  if (sort == "ReindexStmt" || sort == "AlterTableStmt") {
    each_node(node, "DefElem",
              [&](const Tree& option) { found = found || text_at(option, "defname") == "concurrently"; });
    each_node(node, "PartitionCmd", [&](const Tree& command) { found = found || flag_at(command, "concurrent"); });
  }
  return found;
}

void concurrent_in_transaction(const View& view, const Report& report) {
  const bool sure = view.world.explicit_transaction || view.script.carried == Carried::one_transaction;
  if (sure && view.world.in_transaction && refuses_transaction(view.statement))
    report(0, "PostgreSQL refuses this statement inside a transaction");
}

/// The table whose strong lock the statement takes while the transaction already holds another's; empty: none.
std::string second_table(const View& view) {
  if (!view.world.in_transaction) return {};
  for (const Held& lock : locks_of(view.statement)) {
    const bool strong = lock.strength != Strength::weak && !view.world.is_fresh(lock.table);
    if (strong && !view.world.held.empty() && !view.world.held.contains(lock.table)) return lock.table;
  }
  return {};
}

void several_locks(const View& view, const Report& report) {
  if (const std::string table = second_table(view); !table.empty())
    report(0, "it waits for " + table + " while the transaction already holds up " + view.world.held.begin()->first);
}

void lock_order(const View& view, const Report& report) {
  if (!view.world.in_transaction) return;
  for (const Held& lock : locks_of(view.statement)) {
    if (lock.strength == Strength::weak || view.world.is_fresh(lock.table) || view.world.held.contains(lock.table))
      continue;
    for (const auto& [table, strength] : view.world.held)
      if (const auto other = view.world.lock_order.find({lock.table, table}); other != view.world.lock_order.end())
        return report(0, "it locks " + table + " before " + lock.table + ", and " + other->second + " " + lock.table +
                             " before " + table);
  }
}

void scan_under_lock(const View& view, const Report& report) {
  if (!view.world.in_transaction || view.world.held.empty()) return;
  for (const Held& lock : locks_of(view.statement))
    if (lock.reads_rows && !view.world.is_fresh(lock.table) && !refuses_transaction(view.statement)) {
      report(0, "it reads " + lock.table + " while the transaction holds a strong lock on " +
                    view.world.held.begin()->first + " since an earlier statement");
      return;
    }
}

void data_after_lock(const View& view, const Report& report) {
  const std::string& sort = view.statement.sort;
  if (sort != "UpdateStmt" && sort != "DeleteStmt" && sort != "InsertStmt") return;
  const std::string table = relation_name(at(view.statement.node, "relation"));
  if (view.world.in_transaction && !view.world.held.empty() && !view.world.is_fresh(table))
    report(0, "rows are written while the transaction holds a strong lock on " + view.world.held.begin()->first);
}

/// What others wait for while it runs, and it for others; empty: nothing.
std::string locked_by(const View& view) {
  for (const Held& lock : locks_of(view.statement))
    if (lock.strength != Strength::weak && !view.world.is_fresh(lock.table)) return lock.table;
  const std::string beside = locked_beside(view.statement);
  return view.world.is_fresh(beside) ? std::string() : beside;
}

void missing_timeout(const View& view, const Report& report) {
  const std::string locked = view.world.lock_timeout ? std::string() : locked_by(view);
  if (!locked.empty())
    report(0, "without lock_timeout it may wait for " + locked +
                  " without end, and everybody who comes later waits behind it");
}

bool is_kind(const Parsed& statement, std::string_view kind) {
  return statement.sort == "TransactionStmt" && text_at(statement.node, "kind") == kind;
}

void nested(const View& view, const Report& report) {
  const bool begins = is_kind(view.statement, "TRANS_STMT_BEGIN") || is_kind(view.statement, "TRANS_STMT_START");
  if (begins && view.world.explicit_transaction)
    report(0, "a transaction is open already since line " + std::to_string(view.world.begin_line));
  if (begins && view.script.carried == Carried::one_transaction)
    report(0, "the runner has opened a transaction already; its COMMIT would end at yours");
  const bool ends = is_kind(view.statement, "TRANS_STMT_COMMIT") || is_kind(view.statement, "TRANS_STMT_ROLLBACK");
  if (ends && !view.world.in_transaction) report(0, "no transaction is open here");
}

void uncommitted(const View& view, const Report& report) {
  if (&view.statement != &view.script.statements.back()) return;
  World after = view.world;
  after.learn(view.statement);
  if (after.explicit_transaction)
    report(0, "the transaction begun on line " + std::to_string(after.begin_line) + " is never committed");
}

void new_enum_value(const View& view, const Report& report) {
  if (!view.world.in_transaction || view.world.enum_values_here.empty() || view.statement.sort == "AlterEnumStmt")
    return;
  each_node(view.statement.node, "A_Const", [&](const Tree& constant) {
    const std::string value = text_at(at(constant, "sval"), "sval");
    if (view.world.enum_values_here.contains(value))
      report(location_of(constant),
             "the label '" + value + "' can not be used before the transaction that adds it commits");
  });
}

void missing_statement_timeout(const View& view, const Report& report) {
  const std::string locked = view.world.statement_timeout ? std::string() : locked_by(view);
  if (!locked.empty()) report(0, "without statement_timeout it may hold up " + locked + " as long as it runs");
}

/// Whether a statement passes when it is run again.
bool has_guard(const Parsed& statement) {
  const Tree& node = statement.node;
  const std::string& sort = statement.sort;
  if (is_one_of(sort, {"DropStmt", "RenameStmt"})) return flag_at(node, "missing_ok");
  if (is_one_of(sort, {"CreateStmt", "IndexStmt", "CreateTableAsStmt", "CreateSchemaStmt", "CreateSeqStmt",
                       "CreateExtensionStmt"}))
    return flag_at(node, "if_not_exists");
  if (is_one_of(sort, {"ViewStmt", "CreateTrigStmt", "RuleStmt", "CreateFunctionStmt"}))
    return flag_at(node, "replace");
  if (is_one_of(sort, {"CreatePolicyStmt", "CreateEnumStmt", "CreateDomainStmt", "CompositeTypeStmt"})) return false;
  if (sort == "AlterEnumStmt") return flag_at(node, "skipIfNewValExists");
  bool guarded = true;
  each_node(node, "AlterTableCmd", [&](const Tree& command) {
    const std::string subtype = text_at(command, "subtype");
    if (is_one_of(subtype, {"AT_AddColumn", "AT_DropColumn", "AT_DropConstraint"}))
      guarded = guarded && flag_at(command, "missing_ok");
    if (is_one_of(subtype, {"AT_AddConstraint", "AT_AttachPartition", "AT_DetachPartition"})) guarded = false;
  });
  return guarded;
}

void not_repeatable(const View& view, const Report& report) {
  if (!view.world.in_transaction && view.script.statements.size() > 1 && !has_guard(view.statement))
    report(0, "when a later statement of the file fails, the file can not be run again: this one is done already");
}

constexpr Rule rules[] = {
    {"LR501", "no-lock-timeout", Level::warning, "takes a strong lock without lock_timeout",
     "Behind one long query it waits, and every later query on the table waits behind it: an outage without any work "
     "done.",
     "SET lock_timeout (SET LOCAL in a transaction) before it, and try again when it runs out.",
     "ALTER TABLE orders ADD COLUMN note text;", "SET lock_timeout = '3s';\nALTER TABLE orders ADD COLUMN note text;",
     missing_timeout},
    {"LR502", "concurrent-in-transaction", Level::error, "a statement that PostgreSQL refuses inside a transaction",
     "CONCURRENTLY, VACUUM and CREATE DATABASE fail with 25001.",
     "A file of its own, marked to run without transaction.",
     "BEGIN;\nCREATE INDEX CONCURRENTLY orders_state_idx ON orders (state);\nCOMMIT;",
     "CREATE INDEX CONCURRENTLY orders_state_idx ON orders (state);", concurrent_in_transaction},
    {"LR503", "several-strong-locks", Level::warning, "strong locks on several tables in one transaction",
     "While it waits for the second, it holds up the first; two such files in another order deadlock.",
     "One table a transaction.",
     "BEGIN;\nALTER TABLE orders ADD COLUMN a int;\nALTER TABLE customers ADD COLUMN b int;\nCOMMIT;",
     "BEGIN;\nALTER TABLE orders ADD COLUMN a int;\nCOMMIT;\nBEGIN;\nALTER TABLE customers ADD COLUMN b int;\nCOMMIT;",
     several_locks},
    {"LR504", "scan-under-lock", Level::error, "reads a table while an earlier statement's strong lock is held",
     "Locks last until COMMIT, so the short lock lasts as long as the scan.", "Scan in a transaction of its own.",
     "BEGIN;\nALTER TABLE orders ADD COLUMN a int;\nALTER TABLE orders VALIDATE CONSTRAINT positive;\nCOMMIT;",
     "ALTER TABLE orders VALIDATE CONSTRAINT positive;", scan_under_lock},
    {"LR505", "data-under-lock", Level::error, "writes rows after a strong lock in the same transaction",
     "The lock is held until all rows are written.", "Rows in a transaction of their own, in batches.",
     "BEGIN;\nALTER TABLE orders ADD COLUMN a int;\nUPDATE orders SET a = 1 WHERE id < 1000;\nCOMMIT;",
     "UPDATE orders SET a = 1 WHERE id < 1000;", data_after_lock},
    {"LR506", "nested-transaction", Level::warning, "BEGIN or COMMIT where it does not fit",
     "BEGIN inside a transaction only warns, and the first COMMIT ends everything.", "One BEGIN and one COMMIT.",
     "BEGIN;\nBEGIN;\nCOMMIT;", "BEGIN;\nCOMMIT;", nested},
    {"LR507", "uncommitted", Level::error, "a transaction that is never committed",
     "What stands after BEGIN is rolled back when the session ends.", "COMMIT.", "BEGIN;\nCREATE TABLE t (id int);",
     "BEGIN;\nCREATE TABLE t (id int);\nCOMMIT;", uncommitted},
    {"LR508", "enum-value-in-its-transaction", Level::error, "uses an enum label in the transaction that adds it",
     "PostgreSQL fails: unsafe use of new value.", "Add the label in a file of its own, before.",
     "BEGIN;\nALTER TYPE mood ADD VALUE 'fine';\nALTER TABLE people ALTER COLUMN mood SET DEFAULT 'fine';\nCOMMIT;",
     "ALTER TYPE mood ADD VALUE 'fine';", new_enum_value},
    {"LR509", "no-statement-timeout", Level::off, "takes a strong lock without statement_timeout",
     "A statement that turns out to be long holds up the table until somebody cancels it.",
     "SET statement_timeout before statements that must be short.", "ALTER TABLE orders ADD COLUMN note text;",
     "SET statement_timeout = '15s';\nALTER TABLE orders ADD COLUMN note text;", missing_statement_timeout},
    {"LR510", "not-repeatable", Level::off, "fails when the file is run again after a stop half way",
     "Outside a transaction the statements before the failed one are done, and done again they fail. lockstep and "
     "Atlas "
     "remember the statement; most runners do not.",
     "IF EXISTS and IF NOT EXISTS (but not for CREATE INDEX CONCURRENTLY), or one transaction.",
     "-- +goose NO TRANSACTION\n-- +goose Up\nALTER TABLE orders ADD COLUMN a int;\nALTER TABLE orders ADD COLUMN b "
     "int;",
     "-- +goose NO TRANSACTION\n-- +goose Up\nALTER TABLE orders ADD COLUMN IF NOT EXISTS a int;\nALTER TABLE orders "
     "ADD "
     "COLUMN IF NOT EXISTS b int;",
     not_repeatable},
    {"LR511", "lock-order", Level::warning, "locks two tables in the other order than an earlier transaction",
     "Each holds what the other waits for: where both run at the same time, as waves of a fleet and tries after a "
     "lock_timeout do, one of them dies with a deadlock.",
     "The same order everywhere, by name for example; or one table a transaction.",
     "BEGIN;\nALTER TABLE a ADD COLUMN n int;\nALTER TABLE b ADD COLUMN n int;\nCOMMIT;\nBEGIN;\nALTER TABLE b ADD "
     "COLUMN m int;\nALTER TABLE a ADD COLUMN m int;\nCOMMIT;",
     "BEGIN;\nALTER TABLE a ADD COLUMN n int;\nALTER TABLE b ADD COLUMN n int;\nCOMMIT;\nBEGIN;\nALTER TABLE a ADD "
     "COLUMN m int;\nALTER TABLE b ADD COLUMN m int;\nCOMMIT;",
     lock_order},
};

} // namespace

std::span<const Rule> transaction_rules() { return rules; }

} // namespace lockstep::linting
