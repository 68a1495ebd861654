// lockstep diff
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_diff(Parser parser, Context& context) {
  const auto options = std::make_shared<DiffOptions>();
  parser.add_option("FROM", options->from, "schema.toml, a folder, migrations/, dump.sql, URL or @environment")
      .required();
  parser.add_option("TO", options->to, "the same").required();
  parser.add_option("--out", options->out, "write the whole way as migration files into DIR").type_name("DIR");
  parser.add_option("--through", options->through, "last phase that --out writes")
      .one_of({"expand", "backfill", "validate", "contract"});
  parser.add_option("--allow", options->allow, "accept a hazard that would be refused; `all` for every one").take_all();
  parser.add_option("--renames", options->renames, "stop at an ambiguous drop and add, or read it as drop and add")
      .one_of({"stop", "none"});
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    options->format = context.format;
    const DiffResult result = diff(*options);
    print_warnings(context, result.warnings);
    if (context.format != "text") {
      std::printf("%s", result.text.c_str());
      return result.changes.empty() ? Exit::ok : Exit::finding;
    }
    print_lines(result.changes);
    if (options->out.empty())
      print_files(result.files);
    else
      for (const OutputFile& file : result.files) std::printf("wrote %s\n", file.path.c_str());
    if (result.changes.empty()) std::printf("no differences\n");
    return result.changes.empty() ? Exit::ok : Exit::finding;
  });
}

} // namespace lockstep::cli
