// Witness rows: one row in a table, so that a plan meets data.
#pragma once

#include "catalog/connection.hpp"
#include "model/object.hpp"

#include <set>

namespace lockstep {

/// Inserts a row into each table where plain values satisfy its constraints (foreign keys and triggers are not asked).
/// Returns the tables that have one.
[[nodiscard]] std::set<Id> insert_witnesses(Connection& scratch, const std::set<Id>& tables);
/// Takes all rows out of relations (by oid) that still are there.
void delete_rows(Connection& scratch, const std::vector<std::string>& relations);

/// The oids of the tables when all of them are empty.
[[nodiscard]] std::optional<std::vector<std::string>> oids_if_empty(Connection& scratch, const std::set<Id>& tables);

} // namespace lockstep
