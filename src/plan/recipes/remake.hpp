// A table that is partitioned while it is used: made anew beside its old self, kept in step by a trigger, filled in
// batches. Every application version goes on with the old one until the two change places.
#pragma once

#include "plan/expansion.hpp"
#include "plan/recipes/expand.hpp"

#include <string>
#include <vector>

namespace lockstep::expand {

/// A plain table is to be partitioned.
[[nodiscard]] bool is_partitioning(const Change& change);
/// Why this table can not be partitioned beside the traffic; empty when it can.
[[nodiscard]] std::string why_not_remade(const Id& table, const State& from, const State& to,
                                         const std::vector<Change>& changes);

/// Objects that are the table, or live below it.
[[nodiscard]] bool is_of_table(const Id& id, const Id& table);
/// What stands on the old table and is no part of it: views, foreign keys of other tables, sequences that it owns.
[[nodiscard]] std::set<Id> standing_on(const State& state, const Id& table);
/// Materialized views over the old tables that can be filled over the new ones before those change places, views that
/// they read, and their indexes.
[[nodiscard]] std::vector<Twin> view_twins_over(const State& from, const State& to, const std::vector<Id>& tables);
/// Columns that are written: all but generated ones, in their order.
[[nodiscard]] std::vector<std::string> written_columns(const State& state, const Id& table);
/// Columns of its primary key.
[[nodiscard]] std::vector<std::string> primary_key_of(const State& state, const Id& table);

/// The function and the two triggers that repeat each write on the new table.
struct Mirror {
  Id function;
  Id rows;     ///< a trigger for each row
  Id truncate; ///< and one for TRUNCATE
};
[[nodiscard]] Mirror mirror_of(const Remade& remade);

/// What fills the new table: expand, backfill and validate. `both` holds the two tables.
[[nodiscard]] Steps open_remade(const Remade& remade, const State& from, const State& both);
/// A query of rows that only one of the tables has, or that differ.
[[nodiscard]] std::string remade_check(const Remade& remade, const State& both);
/// What fills materialized views over the new table (may be nothing), then what lets the tables change places, in one
/// transaction, and what follows it.
[[nodiscard]] std::vector<Steps> close_remade(const Remade& remade, const State& from, const Expanded& middle,
                                              const State& to);
[[nodiscard]] std::string meanwhile(const Remade& remade);

} // namespace lockstep::expand
