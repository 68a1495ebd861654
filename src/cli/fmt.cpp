// lockstep fmt
#include <lockstep/upkeep.hpp>

#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_fmt(Parser parser, Context& context) {
  const auto options = std::make_shared<FmtOptions>();
  parser.add_option("FILE", options->files, "schema files; all of the project when not given");
  parser.add_flag("--check", options->check_only, "write nothing; exit 1 when a file is not in canonical form");
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    const std::vector<OutputFile> changed = fmt(*options);
    for (const OutputFile& file : changed)
      std::printf(options->check_only ? "%s is not in canonical form: `lockstep fmt` writes it so\n" : "wrote %s\n",
                  file.path.c_str());
    if (changed.empty()) std::printf("ok: the schema is in canonical form\n");
    return options->check_only && !changed.empty() ? Exit::finding : Exit::ok;
  });
}

} // namespace lockstep::cli
