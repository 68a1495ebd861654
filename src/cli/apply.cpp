// lockstep apply
#include "cli/interrupt.hpp"
#include "cli/parser.hpp"
#include "cli/print.hpp"
#include "cli/ticker.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace lockstep::cli {

namespace {

struct Line {
  ApplyCommand command;
  bool fleet = false;
};

/// One database.
Exit run_apply(const ApplyCommand& options, Ticker& ticker, bool json) {
  const ApplyResult result = apply(options);
  ticker.end_bar();
  for (const std::string& file : result.files) {
    const char* done = options.dry_run ? "would apply" : "applied";
    ticker.event(done, "file", file);
    if (!json) std::printf("%s %s\n", done, file.c_str());
  }
  if (!result.stopped_at.empty()) {
    ticker.event("stopped", "at", result.stopped_at, result.why);
    if (!json) std::fprintf(stderr, "stopped at %s\n%s\n", result.stopped_at.c_str(), result.why.c_str());
    return Exit::finding;
  }
  if (result.files.empty() && !json) std::printf("nothing to do: every migration is applied\n");
  return Exit::ok;
}

Exit run_fleet(const ApplyCommand& options, Ticker& ticker, bool json) {
  const std::vector<FleetLine> lines = apply_fleet(options);
  ticker.end_bar();
  std::size_t width = 8;
  for (const FleetLine& line : lines) width = std::max(width, line.database.size());
  bool stopped = false;
  if (!json) std::printf("wave  %-*s  state       files\n", static_cast<int>(width), "database");
  for (const FleetLine& line : lines) {
    stopped = stopped || line.state == "stopped" || line.state == "not begun";
    ticker.event(line.state, "database", line.database, line.result.why);
    if (json) continue;
    std::printf("%4d  %-*s  %-10s  %zu\n", line.wave, static_cast<int>(width), line.database.c_str(),
                line.state.c_str(), line.result.files.size());
    if (line.state == "stopped")
      std::printf("      stopped at %s\n%s\n", line.result.stopped_at.c_str(), line.result.why.c_str());
  }
  return stopped ? Exit::finding : Exit::ok;
}

Exit run(Line& line, const Context& context) {
  fill(line.command, context);
  const bool json = context.format == "json";
  Ticker ticker(Ticker::fitting(json, context.quiet));
  line.command.say = [&](const std::string& text) { ticker.say(text); };
  line.command.tick = [&](const Tick& tick) { ticker.tick(tick); };
  line.command.stop = [] { return interrupted(); };
  catch_interrupts();
  return line.fleet ? run_fleet(line.command, ticker, json) : run_apply(line.command, ticker, json);
}

void add_gates(Parser parser, ApplyCommand& options) {
  parser
      .add_option("--deployed", options.deployed,
                  "since when the new version alone runs: a contract waits where the old side was written later")
      .type_name("TIMESTAMP");
  parser.add_option("--force", options.force, "a gate before contract files that need not hold")
      .one_of({"old_writes", "statements", "dependents", "reconcile"})
      .type_name("GATE");
  parser.add_option("--reason", options.reason, "why, for the history; --force asks for it").type_name("TEXT");
}

} // namespace

void add_apply(Parser parser, Context& context) {
  const auto line = std::make_shared<Line>();
  ApplyCommand& options = line->command;
  parser.add_option("SOURCE", options.source, "the database: URL, env:NAME or @environment; @dev when not given");
  parser.add_flag("--fleet", line->fleet, "all databases or schemas of [fleet] in lockstep.toml, in waves");
  parser.add_option("--to", options.to_version, "last version to run").type_name("VERSION");
  parser.add_option("--through", options.through, "last phase to run")
      .one_of({"expand", "backfill", "validate", "contract"});
  parser.add_flag("--dry-run", options.dry_run, "show what would run");
  parser.add_option("--max-wait", options.max_wait_seconds, "seconds to wait for locks, in all for one statement");
  parser
      .add_option("--kill-blockers", options.kill_blockers_after,
                  "end sessions in the way whose transaction is older than this many seconds")
      .type_name("SECONDS");
  parser.add_option("--jobs", options.jobs, "connections that fill rows at the same time").between(1, 64);
  parser.add_option("--max-rate", options.max_rate, "rows a second that are filled at most").type_name("ROWS");
  parser.add_option("--pause-file", options.pause_file, "while this file is there, no batch of rows begins");
  add_gates(parser, options);
  parser.on_run(context, [line, &context] { return run(*line, context); });
}

} // namespace lockstep::cli
