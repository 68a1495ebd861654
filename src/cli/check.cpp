// lockstep check
#include "cli/print.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_check(CLI::App& parser, Context& context) {
  const auto options = std::make_shared<CheckOptions>();
  parser.add_option("--base", options->base, "git reference whose migrations must stand unchanged")
      ->type_name("GIT-REF");
  on_run(parser, context, [options, &context] {
    fill(*options, context);
    const auto findings = check(*options);
    bool holds = true;
    for (const Finding& finding : findings) {
      std::printf("%s%s: %s\n", finding.is_warning ? "warning: " : "", finding.code.c_str(), finding.message.c_str());
      if (!finding.hint.empty()) std::printf("  %s\n", finding.hint.c_str());
      holds = holds && finding.is_warning;
    }
    if (holds) std::printf("ok: checksums hold, the chain replays and equals the schema\n");
    return holds ? Exit::ok : Exit::finding;
  });
}

} // namespace lockstep::cli
