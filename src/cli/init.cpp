// lockstep init
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_init(Parser parser, Context& context) {
  const auto folder = std::make_shared<std::string>();
  parser.add_option("DIR", *folder, "the project's folder; this one when not given");
  parser.on_run(context, [folder, &context] {
    Options options;
    fill(options, context);
    if (!folder->empty()) options.folder = *folder;
    const auto written = init(options);
    if (written.empty())
      std::printf("nothing to do: everything is there\n");
    else
      print_lines(written, "wrote ");
    if (!written.empty()) std::printf("next: edit schema.toml, then `lockstep gen first`\n");
    return Exit::ok;
  });
}

} // namespace lockstep::cli
