// lockstep status
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_status(Parser parser, Context& context) {
  const auto options = std::make_shared<StatusOptions>();
  parser.add_option("SOURCE", options->source, "the database: URL, env:NAME or @environment; @dev when not given");
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    bool open = false;
    for (const StatusLine& line : status(*options)) {
      std::printf("%-12s %-9s %s%s%s\n", line.state.c_str(), line.phase.c_str(), line.file.c_str(),
                  line.detail.empty() ? "" : "  ", line.detail.c_str());
      open = open || line.state == "pending" || line.state == "interrupted" || line.state == "changed";
    }
    if (!open) std::printf("nothing is pending\n");
    return open ? Exit::finding : Exit::ok;
  });
}

} // namespace lockstep::cli
