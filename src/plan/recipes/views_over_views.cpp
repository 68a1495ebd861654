// Views that are made again because they differ, or because a view does that they read: the materialized ones among
// them are filled beside the old ones, over what changes with them.
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"
#include "kinds/materialized_view.hpp"
#include "plan/expansion.hpp"
#include "plan/recipes/views_beside.hpp"

#include <algorithm>
#include <map>

namespace lockstep {

namespace {

bool is_filled(const Id& id) { return id.kind == kinds::materialized_view.name; }

class Finder {
public:
  Finder(const State& from, const State& to, const std::vector<Change>& changes) : from_(from), to_(to) {
    for (const Change& change : changes) {
      if (change.verb == Verb::recreate || is_reshaped(change)) moving_.insert(change.id());
      const bool is_view = is_filled(change.id()) || change.id().kind == kinds::view.name;
      if (change.verb == Verb::recreate && is_view) views_.emplace(change.id(), &change);
    }
    while (std::erase_if(views_, [&](const auto& entry) { return !can_stand_beside(*entry.second); }) > 0) continue;
  }

  std::vector<Twin> run() const {
    std::set<Id> found;
    for (const auto& [id, change] : views_)
      if (is_filled(id) && (!change->around.path.empty() || reads_another(id))) add_with_views_under(id, found);
    std::vector<Twin> twins;
    for (const Id& id : found) recipes::add_twins(from_, to_, id, twins);
    return twins;
  }

private:
  /// Nothing else that it reads is made again or gets another shape, before or after.
  bool can_stand_beside(const Change& change) const {
    const Id& around = change.around;
    if (around.path.empty() ? change.changed.fields.empty() : !views_.contains(around)) return false;
    const auto is_still = [&](const Id& need) { return !moving_.contains(need) || views_.contains(need); };
    const Ids& before = from_.needs(change.id());
    const Ids& after = to_.needs(change.id());
    return std::all_of(before.begin(), before.end(), is_still) && std::all_of(after.begin(), after.end(), is_still);
  }

  bool reads_another(const Id& id) const {
    const Ids& needs = to_.needs(id);
    return std::any_of(needs.begin(), needs.end(), [&](const Id& need) { return views_.contains(need); });
  }

  void add_with_views_under(const Id& id, std::set<Id>& found) const {
    if (!found.insert(id).second) return;
    for (const Id& need : to_.needs(id))
      if (views_.contains(need)) add_with_views_under(need, found);
  }

  const State& from_;
  const State& to_;
  std::map<Id, const Change*> views_;
  std::set<Id> moving_;
};

} // namespace

std::vector<Twin> find_view_twins(const State& from, const State& to, const std::vector<Change>& changes) {
  return Finder(from, to, changes).run();
}

bool recipes::fill_when_swapped(std::vector<Planned>& steps, const std::vector<Planned>& in_order) {
  std::map<int, Phase> swaps;
  for (const Planned& planned : in_order)
    if (planned.step.form == &materialized_view::swap) swaps[planned.sequence] = planned.step.phase;
  bool changed = false;
  for (Planned& planned : steps) {
    const auto swap = swaps.find(planned.sequence);
    if (planned.step.form != &materialized_view::build_beside || swap == swaps.end()) continue;
    changed = changed || planned.step.phase < swap->second;
    planned.step.phase = std::max(planned.step.phase, swap->second);
  }
  return changed;
}

} // namespace lockstep
