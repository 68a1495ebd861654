// From units of migrations to the rows of a reviewer's table, and from changes to findings.
#include "app/review.hpp"

#include "base/text.hpp"
#include "diff/report.hpp"
#include "emit/native_words.hpp"

#include <map>

namespace lockstep {

void add_steps(const std::string& path, const Migration& migration, std::vector<report::Step>& steps) {
  for (const MigrationUnit& unit : migration.units) {
    report::Step step;
    step.file = path;
    step.phase = migration.phase;
    step.sql = join(unit.statements, ";\n");
    step.locks = join(unit.locks, ", ");
    step.cost = unit.cost;
    step.time = unit.time;
    step.back = trim(unit.back);
    if (step.back.empty() && native::needs_no_undoing(unit)) step.note = "nothing to undo";
    step.hazards = join(migration.hazards, ", ");
    steps.push_back(std::move(step));
  }
}

namespace {

/// Where the side that was declared says it.
Position place_of(const Change& change) {
  for (const Object* side : {change.to, change.from}) {
    if (side == nullptr || side->places.whole().line == 0) continue;
    for (const Field* field : change.changed.fields)
      if (const auto place = side->places.find(field->key)) return *place;
    return side->places.whole();
  }
  return {};
}

} // namespace

std::vector<Diagnostic> findings_of(const std::vector<std::string>& lines, const std::vector<Change>& changes,
                                    const Position& elsewhere) {
  std::map<std::string, Position> places;
  const std::vector<std::vector<std::string>> described = lines_of_changes(changes);
  auto own = described.begin();
  for (const Change& change : changes) {
    if (change.implied) continue;
    for (const std::string& line : *own++) places[line] = place_of(change);
  }
  std::vector<Diagnostic> findings;
  for (const std::string& line : lines) {
    const auto found = places.find(line);
    const bool placed = found != places.end() && found->second.line > 0;
    const char* code = line.starts_with("+") ? "added" : line.starts_with("-") ? "removed" : "changed";
    findings.push_back({Severity::error, code, placed ? found->second : elsewhere, line, {}, {}});
  }
  return findings;
}

} // namespace lockstep
