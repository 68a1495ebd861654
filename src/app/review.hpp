// Migrations as a reviewer sees them: each step with its lock, cost, phase and way back.
#pragma once

#include "diff/change.hpp"
#include "emit/migration.hpp"
#include "report/findings.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// `path`: what the file is called in the table.
void add_steps(const std::string& path, const Migration& migration, std::vector<report::Step>& steps);
/// A finding for each line that describes changes, at the place where the schema declares what differs; at `elsewhere`
/// where it says nothing of it.
[[nodiscard]] std::vector<Diagnostic> findings_of(const std::vector<std::string>& lines,
                                                  const std::vector<Change>& changes, const Position& elsewhere);

} // namespace lockstep
