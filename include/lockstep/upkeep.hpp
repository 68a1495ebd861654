// Keeping a project in order: fmt and verify.
#pragma once

#include <lockstep/lockstep.hpp>

#include <string>
#include <vector>

namespace lockstep {

struct FmtOptions : Options {
  std::vector<std::string> files; ///< schema files; empty: those of the project
  bool check_only = false;        ///< write nothing
};
/// The files of the schema that are not in canonical form, as they are in it; written unless `check_only`. Comments
/// stay. Throws SchemaError for a schema with mistakes.
std::vector<OutputFile> fmt(const FmtOptions& options);

struct VerifyResult {
  std::vector<Finding> findings; ///< files that are not what was recorded of them
  std::size_t files = 0;         ///< how many were looked at
};
/// The checksums of the chain and of the held contracts, and the lists that the runner keeps itself. Needs no server.
VerifyResult verify(const Options& options);

} // namespace lockstep
