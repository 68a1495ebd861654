// Which differences lockstep.toml says are fine.
#include "app/drift_findings.hpp"

#include <lockstep/suggest.hpp>

#include "kinds/kinds.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

/// `*` stands for any text, `?` for one character.
bool fits(std::string_view text, std::string_view pattern) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') return fits(text, pattern.substr(1)) || (!text.empty() && fits(text.substr(1), pattern));
  return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
         fits(text.substr(1), pattern.substr(1));
}

/// The object itself, and what it is a part of.
bool is_named(const Id& id, const std::string& pattern) {
  for (Path path = id.path; !path.empty(); path = path.parent()) {
    if (fits(name_text(path), pattern)) return true;
    if (path.size() == 1) break;
  }
  return false;
}

bool needs_extension(const State& state, const Id& id, const std::string& extension) {
  std::set<Id> seen;
  std::vector<Id> open{id};
  while (!open.empty()) {
    const Id at = open.back();
    open.pop_back();
    if (!seen.insert(at).second) continue;
    if (at.kind == "extension" && at.name() == extension) return true;
    for (const Id& need : state.needs(at)) open.push_back(need);
  }
  return false;
}

bool covers(const DriftRule& rule, const DriftSides& sides, const Change& change) {
  const Id& id = change.id();
  if (!rule.kind.empty() && rule.kind != id.kind) return false;
  if (!rule.name.empty() && !is_named(id, rule.name)) return false;
  if (!rule.owner.empty() && rule.owner != owner_of(sides.owners, id)) return false;
  return rule.extension.empty() || needs_extension(sides.actual, id, rule.extension) ||
         needs_extension(sides.expected, id, rule.extension);
}

} // namespace

const std::string* ignore_reason(const std::vector<DriftRule>& rules, const DriftSides& sides, const Change& change) {
  for (const DriftRule& rule : rules)
    if (covers(rule, sides, change)) return &rule.reason;
  return nullptr;
}

void require_known_kinds(const std::vector<DriftRule>& rules) {
  std::vector<std::string> known;
  for (const Kind* kind : all_kinds()) known.emplace_back(kind->name);
  for (const DriftRule& rule : rules) {
    if (rule.kind.empty() || find_kind(rule.kind) != nullptr) continue;
    const std::string near = nearest(rule.kind, known);
    throw usage_error("lockstep.toml: [[ignore.drift]] speaks of a kind \"" + rule.kind + "\" that there is not",
                      near.empty() ? "docs/reference/schema.md lists them." : "Did you mean \"" + near + "\"?");
  }
}

} // namespace lockstep
