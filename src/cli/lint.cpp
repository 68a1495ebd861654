// lockstep lint
#include <lockstep/lint_fix.hpp>

#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace lockstep::cli {

namespace {

struct LintLine {
  LintFixOptions options;
  bool fix = false;
};

std::string counted(std::size_t count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

void print_fixes(const LintLine& line, const Context& context) {
  const LintFixResult result = lint_fix(line.options);
  for (const LintFix& fix : result.fixes) {
    std::printf("%s:%d: %s: %s\n", fix.place.file.c_str(), fix.place.line, fix.done ? "fixed" : "not fixed",
                fix.rule.c_str());
    std::string text = "    " + fix.text;
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 5))
      text.insert(at + 1, "    ");
    std::printf("%s\n", text.c_str());
  }
  if (line.options.dry_run)
    print_files(result.files);
  else
    for (const OutputFile& file : result.files) std::printf("wrote %s\n", file.path.c_str());
  if (!result.fixes.empty()) std::printf("\n");
  print_warnings(context, result.warnings);
}

Exit run_lint(LintLine& line, const Context& context) {
  fill(line.options, context);
  const LintFixOptions& fixing = line.options;
  if (!line.fix && (fixing.released || fixing.dry_run))
    throw usage_error("--released and --dry-run belong to --fix", "lint --fix --released");
  if (line.fix) print_fixes(line, context);
  LintOptions options;
  static_cast<Options&>(options) = line.options;
  options.files = fixing.files;
  if (!fixing.released) options.base = fixing.base;
  if (!fixing.released) options.sources = fixing.sources;
  options.format = context.format;
  const LintResult result = lint(options);
  std::printf("%s", result.text.c_str());
  const auto errors = std::count_if(result.findings.begin(), result.findings.end(),
                                    [](const Diagnostic& finding) { return finding.severity == Severity::error; });
  context.say(counted(result.files, "file") + ", " + counted(result.findings.size(), "finding") + ", " +
              counted(static_cast<std::size_t>(errors), "error"));
  return errors == 0 ? Exit::ok : Exit::finding;
}

} // namespace

void add_lint(Parser parser, Context& context) {
  const auto line = std::make_shared<LintLine>();
  parser.add_option("files", line->options.files, "migration files or folders; migrations/ when none is given")
      .type_name("FILE");
  parser.add_flag("--fix", line->fix, "write statements that have a safe form in that form");
  parser.add_flag("--dry-run", line->options.dry_run, "with --fix: show the files, write nothing");
  parser
      .add_option("--base", line->options.base,
                  "files on this git reference were not to be edited; --fix leaves them alone")
      .type_name("GIT-REF");
  parser.add_option("--source", line->options.sources, "the same of files that this database has run; may be repeated")
      .type_name("SOURCE")
      .take_all();
  parser.add_flag("--released", line->options.released, "with --fix: edit those as well");
  parser.on_run(context, [line, &context] { return run_lint(*line, context); });
}

} // namespace lockstep::cli
