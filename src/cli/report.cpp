// lockstep report
#include <lockstep/report.hpp>

#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_report(Parser parser, Context& context) {
  const auto options = std::make_shared<ReportOptions>();
  parser.add_option("-o,--output", options->output, "the file; report.html when not given").type_name("FILE");
  parser.add_option("--source", options->source, "a database whose drift and pending files are shown")
      .type_name("SOURCE");
  parser.add_option("--rows", options->rows, "trace on tables with up to N rows").type_name("N").at_least_0();
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    std::printf("wrote %s\n", write_report(*options).file.path.c_str());
    return Exit::ok;
  });
}

} // namespace lockstep::cli
