// A `covers` names objects as messages do: "function public.point2_in(cstring)".
#include "catalog/covered.hpp"

#include "model/kind.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

std::set<std::string> covered_names(const State& state) {
  std::set<std::string> names;
  for (const auto& [id, object] : state.objects()) {
    const Field* covers = find_field(*object.kind, "covers");
    if (covers == nullptr) continue;
    const Value value = covers->get(object.body.get());
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) names.insert(list->begin(), list->end());
  }
  return names;
}

bool is_covered(const Object& object, const std::set<std::string>& names) {
  if (names.contains(to_text(object.id))) return true;
  if (object.kind->parent == nullptr) return false;
  return names.contains(to_text({object.kind->parent->name, object.id.path.parent()}));
}

} // namespace

void leave_out_covered(State& state) {
  const std::set<std::string> names = covered_names(state);
  if (names.empty()) return;
  std::vector<Id> covered;
  for (const auto& [id, object] : state.objects())
    if (is_covered(object, names)) covered.push_back(id);
  for (const Id& id : covered) state.remove(id);
  std::erase_if(state.unknown, [&](const std::string& what) { return names.contains(what); });
}

} // namespace lockstep
