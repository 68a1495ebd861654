// Long work of `apply`: how gently it goes on, and how far it is.
#pragma once

#include <string>

namespace lockstep {

/// How fast rows are filled, and what makes it wait.
struct Pace {
  int jobs = 1;                ///< connections that fill at the same time
  double max_rate = 0;         ///< rows a second, 0: no limit
  double batch_seconds = 0.06; ///< what one batch should take: a writer may wait that long for a row
  double max_lag_seconds = 10;
  double max_lag_bytes = 512e6;
  double max_slot_bytes = 20e9; ///< WAL that a replication slot keeps back
  int max_active = 0;           ///< sessions at work beside ours, 0: half of max_connections
  std::string pause_file;       ///< while this file is there, no batch begins
};

/// How far a long statement is. The last one of a statement has `finished`.
struct Tick {
  std::string what;    ///< "backfill public.orders", "index public.orders_idx"
  std::string stage;   ///< "building index: scanning table"; empty for a backfill
  double done = 0;     ///< in `unit`s
  double all = 0;      ///< 0: not known
  std::string unit;    ///< "rows", "blocks"; empty: only the time is known
  double seconds = 0;  ///< since it began
  double rate = 0;     ///< `unit`s a second, of late
  std::string waiting; ///< why nothing is done at the moment, empty when something is
  bool finished = false;
};

} // namespace lockstep
