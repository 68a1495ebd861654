// lockstep trace
#include <lockstep/trace.hpp>

#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_trace(Parser parser, Context& context) {
  const auto options = std::make_shared<TraceOptions>();
  parser.add_option("FILE", options->files,
                    "files of the chain, held back, or any SQL; the newest plan when not given");
  parser.add_option("--pending", options->source, "the files that are pending in this database").type_name("SOURCE");
  parser.add_option("--rows", options->rows, "fill the largest table with N rows before, the others with their part")
      .type_name("N")
      .at_least_0();
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    const TraceResult result = trace(*options);
    std::printf("%s", trace_as(context.format, result).c_str());
    if (result.statements.empty() && context.format == "text") std::printf("nothing to trace\n");
    return result.over.empty() ? Exit::ok : Exit::finding;
  });
}

} // namespace lockstep::cli
