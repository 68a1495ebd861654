// lockstep json-schema
#include "cli/print.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace lockstep::cli {

void add_language(CLI::App& parser, Context& context) {
  on_run(parser, context, [] {
    std::printf("%s", schema_of_language().c_str());
    return Exit::ok;
  });
}

} // namespace lockstep::cli
