// Keeping a project in order: fmt, verify and squash.
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
  std::vector<Diagnostic> findings; ///< files that are not what was recorded of them
  std::size_t files = 0;            ///< how many were looked at
};
/// The checksums of the chain and of the held contracts, and the lists that the runner keeps itself. Needs no server.
VerifyResult verify(const Options& options);

struct SquashOptions : Options {
  std::string from;                 ///< version or file: it and all behind it become one plan
  std::string name = "squashed";    ///< becomes part of the file names
  std::string base;                 ///< git reference from which others get files: none may stand there
  std::vector<std::string> sources; ///< every shared database: none may have run any of them
  std::vector<std::string> allow;   ///< hazards that are accepted
  bool dry_run = false;
};
struct SquashResult {
  std::vector<std::string> removed;
  std::vector<OutputFile> files;
  std::vector<std::string> warnings;
};
/// The last files of the chain as the plan that leads to the same schema, proven. Throws Error (usage) when one of them
/// is shared, moves data, or has an open expansion.
SquashResult squash(const SquashOptions& options);

} // namespace lockstep
