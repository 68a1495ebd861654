// import: a chain of another runner becomes a project.
#pragma once

#include <lockstep/lockstep.hpp>

#include <string>
#include <vector>

namespace lockstep {

struct ImportOptions : Options {
  std::string chain;   ///< the folder of migrations; `as` says whose they are, empty: told from the files
  std::string sql;     ///< a file with the SQL that the runner prints for what is not SQL
  std::string history; ///< the table in which the runner keeps its history, empty: its usual one
  bool native = false; ///< go on with lockstep's own files behind a baseline
  std::string record;  ///< with `native`: a database that is where the chain ends; the baseline is recorded there
  bool force = false;  ///< replace lockstep.toml and schema.toml
};
struct ImportResult {
  std::string format;
  std::size_t migrations = 0;
  std::vector<OutputFile> files; ///< written
  std::vector<std::string> warnings;
};
/// Replays the chain in the shadow, writes lockstep.toml and schema.toml, and proves that they say the same.
ImportResult import_chain(const ImportOptions& options);

} // namespace lockstep
