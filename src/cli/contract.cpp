// lockstep contract
#include "cli/print.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_contract(CLI::App& parser, Context& context) {
  const auto options = std::make_shared<ContractOptions>();
  parser.add_option("NAME", options->names, "held contracts by name, version or file");
  parser.add_flag("--all", options->all, "every held contract");
  on_run(parser, context, [options, &context] {
    fill(*options, context);
    for (const OutputFile& file : contract(*options)) std::printf("wrote %s\n", file.path.c_str());
    return Exit::ok;
  });
}

} // namespace lockstep::cli
