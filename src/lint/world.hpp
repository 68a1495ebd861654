// What is known at a statement: the tables as the files before left them, what this file made, what its transaction
// holds.
#pragma once

#include "lint/script.hpp"

#include <map>
#include <set>
#include <string>

namespace lockstep::linting {

/// How strong the strongest lock of a statement is, as far as rules care.
enum class Strength { weak, blocks_writes, blocks_all };

struct Held {
  std::string table;
  Strength strength = Strength::weak;
  bool reads_rows = false; ///< scans, builds or rewrites while it holds the lock
};
/// The locks on tables that a statement takes; a table made by the same file is listed too.
[[nodiscard]] std::vector<Held> locks_of(const Parsed& statement);
/// What else others wait for, by the only name that the statement has for it: an index, a sequence, tables of a schema.
/// Empty: nothing.
[[nodiscard]] std::string locked_beside(const Parsed& statement);

struct Column {
  TypeWords type;
  bool not_null = false;
};

struct Table {
  bool fresh = false;       ///< made by the file at hand: no rows yet, and no application uses it
  bool partitioned = false; ///< as far as the files say
  std::map<std::string, Column> columns;
  std::map<std::string, std::string> not_null_checks; ///< valid CHECK (column IS NOT NULL): its name to the column
  std::map<std::string, std::string> unproven_checks; ///< the same, NOT VALID so far
};

struct World {
  std::map<std::string, Table> tables;
  std::map<std::string, std::string> index_tables; ///< an index to its table
  std::set<std::string> fresh;                     ///< other things that the file at hand made: types, views, indexes
  bool in_transaction = false;
  bool explicit_transaction = false; ///< opened by the file's own BEGIN
  int begin_line = 0;
  bool lock_timeout = false; ///< set by the file so far
  bool statement_timeout = false;
  std::map<std::string, Strength> held;   ///< strong locks of the transaction, by table
  std::set<std::string> not_valid_here;   ///< constraints added NOT VALID in the transaction
  std::set<std::string> enum_values_here; ///< labels added in the transaction
  /// Tables that a transaction locked strongly one after the other: the pair to where it took the second.
  std::map<std::pair<std::string, std::string>, std::string> lock_order;

  void enter(const Script& script);
  /// Takes in what a statement did; rules look before it is called.
  void learn(const Parsed& statement);
  /// True when the table was made by the file at hand.
  [[nodiscard]] bool is_fresh(const std::string& relation) const;
  /// The column as the files before left it, or null.
  [[nodiscard]] const Column* column(const std::string& table, const std::string& name) const;

private:
  std::string plan_;
  std::string path_;
  void learn_locks(const Parsed& statement);
  void learn_create(const Parsed& statement);
  void learn_alter(const Parsed& statement);
  void learn_command(Table& table, const Tree& command);
  void learn_constraint(Table& table, const Tree& constraint);
  void learn_rename(const Parsed& statement);
  void learn_drop(const Parsed& statement);
  void learn_transaction(const Parsed& statement);
  void end_transaction();
};

} // namespace lockstep::linting
