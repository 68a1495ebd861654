// What the commands print alike.
#include "cli/print.hpp"

#include <cstdio>
#include <sys/resource.h>

namespace lockstep::cli {

void print_lines(const std::vector<std::string>& lines, const std::string& prefix) {
  for (const std::string& line : lines) std::printf("%s%s\n", prefix.c_str(), line.c_str());
}

void print_warnings(const Context& context, const std::vector<std::string>& warnings) {
  if (context.quiet) return;
  for (const std::string& warning : warnings) std::fprintf(stderr, "warning: %s\n", warning.c_str());
}

void print_timings(const Context& context, const Timings& timings) {
  if (!context.verbose) return;
  for (const auto& [stage, seconds] : timings) std::fprintf(stderr, "%-14s %8.3f s\n", stage.c_str(), seconds);
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0)
    std::fprintf(stderr, "%-14s %8.1f MB\n", "peak memory", static_cast<double>(usage.ru_maxrss) / 1024);
}

void print_files(const std::vector<OutputFile>& files) {
  for (const OutputFile& file : files) std::printf("\n==> %s\n%s", file.path.c_str(), file.content.c_str());
}

} // namespace lockstep::cli
