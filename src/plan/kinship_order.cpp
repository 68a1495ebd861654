// See the header. What comes first makes a mark that the others need.
#include "plan/kinship_order.hpp"

#include "kinds/kinship.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"
#include "kinds/render.hpp"

#include <set>

namespace lockstep {

namespace {

void add_family(const Id& table, const State& state, std::set<Id>& family) {
  const Object* object = state.find(table);
  if (object == nullptr || !family.insert(table).second) return;
  for (const Id& parent : partition::parents_of(*object)) add_family(parent, state, family);
}

bool is_part_of(const Step& step, const std::set<Id>& family) {
  const std::string_view kind = step.subject.kind;
  return (kind == kinds::column.name || kind == kinds::check.name) && family.contains(table_of(step.subject));
}

} // namespace

void order_kinship(std::vector<Planned>& steps, const State& from, const State& to) {
  for (Planned& planned : steps) {
    Step& step = planned.step;
    const kinship::Side side = kinship::side_of(step, to);
    if (side == kinship::Side::neither) continue;
    const bool before = side == kinship::Side::before;
    std::set<Id> family;
    add_family(step.subject, before ? from : to, family);
    const Id mark{before ? "let_go" : "taken_on", step.subject.path};
    (before ? step.makes : step.needs).push_back(mark);
    for (Planned& other : steps)
      if (is_part_of(other.step, family)) (before ? other.step.needs : other.step.makes).push_back(mark);
  }
}

} // namespace lockstep
