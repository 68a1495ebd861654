// lockstep export
#include <lockstep/export.hpp>

#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_export(Parser parser, Context& context) {
  const auto options = std::make_shared<ExportOptions>();
  parser.add_option("SOURCE", options->source, "any source; the declared schema when not given");
  parser.add_option("--to", options->to, "the language").one_of({"sql", "json", "dbml", "mermaid"});
  parser.add_option("-o,--output", options->output, "the file; stdout when not given").type_name("FILE");
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    const ExportResult result = export_schema(*options);
    print_warnings(context, result.warnings);
    if (options->output.empty())
      std::printf("%s", result.text.c_str());
    else
      std::printf("wrote %s\n", options->output.c_str());
    return Exit::ok;
  });
}

} // namespace lockstep::cli
