// What each difference means, who can have made it, and the statements that take it back.
#include "app/drift_findings.hpp"

#include "base/text.hpp"
#include "diff/report.hpp"
#include "kinds/kinds.hpp"
#include "plan/render.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace lockstep {

namespace {

template <std::size_t Count> bool holds(const std::array<std::string_view, Count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Fields that nobody's queries notice.
constexpr std::array<std::string_view, 1> words_only{"comment"};
/// Fields and kinds that cost or save time, and change no answer.
constexpr std::array<std::string_view, 7> tuning_fields{"with",       "storage",   "compression", "statistics",
                                                        "tablespace", "clustered", "settings"};
constexpr std::array<std::string_view, 3> tuning_kinds{"index", "materialized_view_index", "statistics"};
/// What is there beside what is expected and changes what others may write or read.
constexpr std::array<std::string_view, 12> meddling_kinds{"trigger",   "view_trigger", "event_trigger", "rule",
                                                          "view_rule", "policy",       "check",         "foreign_key",
                                                          "unique",    "exclusion",    "domain_check",  "primary_key"};

bool is_set(const Field& field, const Object& object) {
  return field.get(object.body.get()) != field.get(object.kind->make().get());
}

bool is_unique(const Object& object) {
  const Field* field = find_field(*object.kind, "unique");
  return field != nullptr && is_set(*field, object);
}

Severity severity_of(const Change& change) {
  const std::string_view kind = change.id().kind;
  const bool tuning = holds(tuning_kinds, kind) && !is_unique(change.object());
  if (change.verb == Verb::create) return holds(meddling_kinds, kind) ? Severity::error : Severity::warning;
  if (change.verb == Verb::drop) return tuning ? Severity::warning : Severity::error;
  const auto all = [&](const auto& words) {
    return std::all_of(change.changed.fields.begin(), change.changed.fields.end(),
                       [&](const Field* field) { return holds(words, field->key); });
  };
  if (all(words_only)) return Severity::note;
  const bool light = std::all_of(change.changed.fields.begin(), change.changed.fields.end(), [](const Field* field) {
    return holds(words_only, field->key) || holds(tuning_fields, field->key);
  });
  return light ? Severity::warning : Severity::error;
}

/// Differences that have a name of their own.
struct Named {
  std::string_view field;
  std::string_view value; ///< what is there: a word, or empty for "set"
  std::string_view code;
  std::string_view hint;
};
constexpr std::array named{
    Named{"not_valid", "", "not-valid", "Rows that were there before were never checked: VALIDATE CONSTRAINT does it."},
    Named{"invalid", "", "invalid-index",
          "A build died midway: the index costs every write and serves no query. DROP INDEX CONCURRENTLY, or REINDEX."},
    Named{"enabled", "never", "trigger-disabled", "It does not fire: what it guards is unguarded since."},
    Named{"unlogged", "", "unlogged", "The table is empty after a crash, and on every standby."},
};

const Named* name_for(const Change& change) {
  if (change.verb == Verb::drop) return nullptr;
  for (const Named& one : named) {
    const Field* field = find_field(*change.to->kind, one.field);
    const bool differs = field != nullptr && (change.verb == Verb::create || change.changed.has(one.field));
    if (!differs || !is_set(*field, *change.to)) continue;
    if (one.value.empty() || to_text(field->get(change.to->body.get())) == one.value) return &one;
  }
  return nullptr;
}

/// Everything about it can be seen, or enough to tell that it is there.
void hide_unseen(const DriftSides& sides, Change& change) {
  if (change.verb != Verb::alter && change.verb != Verb::recreate) return;
  const bool hidden = sides.health.hidden.contains(std::string(change.id().kind) + " " + name_text(change.id().path));
  const bool subscription = sides.health.hides_subscriptions && change.id().kind == "subscription";
  if (hidden || subscription)
    std::erase_if(change.changed.fields, [](const Field* field) {
      return field->key == "options" || field->key == "settings" || field->key == "reach" || field->key == "connection";
    });
}

/// Plain statements for each difference, from what is there to what is expected.
std::map<Id, std::vector<std::string>> ways_back(const DriftSides& sides) {
  const std::vector<Change> changes = diff_states(sides.actual, sides.expected);
  const Absorbed absorbed(sides.actual, sides.expected, changes);
  std::map<Id, std::vector<std::string>> ways;
  for (const Change& change : changes) {
    if (absorbed.has(change)) continue;
    for (const Step& step : render_change(change, sides.actual, sides.expected, absorbed))
      if (step.refusal.empty()) ways[change.id()].push_back(step.sql);
  }
  return ways;
}

std::string percent(double part) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.0f %%", part * 100);
  return text.data();
}

} // namespace

Owners owners_of(const State& state) {
  Owners owners;
  for (const auto& [id, object] : state.objects()) {
    const Field* field = find_field(*object.kind, "owner");
    if (field == nullptr) continue;
    const Value value = field->get(object.body.get());
    if (const auto* owner = std::get_if<std::string>(&value)) owners[id] = *owner;
  }
  return owners;
}

std::string owner_of(const Owners& owners, const Id& id) {
  const Kind* kind = find_kind(id.kind);
  Path path = id.path;
  while (kind != nullptr && !path.empty()) {
    if (const auto found = owners.find({kind->name, path}); found != owners.end()) return found->second;
    if (kind->parent != nullptr) path = path.parent();
    kind = kind->parent;
  }
  const auto schema = owners.find({find_kind("schema")->name, {id.path.front()}});
  return schema == owners.end() ? std::string() : schema->second;
}

void take_partition_hints(const State& said, State& state) {
  for (const auto& [id, object] : said.objects()) {
    const auto partitions = object.hints.find("partitions");
    const Object* there = partitions == object.hints.end() ? nullptr : state.find(id);
    if (there == nullptr) continue;
    Object hinted = *there;
    hinted.hints["partitions"] = partitions->second;
    state.put(std::move(hinted));
  }
}

std::vector<Change> drift_changes(const DriftSides& sides) {
  std::vector<Change> changes = diff_states(sides.expected, sides.actual);
  for (Change& change : changes) {
    // What would only be bound anew has no difference of its own.
    if (change.from != nullptr && change.to != nullptr) change.changed = differing(*change.from, *change.to);
    hide_unseen(sides, change);
  }
  std::erase_if(changes, [&](const Change& change) {
    if (sides.health.hides_sql && change.id().kind == "sql") return true;
    return (change.verb == Verb::alter || change.verb == Verb::recreate) && change.changed.fields.empty();
  });
  return changes;
}

std::vector<DriftFinding> drift_findings(const DriftSides& sides, const std::vector<Change>& changes) {
  const auto ways = ways_back(sides);
  const std::vector<std::vector<std::string>> lines = lines_of_changes(changes);
  std::vector<DriftFinding> findings;
  for (const Change& change : changes) {
    if (change.implied) continue;
    DriftFinding finding;
    finding.code = change.verb == Verb::create ? "unexpected" : change.verb == Verb::drop ? "missing" : "differs";
    finding.severity = severity_of(change);
    if (const Named* name = name_for(change)) {
      finding.code = name->code;
      finding.hint = name->hint;
      finding.severity = Severity::error;
    }
    finding.kind = change.id().kind;
    finding.object = name_text(change.id().path);
    finding.message = join(lines.at(findings.size()), "\n");
    for (const Field* field : change.changed.fields)
      finding.fields.push_back({std::string(field->key), to_text(field->get(change.from->body.get())),
                                to_text(field->get(change.to->body.get()))});
    finding.owner = owner_of(sides.owners, change.id());
    if (const auto way = ways.find(change.id()); way != ways.end()) finding.back = way->second;
    if (change.from != nullptr) finding.declared = change.from->places.whole();
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<DriftFinding> sequence_findings(const Health& health) {
  constexpr double much = 0.7;
  constexpr double too_much = 0.9;
  std::vector<DriftFinding> findings;
  for (const SequenceUse& use : health.sequences) {
    if (use.used < much) continue;
    DriftFinding finding;
    finding.code = "sequence-runs-out";
    finding.severity = use.used < too_much ? Severity::warning : Severity::error;
    finding.kind = "sequence";
    finding.object = use.name;
    finding.owner = use.owner;
    finding.message = "! sequence " + use.name + ": " + percent(use.used) + " of its numbers are used, the last is " +
                      use.limit + (use.column.empty() ? "" : " (" + use.type + " in " + use.column + ")");
    finding.hint = use.column.empty() ? "Make it a bigint: ALTER SEQUENCE … AS bigint."
                                      : "Declare " + use.column + " as bigint, and run `lockstep gen`.";
    findings.push_back(std::move(finding));
  }
  return findings;
}

} // namespace lockstep
