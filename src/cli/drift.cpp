// lockstep drift
#include "cli/print.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_drift(CLI::App& parser, Context& context) {
  const auto options = std::make_shared<DriftOptions>();
  parser.add_option("SOURCE", options->source, "the database: URL, env:NAME or @environment; @dev when not given");
  parser.add_option("--against", options->against,
                    "any source; the chain at the database's own version when not given");
  on_run(parser, context, [options, &context] {
    fill(*options, context);
    const DriftResult result = drift(*options);
    print_warnings(context, result.warnings);
    print_timings(context, result.timings);
    print_lines(result.differences);
    if (result.differences.empty())
      std::printf("no drift from %s\n", result.expected.c_str());
    else
      std::printf("drift from %s: - is missing, + is too much, ~ differs\n", result.expected.c_str());
    return result.differences.empty() ? Exit::ok : Exit::finding;
  });
}

} // namespace lockstep::cli
