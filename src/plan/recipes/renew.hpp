// What stays as it is while the function that it was computed with gives other values: indexes, rules and stored
// generated columns hold those of the old body until somebody computes them again.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"
#include "plan/recipes/refresh.hpp"

#include <vector>

namespace lockstep {

/// Queries that go by an index, or read a stored column, would give what the old body gave.
inline constexpr Form replace_stored_function{
    .code = "replace_stored_function",
    .hazards = breaks_old_code,
    .explain = "An index or a stored generated column holds what the function gave so far, and PostgreSQL does not "
               "compute it again: from this statement until the steps behind it are through, queries miss rows, or "
               "find wrong ones. The safe way is a function with a name of its own, and an index or column on it."};

/// The rows stay where the old body sent them.
inline constexpr Form replace_partitioning_function{
    .code = "replace_partitioning_function",
    .hazards = breaks_old_code,
    .explain = "A table is partitioned by what the function gives. PostgreSQL moves no row when it gives other values: "
               "queries that go by it miss rows, for good, and no step of a plan can mend that. The safe way is a "
               "function with a name of its own, and a table partitioned by it to which the rows are moved. Where both "
               "bodies give the same values nothing breaks."};

/// Indexes, checks, exclusions, stored columns and partitioned tables over functions whose bodies change.
[[nodiscard]] std::vector<Stale> stale_values(const State& from, const State& to, const std::vector<Change>& changes);
/// What computes it again: an index anew, a check by a twin that is validated, rows of a stored column in batches, an
/// exclusion constraint or a check of a domain by itself.
[[nodiscard]] Steps renew(const Stale& stale, const State& from, const State& to);
/// Says so of the statement that gives the function its new body, and refuses it where nothing computes them again.
void tell_stale(const std::vector<Stale>& stale, const State& from, const Change& change, Steps& steps);
/// Whether it is made again in the transaction in which the function changes: it locks the table anyhow, so that no row
/// is held against values of both bodies.
[[nodiscard]] bool changes_with(const Stale& stale);
/// Refuses to drop a function by which a table that stays is partitioned.
void refuse_under_partition_key(const State& from, const State& to, const Change& dropped, Steps& steps);

} // namespace lockstep
