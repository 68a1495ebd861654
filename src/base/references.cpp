// Names may hold parentheses and commas: quotes are followed from the front.
#include "base/references.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

namespace lockstep {

std::size_t find_bare(std::string_view text, std::string_view characters, std::size_t at) {
  bool quoted = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '"') quoted = !quoted;
    if (!quoted && characters.find(text[at]) != std::string_view::npos) return at;
  }
  return text.size();
}

References parse_references(std::string_view text) {
  std::size_t at = find_bare(text, "(");
  References references{std::string(trim(text.substr(0, at))), {}};
  while (at < text.size() && text[at] != ')') {
    const std::size_t end = find_bare(text, ",)", at + 1);
    if (std::vector<std::string> name = parse_name(trim(text.substr(at + 1, end - at - 1))); !name.empty())
      references.columns.push_back(std::move(name.back()));
    at = end;
  }
  return references;
}

} // namespace lockstep
