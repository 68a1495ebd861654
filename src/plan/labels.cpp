// Labels go with what they are on: nothing is said of them before it goes, but for the way back.
#include "plan/labels.hpp"

#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "plan/recipes/expand_types.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool goes(const Step& step, const Id& id) {
  return step.unit > 0 && std::find(step.breaks.begin(), step.breaks.end(), id) != step.breaks.end();
}

} // namespace

bool is_made_anew(const Change& change, const State& from, const State& to) {
  if (change.verb != Verb::alter) return false;
  State alone; // what is made of an enum, and functions over it, go and come back with it
  if (change.to->kind == &kinds::enum_type) alone.put(*change.to);
  Steps steps;
  change.to->kind->alter(*change.from, *change.to, change.changed, alone.objects().empty() ? to : alone, steps);
  const auto away = std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return goes(step, change.id()); });
  return away && expand::columns_of(from, expand::stored_types(from, change.id())).empty();
}

void keep_labels(const Change& change, const State& from, const State& to, Steps& steps) {
  const auto away = std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return goes(step, change.id()); });
  if (away == steps.end()) return;
  const int unit = away->unit;
  const auto in_unit = [&](const Step& step) { return step.unit == unit; };
  Steps were;
  push_labels(were, change.id(), from);
  for (Step& label : were) {
    std::swap(label.sql, label.back);
    label.needs.clear();
  }
  Steps again;
  push_labels(again, change.id(), to);
  for (Steps* labels : {&were, &again})
    for (Step& label : *labels) label.unit = unit;
  steps.insert(std::find_if_not(away, steps.end(), in_unit), again.begin(), again.end());
  steps.insert(std::find_if(steps.begin(), steps.end(), in_unit), were.begin(), were.end());
}

} // namespace lockstep
