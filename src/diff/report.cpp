// Changes for people.
#include "diff/report.hpp"

#include "base/text.hpp"

#include <map>

namespace lockstep {

namespace {

std::string shortened(const Value& value) {
  std::string text = replace_all(to_text(value), "\n", " ");
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

std::string field_changes(const Change& change) {
  std::vector<std::string> parts;
  for (const Field* field : change.changed.fields)
    parts.push_back(std::string(field->key) + " " + shortened(field->get(change.from->body.get())) + " -> " +
                    shortened(field->get(change.to->body.get())));
  return join(parts, "; ");
}

std::string line_of(const Change& change, std::size_t implied) {
  const std::string what = to_text(change.id());
  const std::string rest = implied == 0 ? std::string() : " (with " + count_of(implied, "part") + ")";
  switch (change.verb) {
  case Verb::create:
    return "+ " + what + rest;
  case Verb::drop:
    return "- " + what + rest;
  case Verb::alter:
    if (!change.around.path.empty()) return "~ " + what + ": bound to the new " + to_text(change.around);
    return "~ " + what + ": " + field_changes(change);
  case Verb::recreate:
    if (change.changed.fields.empty()) return "! " + what + ": rebuilt around " + to_text(change.around);
    return "! " + what + ": " + field_changes(change);
  }
  return {};
}

} // namespace

std::vector<std::string> describe_changes(const std::vector<Change>& changes) {
  std::map<std::vector<std::string>, std::size_t> implied;
  for (const Change& change : changes)
    if (change.implied) ++implied[{change.id().path.begin(), change.id().path.end() - 1}];
  std::vector<std::string> lines;
  for (const Change& change : changes) {
    if (change.implied) continue;
    const auto found = implied.find(change.id().path);
    lines.push_back(line_of(change, found == implied.end() ? 0 : found->second));
  }
  return lines;
}

} // namespace lockstep
