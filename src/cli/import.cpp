// lockstep import
#include <lockstep/import.hpp>

#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_import(Parser parser, Context& context) {
  const auto options = std::make_shared<ImportOptions>();
  parser.add_option("FOLDER", options->chain, "migrations of any runner; --as says whose where the files do not")
      .required();
  parser.add_option("--sql", options->sql, "what the runner prints as SQL for migrations that are not SQL")
      .type_name("FILE");
  parser.add_option("--history", options->history, "table of the runner's history where it is not its usual one")
      .type_name("TABLE");
  parser.add_flag("--native", options->native, "go on with files of lockstep's own, behind a baseline");
  parser
      .add_option("--record", options->record, "with --native: record the baseline in this database, which must agree")
      .type_name("SOURCE");
  parser.add_flag("--force", options->force, "replace lockstep.toml and schema.toml");
  parser.on_run(context, [options, &context] {
    fill(*options, context);
    const ImportResult result = import_chain(*options);
    print_warnings(context, result.warnings);
    std::printf("%zu migrations of %s replayed: the schema says what they lead to\n", result.migrations,
                result.format.c_str());
    for (const OutputFile& file : result.files) std::printf("wrote %s\n", file.path.c_str());
    return Exit::ok;
  });
}

} // namespace lockstep::cli
