// What must hold before a contract file takes the old side away.
#pragma once

#include "run/file_run.hpp"

namespace lockstep {

/// Throws Error (database) that names every gate which does not hold and was not forced. Makes a restore point where
/// the policy asks for one. Does nothing for files of other phases.
void pass_gates(const Workplace& work, const ChainFile& file);
/// "old_writes, statements: the report was moved by hand", for the history; empty when no gate was forced.
[[nodiscard]] std::string forced_words(const ApplyOptions& options, const Migration& migration);

} // namespace lockstep
