// What the commands print alike.
#pragma once

#include <lockstep/lockstep.hpp>

#include "cli/command.hpp"

#include <string>
#include <vector>

namespace lockstep::cli {

/// The options that every function of the library takes, from the shared ones of the line.
template <typename Options> void fill(Options& options, const Context& context) {
  options.folder = context.folder;
  options.as = context.as;
  options.shadow = context.shadow;
  options.say = [&context](const std::string& text) { context.say(text); };
}

/// One line each on stdout.
void print_lines(const std::vector<std::string>& lines, const std::string& prefix = {});
/// Warnings on stderr, unless -q.
void print_warnings(const Context& context, const std::vector<std::string>& warnings);
/// Seconds of each stage and the peak memory on stderr, with -v.
void print_timings(const Context& context, const Timings& timings);
/// The files with a line that names each.
void print_files(const std::vector<OutputFile>& files);

} // namespace lockstep::cli
