// trace: migration files run in the shadow, and what each of their statements did there.
#pragma once

#include <lockstep/lockstep.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace lockstep {

struct TraceLock {
  std::string relation; ///< "public.orders"
  std::string mode;     ///< "ACCESS EXCLUSIVE"
  bool blocks_reads = false;
  bool blocks_writes = false;
  double held = 0;      ///< seconds until its transaction was over
  double estimate = -1; ///< the same with production's rows; negative: nobody knows
  /// Whom it waits for, and who waits behind it from its request on: "reads", "writes to public.lines (lines_fkey)".
  std::vector<std::string> queue = {};
  std::int64_t rows = -1; ///< of the relation in production; negative: nobody knows
};

/// Something that was done to a relation, and how much of it.
struct TraceWork {
  std::string relation;
  std::int64_t amount = 0; ///< rows that were read or changed, or bytes of what was built
};

struct TraceStatement {
  std::string file;
  int number = 0;       ///< in its file, from 1
  int transaction = 0;  ///< those of one transaction share it
  bool outside = false; ///< ran outside of any transaction block
  std::string sql;
  double begin = 0; ///< seconds since the first one began, without what trace did in between
  double seconds = 0;
  double estimate = -1;            ///< seconds with production's rows; negative: nobody knows
  std::int64_t wal = 0;            ///< bytes of log
  std::string lock_timeout;        ///< how long it waits for a lock at most: "3s"; "0": without end
  std::vector<TraceLock> locks;    ///< taken by it, on what others use
  std::vector<TraceWork> rewrites; ///< tables written anew, in bytes
  std::vector<TraceWork> builds;   ///< indexes, in bytes
  std::vector<TraceWork> reads;    ///< rows
  std::vector<TraceWork> changes;  ///< rows
  std::string note;                ///< why it ran otherwise than asked for
};

/// A table that was to be filled with rows.
struct TraceFilled {
  std::string table;
  std::int64_t wanted = 0;
  std::int64_t rows = 0;
  std::string why; ///< why there are fewer
};

struct TraceOptions : Options {
  std::vector<std::string> files; ///< of the chain, held back, or any SQL file; empty: those that are pending
  std::string source;             ///< whose pending files; empty: the files of the newest plan
  std::int64_t rows = 0;          ///< of the largest table; 0: the tables stay empty
};
struct TraceResult {
  std::vector<TraceStatement> statements;
  std::vector<TraceFilled> filled;
  std::vector<Finding> over; ///< a strong lock was held for longer than policy.lock_budget
  double budget = 0;         ///< seconds
};
/// Runs the files in the shadow behind all that come before them.
TraceResult trace(const TraceOptions& options);

/// What trace found, for people or as JSON.
std::string trace_as(const std::string& format, const TraceResult& result);

} // namespace lockstep
