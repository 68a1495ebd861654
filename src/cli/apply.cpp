// lockstep apply
#include "cli/print.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

namespace lockstep::cli {

namespace {

Exit run_apply(const ApplyCommand& options) {
  const ApplyResult result = apply(options);
  for (const std::string& file : result.files)
    std::printf("%s %s\n", options.dry_run ? "would apply" : "applied", file.c_str());
  if (!result.stopped_at.empty()) {
    std::fprintf(stderr, "stopped at %s\n%s\n", result.stopped_at.c_str(), result.why.c_str());
    return Exit::finding;
  }
  if (result.files.empty()) std::printf("nothing to do: every migration is applied\n");
  return Exit::ok;
}

} // namespace

void add_apply(CLI::App& parser, Context& context) {
  const auto options = std::make_shared<ApplyCommand>();
  parser.add_option("SOURCE", options->source, "the database: URL, env:NAME or @environment; @dev when not given");
  parser.add_option("--to", options->to_version, "last version to run")->type_name("VERSION");
  parser.add_option("--through", options->through, "last phase to run")
      ->check(CLI::IsMember({"expand", "backfill", "validate", "contract"}));
  parser.add_flag("--dry-run", options->dry_run, "show what would run");
  parser.add_option("--max-wait", options->max_wait_seconds, "seconds to wait for locks, in all for one statement");
  on_run(parser, context, [options, &context] {
    fill(*options, context);
    return run_apply(*options);
  });
}

} // namespace lockstep::cli
