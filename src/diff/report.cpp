// Changes for people.
#include "diff/report.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace lockstep {

namespace {

std::string shortened(std::string text) {
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

/// "old -> new", of long ones the place where they begin to differ.
std::string both_shortened(const Value& before, const Value& after) {
  std::string one = replace_all(to_text(before), "\n", " ");
  std::string other = replace_all(to_text(after), "\n", " ");
  if (one != other && shortened(one) == shortened(other)) {
    const auto differ = std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first - one.begin();
    std::size_t begin = static_cast<std::size_t>(differ) - 20;
    while ((static_cast<unsigned char>(one[begin]) & 0xC0U) == 0x80U) --begin;
    one = "..." + one.substr(begin);
    other = "..." + other.substr(begin);
  }
  return shortened(one) + " -> " + shortened(other);
}

/// A change of 200 rows is read row by row by nobody.
constexpr std::size_t most_lines = 20;

std::string cell_text(const Record& record, const std::string& column) {
  const auto found = record.find(column);
  return found == record.end() || !found->second ? "NULL" : "\"" + *found->second + "\"";
}

std::string row_changes(const Record& before, const Record& after) {
  std::vector<std::string> parts;
  for (const auto& [column, text] : after) {
    const std::string was = cell_text(before, column);
    const std::string is = cell_text(after, column);
    if (was != is) parts.push_back(column + " " + both_shortened(was, is));
  }
  return join(parts, "; ");
}

/// A line for each row that differs.
std::vector<std::string> lines_of_rows(const Change& change, const Records& before, const Records& after) {
  const std::string what = to_text(change.id()) + " ";
  std::map<std::string, const Record*> old;
  for (const Record& record : before.list) old.emplace(key_text(before, record), &record);
  std::vector<std::string> lines;
  for (const Record& record : after.list) {
    const auto was = old.find(key_text(after, record));
    if (was == old.end()) {
      lines.push_back("+ " + what + key_text(after, record));
      continue;
    }
    if (*was->second != record) lines.push_back("~ " + what + was->first + ": " + row_changes(*was->second, record));
    old.erase(was);
  }
  for (const auto& [key, record] : old) lines.push_back("- " + what + key);
  if (lines.size() > most_lines) {
    const std::size_t more = lines.size() - most_lines;
    lines.resize(most_lines);
    lines.push_back("… and " + count_of(more, "more row") + " of " + to_text(change.id()));
  }
  return lines;
}

/// Empty for a change that is none of rows.
std::vector<std::string> lines_of_rows(const Change& change) {
  if (change.to == nullptr || !change.around.path.empty()) return {};
  for (const Field& field : change.to->kind->fields) {
    if (field.shape != Shape::records) continue;
    const Value after = field.get(change.to->body.get());
    const Value before = change.from == nullptr ? Value(Records{}) : field.get(change.from->body.get());
    return lines_of_rows(change, std::get<Records>(before), std::get<Records>(after));
  }
  return {};
}

std::string field_changes(const Change& change) {
  std::vector<std::string> parts;
  for (const Field* field : change.changed.fields)
    parts.push_back(std::string(field->key) + " " +
                    both_shortened(field->get(change.from->body.get()), field->get(change.to->body.get())));
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

std::vector<std::vector<std::string>> lines_of_changes(const std::vector<Change>& changes) {
  std::map<std::vector<std::string>, std::size_t> implied;
  for (const Change& change : changes)
    if (change.implied) ++implied[{change.id().path.begin(), change.id().path.end() - 1}];
  std::vector<std::vector<std::string>> all;
  for (const Change& change : changes) {
    if (change.implied) continue;
    all.push_back(lines_of_rows(change));
    if (!all.back().empty()) continue;
    const auto found = implied.find(change.id().path);
    all.back().push_back(line_of(change, found == implied.end() ? 0 : found->second));
  }
  return all;
}

std::vector<std::string> describe_changes(const std::vector<Change>& changes) {
  std::vector<std::string> lines;
  for (const std::vector<std::string>& own : lines_of_changes(changes))
    lines.insert(lines.end(), own.begin(), own.end());
  return lines;
}

} // namespace lockstep
