// lockstep contract
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

namespace {

Exit print_abort(const AbortResult& result) {
  for (const OutputFile& file : result.files) std::printf("wrote %s\n", file.path.c_str());
  for (const std::string& file : result.removed) std::printf("removed %s\n", file.c_str());
  if (!result.take_back.empty()) {
    std::printf("the schema still asks for this: take it back there, or `lockstep gen` begins anew\n");
    for (const std::string& line : result.take_back) std::printf("  %s\n", line.c_str());
  }
  return Exit::ok;
}

} // namespace

void add_contract(Parser parser, Context& context) {
  const auto options = std::make_shared<ContractOptions>();
  parser.add_option("NAME", options->names, "held contracts by name, version or file");
  parser.add_flag("--all", options->all, "every held contract");
  const auto abort = std::make_shared<bool>(false);
  parser.add_flag("--abort", *abort, "take the expansion back instead: the new side goes, the old one stays");
  parser.add_option("--allow", options->allow, "with --abort: accept a hazard, by code or name");
  parser.on_run(context, [options, abort, &context] {
    fill(*options, context);
    if (*abort) return print_abort(abort_expansions(*options));
    for (const OutputFile& file : contract(*options)) std::printf("wrote %s\n", file.path.c_str());
    return Exit::ok;
  });
}

} // namespace lockstep::cli
