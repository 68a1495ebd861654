// Remembers that a chain and a schema agree, so that asking again costs reading and hashing the files, and no server.
#pragma once

#include "app/project.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lockstep {

/// Hash of all that the answer depends on: this tool, the server's version, the configuration, every file of the chain
/// and of the schema. Empty when the answer may not be remembered (a given shadow server, no cache folder).
[[nodiscard]] std::string verdict_key(const Project& project, const std::vector<ChainFile>& files);

/// The warnings that came with the answer "they agree", or nothing when that was never found for this key.
[[nodiscard]] std::optional<std::vector<std::string>> remembered_agreement(const std::string& key);
void remember_agreement(const std::string& key, const std::vector<std::string>& warnings);

} // namespace lockstep
