// Columns that move to another table: rows of the two belong together by a foreign key of the new one, and triggers of
// both keep what they hold the same until the contract.
#pragma once

#include "plan/expansion.hpp"
#include "plan/recipes/expand.hpp"

#include <string>
#include <vector>

namespace lockstep::expand {

/// The column that `moved_from = "users.bio"` names; empty path: there is no such hint, or it names no column.
[[nodiscard]] Id source_of_move(const Object& column);
/// Why a column that comes can not be fed from where its hint says; empty when it can, or when there is nothing to do.
[[nodiscard]] std::string why_not_moved(const Object& column, const State& from, const State& to);
/// One expansion for each pair of tables.
void find_moved(const State& from, const State& to, std::vector<Expansion>& found);

/// Name of the function on the table that columns leave, and of what is called after it.
[[nodiscard]] std::string sync_name(const Expansion& expansion);
/// What lives on the other table until the contract, and the second trigger on the first one.
void add_mirror_ids(const Expansion& expansion, std::vector<Id>& ids);

/// What opens it and fills it: expand, backfill and validate. `both` holds old and new columns.
[[nodiscard]] Steps open_moved(const Expansion& expansion, const State& from, const State& both);
/// A query of rows whose two halves do not hold the same.
[[nodiscard]] std::string moved_check(const Expansion& expansion, const State& both);
/// What stands on the new columns (a view, and it may be the old version's) comes when they are filled.
void wait_until_filled(const Expansion& expansion, const State& both, std::vector<Planned>& steps);
/// Triggers, functions and the sequence go.
void push_drop_mirrors(Steps& steps, const Expansion& expansion);
[[nodiscard]] std::string meanwhile_moved(const Expansion& expansion);

} // namespace lockstep::expand
