// lockstep pull
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

namespace {

Exit run_pull_stats(const PullOptions& options, const Context& context) {
  if (options.baseline) throw usage_error("--stats and --baseline write different files", "run pull twice");
  PullStatsOptions stats;
  fill(stats, context);
  stats.source = options.source;
  stats.output = options.output;
  const PullStatsResult result = pull_stats(stats);
  print_warnings(context, result.warnings);
  if (result.file.path == "-")
    std::printf("%s", result.file.content.c_str());
  else
    std::printf("wrote %s\n", result.file.path.c_str());
  return Exit::ok;
}

} // namespace

void add_pull(Parser parser, Context& context) {
  const auto options = std::make_shared<PullOptions>();
  parser.add_option(
      "SOURCE", options->source,
      "a database (URL, env:NAME, @environment; @dev when not given), a dump or structure.sql, schema.prisma, "
      "schema.rb, schema.hcl, a schema or snapshot of Drizzle, a folder of models (Django, SQLAlchemy)");
  parser.add_option("-o,--output", options->output, "the file; `-` for stdout").type_name("FILE");
  parser.add_flag("--baseline", options->baseline, "also write the first migration and record it in the database");
  parser.add_flag("--force", options->force, "replace an existing file");
  parser.add_option("--rows", options->rows, "also write the rows of this table, as reference data; may be repeated")
      .type_name("TABLE");
  const auto stats = std::make_shared<bool>(false);
  parser.add_flag("--stats", *stats, "write the sizes of its tables instead, for the estimates of plans");
  parser.on_run(context, [options, stats, &context] {
    if (*stats) return run_pull_stats(*options, context);
    fill(*options, context);
    const PullResult result = pull(*options);
    // What is lost is said whatever -q asks for.
    for (const std::string& what : result.unknown)
      std::fprintf(stderr, "warning: not modelled and left out: %s\n", what.c_str());
    if (options->output == "-") {
      std::printf("%s", result.schema.content.c_str());
      return Exit::ok;
    }
    std::printf("wrote %s\n", result.schema.path.c_str());
    for (const OutputFile& file : result.baseline) std::printf("wrote %s, recorded as applied\n", file.path.c_str());
    return Exit::ok;
  });
}

} // namespace lockstep::cli
