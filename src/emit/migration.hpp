// A migration file as data: what the planner hands to a dialect, and what a reader of the folder gets back.
#pragma once

#include <string>
#include <vector>

namespace lockstep {

/// How a file's statements meet transactions.
enum class TransactionMode {
  file, ///< all statements in one transaction (BEGIN … COMMIT stand in the file)
  each  ///< every statement commits by itself; BEGIN … COMMIT groups inside the file are one unit
};

/// One statement, or several that must commit together.
struct MigrationUnit {
  std::vector<std::string> statements; ///< no final semicolon; more than one: emitted as BEGIN; …; COMMIT;
  std::string note;                    ///< comment above it: why
  std::vector<std::string> locks;      ///< "public.orders ACCESS EXCLUSIVE", as measured
  std::string cost;                    ///< "catalog only", "scan", "index build", "rewrite"
  std::string time;                    ///< "about 4 min (48 GB at 200 MB/s)", empty when nobody knows
  std::string lock_timeout;            ///< "3s", or "0"
  std::string statement_timeout;       ///< "15s", or "0"
  std::string back;                    ///< the statement that undoes it, empty when nothing can
  std::vector<std::string> checks;     ///< queries of rows that would make it fail, each in one line
  std::string leftover_index;          ///< index to drop before a repeat when it is INVALID, schema-qualified, or empty
};

/// What stands in two shapes from the first file of a plan to its contract.
struct Shapes {
  std::vector<std::string> olds; ///< "public.orders.status"; empty: nothing goes for what comes
  std::vector<std::string> news;
  bool one_way = false; ///< what is written to the new side is not on the old one
};

struct Migration {
  std::string version; ///< 14 digits: UTC time to the second
  std::string name;    ///< snake_case
  std::string phase;   ///< expand, backfill, validate, contract
  TransactionMode mode = TransactionMode::file;
  std::string about;                  ///< what it does, one line for each change
  std::vector<std::string> hazards;   ///< accepted hazards: codes
  std::string opened_by;              ///< version of the first file of its plan, when that opens expansions
  std::vector<Shapes> expansions;     ///< those of its plan
  std::vector<std::string> meanwhile; ///< what each application version sees until the contract
  bool takes_back = false;            ///< it takes the expansion back
  std::vector<std::string> aborts; ///< versions that it takes back: where they did not run to their end, they never run
  std::vector<std::string> rights; ///< "LS502 needs_superuser: create_event_trigger", one line a right
  std::string time;                ///< of all units together, and how old the sizes are; empty when nobody knows
  std::vector<MigrationUnit> units;
};

/// Whether a runner runs a file once, or again.
enum class Repeats { never, when_changed, always };

/// What a runner runs around each migration of a folder, beside what stands in it.
struct Around {
  std::vector<std::string> before;
  std::vector<std::string> after;
  std::vector<std::string> before_each; ///< of its statements
  std::vector<std::string> after_each;
};

/// A query that its runner asks before a migration: unless it answers what is expected, the migration does not run.
struct Guard {
  enum class Otherwise { fail, skip, run };
  std::string query;
  std::string expected;
  Otherwise otherwise = Otherwise::fail; ///< when it answers something else
  Otherwise on_error = Otherwise::fail;  ///< when it can not be asked
  int line = 0;                          ///< where it stands in the file
};

/// A file of a chain as found on disk.
struct ChainFile {
  std::string path; ///< in the folder: "20261122120000_add_orders.expand.sql"; "#…" follows for a part of a file
  std::string content;
  std::string checksum;                ///< SHA-256 of content
  Migration migration;                 ///< parsed: header and units
  std::string id = {};                 ///< what the history of its runner calls it; empty in native chains
  std::vector<std::string> after = {}; ///< ids of those before it, where the files are no plain row
  std::string sum = {};                ///< as its runner writes it down; empty where that is not in the file alone
  Repeats repeats = Repeats::never;
  Around around = {};
  std::vector<Guard> guards = {};
};

/// Something that does not hold of a list of files: lockstep.sum, or one that a runner keeps.
struct ListFault {
  std::string file;           ///< in the folder; empty: no single one
  std::string says;           ///< what is wrong and how to mend it; reads on behind the file's name, where there is one
  std::string edited_in = {}; ///< the list whose checksum the file no longer has; empty: something else is wrong

  [[nodiscard]] std::string sentence() const { return file.empty() ? says : file + " " + says; }
};
/// Each on a line of its own, indented under what is said before.
[[nodiscard]] std::string lines_of(const std::vector<ListFault>& faults);

} // namespace lockstep
