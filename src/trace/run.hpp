// Runs migration files statement by statement and reports each.
#pragma once

#include <lockstep/trace.hpp>

#include "catalog/connection.hpp"
#include "emit/migration.hpp"

#include <map>
#include <string>
#include <vector>

namespace lockstep {

/// By table: how many times as many rows production has.
using Growth = std::map<std::string, double>;

/// Runs the files on a scratch database, which is theirs from now on, and appends what they did. Where rows that were
/// made up do not fit a statement, it runs without them. Throws Error that names file and statement.
void trace_files(const std::string& conninfo, const std::vector<ChainFile>& files, const Growth& growth,
                 TraceResult& result);

} // namespace lockstep
