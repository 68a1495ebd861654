// lockstep status
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace lockstep::cli {

namespace {

struct Line {
  StatusOptions options;
  bool fleet = false;
};

Exit print_status(const StatusOptions& options) {
  bool open = false;
  for (const StatusLine& line : status(options)) {
    std::printf("%-12s %-9s %s%s%s\n", line.state.c_str(), line.phase.c_str(), line.file.c_str(),
                line.detail.empty() ? "" : "  ", line.detail.c_str());
    open = open || line.state == "pending" || line.state == "interrupted" || line.state == "changed";
  }
  if (!open) std::printf("nothing is pending\n");
  return open ? Exit::finding : Exit::ok;
}

Exit print_fleet(const StatusOptions& options) {
  if (!options.source.empty()) throw usage_error("--fleet looks at what lockstep.toml lists, not at " + options.source);
  const std::vector<FleetStatus> lines = status_fleet(options);
  std::size_t width = 8;
  for (const FleetStatus& line : lines) width = std::max(width, line.database.size());
  std::printf("%-*s  applied  pending  version\n", static_cast<int>(width), "database");
  bool open = false;
  for (const FleetStatus& line : lines) {
    std::printf("%-*s  %7zu  %7zu  %s\n", static_cast<int>(width), line.database.c_str(), line.applied, line.pending,
                line.version.empty() ? "none" : line.version.c_str());
    if (!line.amiss.empty()) std::printf("  %s\n", line.amiss.c_str());
    open = open || line.pending > 0 || !line.amiss.empty();
  }
  return open ? Exit::finding : Exit::ok;
}

} // namespace

void add_status(Parser parser, Context& context) {
  const auto line = std::make_shared<Line>();
  parser.add_option("SOURCE", line->options.source, "the database: URL, env:NAME or @environment; @dev when not given");
  parser.add_flag("--fleet", line->fleet, "all databases or schemas of [fleet] in lockstep.toml, in short");
  parser.on_run(context, [line, &context] {
    fill(line->options, context);
    return line->fleet ? print_fleet(line->options) : print_status(line->options);
  });
}

} // namespace lockstep::cli
