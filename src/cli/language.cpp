// lockstep json-schema
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>

namespace lockstep::cli {

void add_language(Parser parser, Context& context) {
  parser.on_run(context, [] {
    std::printf("%s", schema_of_language().c_str());
    return Exit::ok;
  });
}

} // namespace lockstep::cli
