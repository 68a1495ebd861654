// lockstep verify
#include <lockstep/upkeep.hpp>

#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>

namespace lockstep::cli {

void add_verify(Parser parser, Context& context) {
  parser.on_run(context, [&context] {
    Options options;
    fill(options, context);
    const VerifyResult result = verify(options);
    for (const Diagnostic& finding : result.findings) std::printf("%s\n", to_text(finding).c_str());
    if (!result.findings.empty()) return Exit::finding;
    std::printf("ok: %zu %s as recorded\n", result.files, result.files == 1 ? "file is" : "files are");
    return Exit::ok;
  });
}

} // namespace lockstep::cli
