// Reference data: the rows that a schema declares for a table, and the statements that bring them about.
#pragma once

#include "model/kind.hpp"

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

/// Mistakes that the declared schema shows without a server.
void examine(const Object& object, const State& declared, Diagnostics& diagnostics);

} // namespace rows
} // namespace lockstep
