// See the header.
#include "toml/flat.hpp"

#include "base/text.hpp"
#include "toml/document.hpp"

namespace lockstep {

namespace {

void add(const toml::table& table, const std::string& above, std::map<std::string, std::string>& found) {
  for (const Entry& entry : entries_of(table)) {
    const std::string key = above + lower(entry.name());
    if (entry.value->is_table()) add(*entry.value->as_table(), key + ".", found);
    if (const auto* text = entry.value->as_string()) found[key] = text->get();
    if (const auto* number = entry.value->as_integer()) found[key] = std::to_string(number->get());
    if (const auto* truth = entry.value->as_boolean()) found[key] = truth->get() ? "true" : "false";
  }
}

} // namespace

std::map<std::string, std::string> flat_toml(const std::string& text) {
  Mistakes ignored;
  const Document document(text, "", ignored);
  std::map<std::string, std::string> found;
  add(document.root(), "", found);
  return found;
}

} // namespace lockstep
