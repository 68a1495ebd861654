// What stays as it is while the function that it was computed with gives other values: indexes, checks and stored
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

/// Indexes, checks and stored columns over functions whose bodies change.
[[nodiscard]] std::vector<Stale> stale_values(const State& from, const State& to, const std::vector<Change>& changes);
/// What computes it again: an index anew, a check by a twin that is validated, rows of a stored column in batches.
[[nodiscard]] Steps renew(const Stale& stale, const State& from, const State& to);
/// Says so of the statement that gives the function its new body.
void tell_stale(const std::vector<Stale>& stale, const Change& change, Steps& steps);

} // namespace lockstep
