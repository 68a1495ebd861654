// See the header. https://www.postgresql.org/docs/current/app-psql.html
#include "base/psql.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace lockstep {

std::string without_psql_words(const std::string& script) {
  constexpr std::array<std::string_view, 8> harmless = {"\\echo", "\\qecho", "\\warn", "\\timing",
                                                        "\\pset", "\\x",     "\\t",    "\\a"};
  constexpr std::array<std::string_view, 5> settings = {"ON_ERROR_STOP", "ECHO", "QUIET", "VERBOSITY",
                                                        "ON_ERROR_ROLLBACK"};
  if (script.find('\\') == std::string::npos) return script;
  std::vector<std::string> lines = split(script, '\n');
  for (std::string& line : lines) {
    const std::vector<std::string> words = split(trim(line), ' ');
    const bool sets = words.front() == "\\set" && words.size() > 1 &&
                      std::find(settings.begin(), settings.end(), words[1]) != settings.end();
    const bool says = std::find(harmless.begin(), harmless.end(), words.front()) != harmless.end();
    if (sets || says) line.clear();
  }
  return join(lines, "\n");
}

} // namespace lockstep
