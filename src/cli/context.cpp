// Progress and color.
#include "cli/command.hpp"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace lockstep::cli {

void Context::say(const std::string& text) const {
  if (!quiet) std::fprintf(stderr, "%s\n", text.c_str());
}

bool Context::colored() const {
  if (color != "auto") return color == "always";
  const char* no_color = std::getenv("NO_COLOR");
  return (no_color == nullptr || *no_color == '\0') && ::isatty(STDOUT_FILENO) == 1;
}

} // namespace lockstep::cli
