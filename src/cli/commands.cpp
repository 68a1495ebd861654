// The list of all commands.
#include "cli/command.hpp"

#include <array>

namespace lockstep::cli {

void add_init(Parser parser, Context& context);       // init.cpp
void add_pull(Parser parser, Context& context);       // pull.cpp
void add_import(Parser parser, Context& context);     // import.cpp
void add_gen(Parser parser, Context& context);        // gen.cpp
void add_contract(Parser parser, Context& context);   // contract.cpp
void add_check(Parser parser, Context& context);      // check.cpp
void add_drift(Parser parser, Context& context);      // drift.cpp
void add_lint(Parser parser, Context& context);       // lint.cpp
void add_trace(Parser parser, Context& context);      // trace.cpp
void add_diff(Parser parser, Context& context);       // diff.cpp
void add_export(Parser parser, Context& context);     // export.cpp
void add_report(Parser parser, Context& context);     // report.cpp
void add_apply(Parser parser, Context& context);      // apply.cpp
void add_fmt(Parser parser, Context& context);        // fmt.cpp
void add_verify(Parser parser, Context& context);     // verify.cpp
void add_squash(Parser parser, Context& context);     // squash.cpp
void add_status(Parser parser, Context& context);     // status.cpp
void add_dev(Parser parser, Context& context);        // dev.cpp
void add_doctor(Parser parser, Context& context);     // doctor.cpp
void add_completion(Parser parser, Context& context); // completion.cpp
void add_lsp(Parser parser, Context& context);        // lsp.cpp
void add_man(Parser parser, Context& context);        // man.cpp
void add_explain(Parser parser, Context& context);    // explain.cpp
void add_language(Parser parser, Context& context);   // language.cpp

std::span<const Command> all_commands() {
  static constexpr std::array commands{
      Command{"init", "start a project: lockstep.toml, schema.toml, migrations/", add_init},
      Command{"pull", "write schema.toml from a database, a dump, or the schema of another tool", add_pull},
      Command{"import", "take over the migrations of another runner", add_import},
      Command{"gen", "write the next migration files, proven", add_gen},
      Command{"contract", "promote held-back contract files into the chain", add_contract},
      Command{"check", "fail when migrations and schema do not agree (for CI)", add_check},
      Command{"drift", "compare a live database with what it should be", add_drift},
      Command{"lint", "what in migration files blocks, loses data or breaks what runs", add_lint},
      Command{"trace", "run migration files in the shadow: what locks, reads, writes and lasts", add_trace},
      Command{"diff", "compare any two sources and plan the way", add_diff},
      Command{"export", "the schema as SQL, JSON, DBML or a Mermaid diagram", add_export},
      Command{"report", "one page of HTML: plan, locks, tables, drift", add_report},
      Command{"apply", "run pending migrations", add_apply},
      Command{"fmt", "write schema files in canonical form, comments kept", add_fmt},
      Command{"verify", "whether the migration files are as they were written", add_verify},
      Command{"squash", "make one plan of the last files, which nobody else has run", add_squash},
      Command{"status", "what is applied, pending, interrupted, held back", add_status},
      Command{"dev", "the project's private server: start, stop, url", add_dev},
      Command{"doctor", "what is missing on this machine and what mends it", add_doctor},
      Command{"explain", "what a hazard, a safe way or a rule of lint is, and why", add_explain},
      Command{"completion", "the words of the command line for bash, zsh or fish", add_completion},
      Command{"lsp", "a language server for schema.toml, over stdin and stdout", add_lsp},
      Command{"man", "the manual page, for `man -l -`", add_man},
      Command{"json-schema", "print the JSON Schema of schema.toml for editors", add_language},
  };
  return commands;
}

} // namespace lockstep::cli
