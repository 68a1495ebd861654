// Reference data: the rows that a schema declares for a table, and the statements that bring them about.
#pragma once

#include "model/kind.hpp"

#include <map>
#include <string>
#include <vector>

namespace lockstep {

struct ReferenceData {
  Records rows;
  bool prune = false;
};

namespace rows {

/// The values of the key's columns.
using Key = std::vector<std::optional<std::string>>;
[[nodiscard]] Key key_of(const Records& records, const Record& record);
/// Rows of `records` that `others` does not hold in the same shape, or with `by_key` under the same key.
[[nodiscard]] Records missing_in(const Records& others, const Records& records, bool by_key);
/// All columns that any row names, those of the key first.
[[nodiscard]] std::vector<std::string> columns_of(const Records& records);

/// INSERT … ON CONFLICT … DO UPDATE; empty when there are no rows. The state says the types of the table's columns.
[[nodiscard]] std::string upsert_sql(const Id& id, const Records& records, const State& state);
/// DELETE of the rows with these keys; empty when there are none.
[[nodiscard]] std::string delete_sql(const Id& id, const Records& records, const State& state);
/// "code IN ('NO', 'SE')", the names behind `prefix`.
[[nodiscard]] std::string has_key_sql(const Id& id, const Records& records, const State& state,
                                      const std::string& prefix);

/// The other tables that foreign keys of the table refer to.
[[nodiscard]] std::vector<Id> referenced(const Id& table, const State& state);
/// Whether the rows of `from` must be there after those of `to`, however many tables lie between.
[[nodiscard]] bool refers_to(const Id& from, const Id& to, const State& state);
/// Declared rows of other tables that these rows refer to, and that refer to these.
[[nodiscard]] std::vector<Id> in_circle_with(const Id& id, const State& state);
/// The rows without the columns, where those may be NULL, with which they refer to rows that refer to them.
[[nodiscard]] Records without_circle(const Id& id, const Records& records, const State& state);
/// Columns of the rows that take their numbers from a sequence where nothing is said.
[[nodiscard]] std::vector<std::string> counted_columns(const Id& id, const Records& records, const State& state);

/// The rows by other names of columns: what each is called → what it is to be called.
[[nodiscard]] Object with_columns_called(const Object& object, const std::map<std::string, std::string>& names);

/// Mistakes that the declared schema shows without a server.
void examine(const Object& object, const State& declared, Diagnostics& diagnostics);

} // namespace rows
} // namespace lockstep
