// lockstep lint
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_lint(Parser parser, Context& context) {
  const auto options = std::make_shared<LintOptions>();
  parser.add_option("files", options->files, "migration files or folders; migrations/ when none is given")
      .type_name("FILE");
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    options->format = context.format;
    const LintResult result = lint(*options);
    std::printf("%s", result.text.c_str());
    const auto errors = std::count_if(result.findings.begin(), result.findings.end(),
                                      [](const Diagnostic& finding) { return finding.severity == Severity::error; });
    const auto counted = [](auto count, const char* noun) {
      return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
    };
    context.say(counted(result.files, "file") + ", " + counted(result.findings.size(), "finding") + ", " +
                counted(errors, "error"));
    return errors == 0 ? Exit::ok : Exit::finding;
  });
}

} // namespace lockstep::cli
