// When something was last changed, where the server keeps the times of its transactions.
#pragma once

#include "catalog/connection.hpp"
#include "model/object.hpp"

#include <string>

namespace lockstep {

/// Whether the server has track_commit_timestamp on.
[[nodiscard]] bool keeps_times(Connection& connection);
/// When the object's entry in its catalog was last written, in UTC: "2026-03-01 12:00:00Z". Empty for what is not
/// there, for kinds whose entry is not looked up, and for what was written before the server kept times.
[[nodiscard]] std::string last_written(Connection& connection, const Id& id);

} // namespace lockstep
