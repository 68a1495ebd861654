// Contracts that are held back, and the words that choose among them.
#pragma once

#include <lockstep/lockstep.hpp>

#include "emit/migration.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace lockstep {

[[nodiscard]] bool is_wanted(const ChainFile& file, const ContractOptions& options);
/// Throws Error (usage) where a word names none, or where there is no word.
void require_known(const std::vector<ChainFile>& held, const ContractOptions& options);

/// `gen` wrote it, it closes no expansion, and none of its statements is there for rows: what it does is a difference
/// of the chain and the schema.
[[nodiscard]] bool can_be_planned_anew(const Migration& held);
/// What to do where they can not run behind a change. Those that close an expansion are named with it.
[[nodiscard]] std::string ways_out_of(const std::vector<ChainFile>& held, const std::filesystem::path& folder);

} // namespace lockstep
