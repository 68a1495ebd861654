// lint --fix: statements of migration files in their safe form.
#pragma once

#include <lockstep/lockstep.hpp>

#include <string>
#include <vector>

namespace lockstep {

struct LintFixOptions : Options {
  std::vector<std::string> files;   ///< as LintOptions::files
  std::string base;                 ///< git reference from which others get files; empty: what git has committed
  std::vector<std::string> sources; ///< databases: what one of them has run is released
  bool released = false;            ///< edits what is released, too
  bool dry_run = false;             ///< write nothing
};
struct LintFix {
  Position place;
  std::string rule; ///< "index-not-concurrent"
  std::string text; ///< done: the statements that are there now; else why nothing was done
  bool done = false;
};
struct LintFixResult {
  std::vector<LintFix> fixes;    ///< by file and line
  std::vector<OutputFile> files; ///< written: edited ones, new ones, lists of checksums
  std::vector<std::string> warnings;
};
/// Rewrites what lint finds and has a safe form that says the same. Files that are released stay as they are.
LintFixResult lint_fix(const LintFixOptions& options);

} // namespace lockstep
