// lockstep check
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_check(Parser parser, Context& context) {
  const auto options = std::make_shared<CheckOptions>();
  parser.add_option("--base", options->base, "git reference whose migrations must stand unchanged")
      .type_name("GIT-REF");
  parser.add_flag("--fmt", options->fmt, "the schema must be written as `lockstep fmt` writes it");
  Option trace = parser.add_flag("--trace", options->trace, "run the new files in the shadow: locks within the budget");
  parser.add_option("--rows", options->rows, "with --trace: fill the largest table with N rows before")
      .type_name("N")
      .at_least_0()
      .needs(trace);
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    options->format = context.format;
    const CheckResult result = check(*options);
    std::printf("%s", result.text.c_str());
    if (result.holds && context.format == "text")
      std::printf("ok: checksums hold, the chain replays and equals the schema\n");
    return result.holds ? Exit::ok : Exit::finding;
  });
}

} // namespace lockstep::cli
