// Materialized views that stay as they are while what their rows are made of changes: they hold rows of the old
// definition until somebody fills them again.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"

#include <vector>

namespace lockstep {

struct Stale {
  Change change; ///< the materialized view, as an own change of the plan
  Id by;         ///< the view or function that changes under it
};
/// A materialized view that is created without rows, until somebody fills it.
[[nodiscard]] bool is_empty_by_choice(const Object& view);
/// SQL that runs the statement where somebody has filled the view.
[[nodiscard]] std::string where_filled(const Id& view, const std::string& sql);
[[nodiscard]] std::vector<Stale> stale_views(const State& from, const State& to, const std::vector<Change>& changes);
/// What fills it again: while it is read where a unique index allows that or where it can be built beside.
[[nodiscard]] Steps refill(const Stale& stale, const State& from, const State& to, const std::vector<Change>& changes);
/// Whether the index of one of these views is built anew when that is filled: all but CONCURRENTLY does so.
[[nodiscard]] bool is_rebuilt_with(const Id& index, const std::vector<Stale>& views, const State& from,
                                   const State& to);

} // namespace lockstep
