// lint: what is wrong with migration files, and --fix: their statements in a safe form.
#pragma once

#include <lockstep/lockstep.hpp>

#include <string>
#include <vector>

namespace lockstep {

struct LintOptions : Options {
  std::vector<std::string> files;   ///< migration files or folders of any runner; empty: the project's chain
  std::string base;                 ///< git reference: what stands there was not to be edited; or empty
  std::vector<std::string> sources; ///< databases: what one of them has run was not to be edited
  std::string format = "text";      ///< text, json, sarif, github, gitlab, junit, markdown
};
struct LintResult {
  std::vector<Diagnostic> findings;
  std::string text;      ///< the findings in the format that was asked for
  std::size_t files = 0; ///< how many were looked at
};
/// What in migration files holds up a busy table, loses data or breaks what runs. Files that come before those asked
/// for are read too, so that it is known what stands.
LintResult lint(const LintOptions& options);

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
