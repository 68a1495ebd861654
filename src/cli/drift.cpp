// lockstep drift
#include "cli/drift_watch.hpp"
#include "cli/parser.hpp"
#include "cli/print.hpp"
#include "cli/webhook.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace lockstep::cli {

namespace {

struct DriftLine {
  DriftOptions options;
  bool fleet = false;
  Watch watch;
};

std::vector<DriftResult> look(const DriftLine& line) {
  if (line.fleet) return drift_fleet(line.options);
  return {drift(line.options)};
}

Exit exit_of(const std::vector<DriftResult>& results) {
  const auto any = [&](auto says) { return std::any_of(results.begin(), results.end(), says); };
  if (any([](const DriftResult& result) { return !result.error.empty(); })) return Exit::database;
  return any([](const DriftResult& result) { return !result.findings.empty(); }) ? Exit::finding : Exit::ok;
}

void print_fix(const Context& context, const DriftResult& result) {
  context.say(drift_as("text", {result}));
  if (result.wrote.empty())
    std::printf("%s", result.fix.c_str());
  else if (!result.fix.empty())
    std::printf("wrote %s\n", result.wrote.c_str());
}

void print(const Context& context, const DriftLine& line, const std::vector<DriftResult>& results) {
  for (const DriftResult& result : results) {
    print_warnings(context, result.warnings);
    print_timings(context, result.timings);
  }
  if (!line.options.fix.empty())
    print_fix(context, results.front());
  else
    std::printf("%s", drift_as(context.format, results).c_str());
  std::fflush(stdout);
}

Exit run_drift(DriftLine& line, const Context& context) {
  fill(line.options, context);
  const bool fixes = !line.options.fix.empty();
  if (fixes && (line.fleet || line.watch.seconds > 0))
    throw usage_error("--fix mends one database, once", "take --fleet or --watch away");
  if (!fixes && (!line.options.out.empty() || !line.options.allow.empty()))
    throw usage_error("--out and --allow belong to --fix", "drift --fix sql --out fix/");
  if (line.fleet && !line.options.source.empty())
    throw usage_error("--fleet looks at the databases of lockstep.toml, not at " + line.options.source);
  if (line.watch.seconds <= 0 && !(line.watch.on_change.empty() && line.watch.webhook.empty()))
    throw usage_error("--on-change and --webhook belong to --watch", "drift --watch 60s --on-change COMMAND");
  if (!line.watch.webhook.empty()) line.watch.webhook = find_webhook(line.watch.webhook);
  const auto once = [&] {
    std::vector<DriftResult> results = look(line);
    print(context, line, results);
    return results;
  };
  if (line.watch.seconds > 0) return watch_drift(line.watch, once);
  return exit_of(once());
}

} // namespace

void add_drift(Parser parser, Context& context) {
  const auto line = std::make_shared<DriftLine>();
  parser.add_option("SOURCE", line->options.source, "the database: URL, env:NAME or @environment; @dev when not given");
  parser.add_option("--against", line->options.against,
                    "any source; the chain at the database's own version when not given");
  parser.add_flag("--fleet", line->fleet, "all databases or schemas of [fleet] in lockstep.toml");
  parser.add_option("--fix", line->options.fix, "sql: a plan back; toml: a schema that adopts what is there")
      .one_of({"sql", "toml"});
  parser.add_option("--out", line->options.out, "write the fix: the plan into a folder, the schema into a file")
      .type_name("PATH");
  parser.add_option("--allow", line->options.allow, "accept a hazard of the plan back; `all` for every one").take_all();
  parser.add_option("--watch", line->watch.seconds, "look again every 60s, until interrupted")
      .type_name("TIME")
      .with_unit({{"s", 1}, {"min", 60}, {"h", 3600}});
  parser.add_option("--on-change", line->watch.on_change, "run it when the findings change; it reads them as JSON")
      .type_name("COMMAND");
  parser.add_option("--webhook", line->watch.webhook, "post them there as JSON when they change (or env:NAME)")
      .type_name("URL");
  parser.on_run(context, [line, &context] { return run_drift(*line, context); });
}

} // namespace lockstep::cli
