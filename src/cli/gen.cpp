// lockstep gen
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

namespace {

Exit run_gen(const GenOptions& options, const Context& context) {
  const GenResult result = gen(options);
  print_warnings(context, result.warnings);
  print_timings(context, result.timings);
  if (result.changes.empty() && result.removed.empty()) {
    std::printf("nothing to do: the migrations reach the schema\n");
    return Exit::ok;
  }
  print_lines(result.changes);
  if (options.dry_run) {
    print_files(result.files);
    print_files(result.contracts);
    return Exit::ok;
  }
  for (const std::string& path : result.removed) std::printf("removed %s\n", path.c_str());
  for (const OutputFile& file : result.files) std::printf("wrote %s\n", file.path.c_str());
  for (const OutputFile& file : result.contracts)
    std::printf("held back %s (promote it with `lockstep contract` when every application version has moved)\n",
                file.path.c_str());
  return Exit::ok;
}

} // namespace

void add_gen(Parser parser, Context& context) {
  const auto options = std::make_shared<GenOptions>();
  parser.add_option("NAME", options->name, "what the change is called, for the file names");
  parser.add_flag("--dry-run", options->dry_run, "show the files, write nothing");
  parser.add_option("--rebase", options->rebase, "write this branch's files anew, behind those of another")
      .type_name("GIT-REF");
  parser.add_option("--allow", options->allow, "accept a hazard that would be refused; `all` for every one").take_all();
  parser.add_option("--renames", options->renames, "stop at an ambiguous drop and add, or read it as drop and add")
      .one_of({"stop", "none"});
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    return run_gen(*options, context);
  });
}

} // namespace lockstep::cli
