// lockstep pull
#include "cli/print.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_pull(CLI::App& parser, Context& context) {
  const auto options = std::make_shared<PullOptions>();
  parser.add_option("SOURCE", options->source, "the database: URL, env:NAME or @environment; @dev when not given");
  parser.add_option("-o,--output", options->output, "the file; `-` for stdout")->type_name("FILE");
  parser.add_flag("--baseline", options->baseline, "also write the first migration and record it in the database");
  parser.add_flag("--force", options->force, "replace an existing file");
  on_run(parser, context, [options, &context] {
    fill(*options, context);
    const PullResult result = pull(*options);
    std::vector<std::string> warnings;
    for (const std::string& what : result.unknown) warnings.push_back("not modelled and left out: " + what);
    print_warnings(context, warnings);
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
