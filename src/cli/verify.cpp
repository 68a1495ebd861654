// lockstep verify
#include <lockstep/upkeep.hpp>

#include "cli/print.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace lockstep::cli {

void add_verify(CLI::App& parser, Context& context) {
  on_run(parser, context, [&context] {
    Options options;
    fill(options, context);
    const VerifyResult result = verify(options);
    for (const Finding& finding : result.findings)
      std::printf("%s: %s\n  %s\n", finding.code.c_str(), finding.message.c_str(), finding.hint.c_str());
    if (!result.findings.empty()) return Exit::finding;
    std::printf("ok: %zu %s as recorded\n", result.files, result.files == 1 ? "file is" : "files are");
    return Exit::ok;
  });
}

} // namespace lockstep::cli
