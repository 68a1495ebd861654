// Queries of the rows that would make a statement fail: the number of all of them first, then what names each; at most
// five. They are run before the statement, so that it need not take its lock in vain.
#pragma once

#include "model/state.hpp"

#include <string>
#include <vector>

namespace lockstep::row_checks {

/// Rows of the table for which the SQL condition is true, named by the primary key, or by ctid where there is none.
[[nodiscard]] std::string matching(const State& state, const Id& table, const std::string& condition);
/// Values of the SQL columns or expressions that more than one row has.
[[nodiscard]] std::string duplicates(const State& state, const Id& table, const std::vector<std::string>& columns,
                                     bool nulls_not_distinct, const std::string& where);
/// Rows whose foreign key points at nothing. `references` is "schema.table(columns)".
[[nodiscard]] std::string orphans(const State& state, const Id& table, const std::vector<std::string>& columns,
                                  const std::string& references, bool match_full);
/// Pairs of rows that an exclusion constraint forbids; empty where no element says "=", because every row would have to
/// be held against every other one, and where an element is an expression.
[[nodiscard]] std::string conflicts(const State& state, const Id& table, const std::vector<std::string>& elements,
                                    const std::string& where);
/// Rows of all tables whose columns are of this domain and break the rule: an expression over VALUE.
[[nodiscard]] std::string breaking(const State& state, const Id& domain, const std::string& rule);
/// A column that has no "using", or one that only casts it: value::mood.
[[nodiscard]] bool only_casts(const Object& column);
/// Rows whose value does not fit the narrower type; empty when the type can hold all of the old one's values, or when
/// no plain condition tells.
[[nodiscard]] std::string narrowed(const State& state, const Id& column, const std::string& from_type,
                                   const std::string& to_type);
/// Partitions of a partitioned table that the state does not know: what is done partition by partition passes them
/// over.
[[nodiscard]] std::string unknown_partitions(const State& state, const Id& table);

} // namespace lockstep::row_checks
