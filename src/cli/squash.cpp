// lockstep squash
#include <lockstep/upkeep.hpp>

#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_squash(Parser parser, Context& context) {
  const auto options = std::make_shared<SquashOptions>();
  parser.add_option("FROM", options->from, "version or file: it and all behind it become one plan").required();
  parser.add_option("--name", options->name, "what the plan is called, for the file names").type_name("NAME");
  parser.add_option("--base", options->base, "git reference on which none of them may stand").type_name("GIT-REF");
  parser
      .add_option("--source", options->sources,
                  "a shared database, which may not have run any of them; for each of them")
      .type_name("SOURCE")
      .take_all();
  parser.add_option("--allow", options->allow, "accept a hazard that would be refused; `all` for every one").take_all();
  parser.add_flag("--dry-run", options->dry_run, "show the files, write nothing");
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    const SquashResult result = squash(*options);
    print_warnings(context, result.warnings);
    for (const std::string& path : result.removed)
      std::printf("%s %s\n", options->dry_run ? "goes" : "removed", path.c_str());
    if (options->dry_run)
      print_files(result.files);
    else
      for (const OutputFile& file : result.files) std::printf("wrote %s\n", file.path.c_str());
    return Exit::ok;
  });
}

} // namespace lockstep::cli
