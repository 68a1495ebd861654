// The history of a database: lockstep.migrations, one row for each migration that ran or began to run.
#pragma once

#include "catalog/connection.hpp"
#include "emit/migration.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace lockstep {

struct LedgerRow {
  std::string version;
  std::string name;
  std::string checksum;    ///< of the file as it was last run
  std::size_t reached = 0; ///< units done
  std::size_t units = 0;
  std::string reached_sum; ///< of the text of the units done: tells whether they were edited since
  std::string running;     ///< statement begun outside a transaction and not known to be done, empty for none
  std::string finished_at; ///< empty while the file is not done
  std::string applied_by;  ///< role, and where it came from
  bool baseline = false;   ///< recorded without running
};

/// Where a run stands. Written after each unit.
struct Progress {
  std::size_t reached = 0;
  std::string running;
  bool finished = false;
  bool baseline = false;
};

class Ledger {
public:
  /// `tenant`: the schema whose history it is; empty: that of the database.
  Ledger(Connection& connection, std::string tool_version, std::string tenant);

  /// Whether the table is there. Throws Error (database) when the role may not look.
  [[nodiscard]] bool exists() const;
  /// Throws Error (database) with the GRANT that is missing.
  void require_readable() const;
  /// Makes schema and table where they are missing, and takes a table of an earlier version along. Call it under the
  /// advisory lock. Throws Error (database) that says which right is missing.
  void ensure();
  /// All rows in order of version; none when the table is not there.
  [[nodiscard]] std::vector<LedgerRow> read() const;
  /// Those of all histories in the table but that of the database.
  [[nodiscard]] std::vector<std::string> tenants() const;
  /// Writes the file's row; inside a transaction it is part of that.
  void record(const ChainFile& file, const Progress& progress);
  void forget(const ChainFile& file);

  std::string forced; ///< gates that were passed by force, and why; written with each row

private:
  [[nodiscard]] bool has_column(const std::string& name) const;

  Connection& connection_;
  std::string tool_version_;
  std::string tenant_;
  std::string client_;
};

/// SHA-256 over the first `count` units' statements.
[[nodiscard]] std::string sum_of_units(const Migration& migration, std::size_t count);
/// The row of a version, null when there is none.
[[nodiscard]] const LedgerRow* find_row(const std::vector<LedgerRow>& rows, const std::string& version);

} // namespace lockstep
