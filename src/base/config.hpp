// The project's configuration, lockstep.toml, as plain data.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

struct Policy {
  std::string lock_timeout = "3s";       ///< for statements with a strong lock
  std::string statement_timeout = "15s"; ///< for statements that only change the catalog
  std::set<std::string> allow;           ///< hazards that are always accepted
  std::string max_expansion_age;         ///< "30d": an expansion that is open for longer is a warning; empty: none is
};

struct Config {
  std::filesystem::path root;                   ///< the folder of lockstep.toml (or -C DIR)
  std::filesystem::path schema = "schema.toml"; ///< file or folder, relative to root
  std::filesystem::path migrations = "migrations";
  std::filesystem::path contracts = "contracts";
  std::string format = "native";
  std::string shadow;                              ///< URL, or empty for the embedded server
  std::map<std::string, std::string> environments; ///< name → URL or env:NAME
  std::vector<std::string> ignore_schemas;
  Policy policy;
  std::map<std::string, std::string> lint; ///< a rule's name → off, note, warning or error
};

} // namespace lockstep
