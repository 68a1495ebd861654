// report: one page of HTML that shows a project to people who do not run lockstep.
#pragma once

#include <lockstep/lockstep.hpp>
#include <lockstep/trace.hpp>

#include <string>
#include <vector>

namespace lockstep {

struct ReportOptions : Options {
  std::string output = "report.html"; ///< relative to the project
  std::string source;                 ///< a database whose drift is shown, and whose pending files; empty: neither
  std::int64_t rows = 0;              ///< rows for the trace
};
struct ReportResult {
  OutputFile file;
};
/// The newest plan (or what is pending in the database) with its locks over time, the schema before and after it, all
/// objects, and drift. The page holds all it needs.
ReportResult write_report(const ReportOptions& options);

} // namespace lockstep
