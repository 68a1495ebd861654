// The backfill engine: carries out lockstep's own DO block from outside, batch by batch, at the pace that the server,
// its replicas and its other sessions allow.
#pragma once

#include "base/backfill_block.hpp"
#include "run/file_run.hpp"

#include <optional>

namespace lockstep {

/// Fills the rows that unit `index` of the file fills, goes on behind the last batch of an earlier run, and records the
/// unit as done.
[[nodiscard]] std::optional<Stop> run_backfill(const Workplace& work, const ChainFile& file, std::size_t index,
                                               const BackfillBlock& block);

} // namespace lockstep
