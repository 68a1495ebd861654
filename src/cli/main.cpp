// Entry point: reads the command line, runs the chosen command, turns errors into text and exit codes.
#include <lockstep/lockstep.hpp>
#include <lockstep/suggest.hpp>
#include <lockstep/version.hpp>

#include "cli/parser.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <malloc.h>

namespace lockstep::cli {
namespace {

void add_shared_options(Parser line, Context& context) {
  line.add_option("-C", context.folder, "run as if started in DIR").type_name("DIR");
  line.add_option("--format", context.format, "how findings are printed")
      .one_of({"text", "json", "sarif", "github", "gitlab", "junit", "markdown", "openmetrics"});
  line.add_option("--color", context.color, "color the output").one_of({"auto", "always", "never"});
  line.add_flag("-q,--quiet", context.quiet, "no progress on stderr");
  line.add_flag("-v,--verbose", context.verbose, "more progress on stderr");
  line.add_option("--as", context.as, "format of the migrations: native, flyway, alembic, …").type_name("NAME");
  line.add_option("--shadow", context.shadow, "server for the shadow database, or `embedded`").type_name("URL");
}

void add_commands(CLI::App& app, Context& context) {
  for (const Command& command : all_commands()) {
    CLI::App* parser = app.add_subcommand(command.name, command.summary);
    parser->fallthrough();
    command.add(Parser(*parser), context);
  }
}

// Every option name of the parser, with its dashes.
void collect_options(const CLI::App& parser, std::vector<std::string>& names) {
  for (const CLI::Option* option : parser.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
}

// "did you mean …?" for the first word that nobody took, or empty.
std::string suggestion(const CLI::App& app) {
  const std::vector<std::string> rest = app.remaining(true);
  if (rest.empty()) return {};
  const std::string word = rest.front().substr(0, rest.front().find('='));
  std::vector<std::string> names;
  if (word.starts_with('-')) {
    collect_options(app, names);
    for (const CLI::App* parser : app.get_subcommands()) collect_options(*parser, names);
  } else if (app.get_subcommands().empty()) {
    for (const Command& command : all_commands()) names.emplace_back(command.name);
  }
  const std::string found = nearest(word, names);
  return found.empty() ? found : "did you mean `" + found + "`?";
}

int report_parse_error(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  std::string message = error.what();
  const std::string hint = suggestion(app);
  const std::vector<std::string> rest = app.remaining(true);
  if (!rest.empty() && !rest.front().starts_with('-') && app.get_subcommands().empty())
    message = "there is no command `" + rest.front() + "`";
  Error shown = usage_error(message, hint.empty() ? "`lockstep --help` lists the commands and options" : hint);
  std::fprintf(stderr, "%s\n", shown.full().c_str());
  return static_cast<int>(Exit::usage);
}

int run(const Context& context) {
  try {
    return static_cast<int>(context.run());
  } catch (const SchemaError& error) {
    std::fprintf(stderr, "%s\n%s\n", error.diagnostics.text().c_str(), error.full().c_str());
    return static_cast<int>(error.exit);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.full().c_str());
    return static_cast<int>(error.exit);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: %s\n  hint: this is a defect of lockstep; please report it\n", error.what());
    return static_cast<int>(Exit::proof);
  }
}

int start(int argc, char** argv) {
  // Threads that hold half a catalog each share their free memory: the peak of gen falls by a twentieth.
  ::mallopt(M_ARENA_MAX, 2);
  Context context;
  CLI::App app("Schema-first migrations for PostgreSQL: declare the schema, get proven migration files.", "lockstep");
  app.set_version_flag("--version", "lockstep " + std::string(version()));
  app.require_subcommand(0, 1);
  add_shared_options(Parser(app), context);
  add_commands(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return report_parse_error(app, error);
  }
  if (!context.run) {
    std::fprintf(stderr, "%s", app.help().c_str());
    return static_cast<int>(Exit::usage);
  }
  return run(context);
}

} // namespace
} // namespace lockstep::cli

int main(int argc, char** argv) { return lockstep::cli::start(argc, argv); }
