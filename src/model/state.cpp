// State: a sorted set of objects with their needs.
#include "model/state.hpp"

#include "base/files.hpp"
#include "model/kind.hpp"

#include <algorithm>

namespace lockstep {

void State::put(Object object) {
  Id id = object.id;
  objects_.insert_or_assign(std::move(id), std::move(object));
}

void State::remove(const Id& id) {
  objects_.erase(id);
  needs_.erase(id);
}

void State::need(const Id& dependent, const Id& referenced) {
  if (dependent == referenced) return;
  needs_[dependent].add(referenced);
  dependents_[referenced].add(dependent);
}

void State::need_all(const std::vector<Need>& needs) {
  needs_.reserve(objects_.size());
  dependents_.reserve(objects_.size());
  for (const auto& [dependent, referenced] : needs) {
    if (*dependent == *referenced) continue;
    needs_[*dependent].add_unsorted(*referenced);
    dependents_[*referenced].add_unsorted(*dependent);
  }
  for (Edges* edges : {&needs_, &dependents_})
    for (auto& [id, ids] : *edges) ids.settle();
}

const Object* State::find(const Id& id) const {
  auto found = objects_.find(id);
  return found == objects_.end() ? nullptr : &found->second;
}

const Ids& State::needs(const Id& id) const {
  static const Ids none;
  auto found = needs_.find(id);
  return found == needs_.end() ? none : found->second;
}

const Ids& State::dependents(const Id& id) const {
  static const Ids none;
  auto found = dependents_.find(id);
  return found == dependents_.end() ? none : found->second;
}

std::vector<const Object*> State::children(const Id& parent, std::string_view kind) const {
  std::vector<const Object*> result;
  for (auto at = objects_.lower_bound(Id{kind, parent.path}); at != objects_.end(); ++at) {
    const Id& id = at->first;
    if (id.kind != kind || id.path.size() < parent.path.size() ||
        !std::equal(parent.path.begin(), parent.path.end(), id.path.begin()))
      break;
    if (id.path.size() == parent.path.size() + 1) result.push_back(&at->second);
  }
  return result;
}

std::string State::hash() const {
  std::string all;
  for (const auto& [id, object] : objects_) {
    all += to_text(id);
    for (const Field& field : object.kind->fields) {
      if (field.options.on_change == OnChange::ignore) continue;
      Value value = field.get(object.body.get());
      if (std::holds_alternative<std::monostate>(value)) continue;
      if (auto* settings = std::get_if<Settings>(&value)) std::sort(settings->list.begin(), settings->list.end());
      all += '\x1f';
      all += field.key;
      all += '\x1e';
      all += to_text(value);
    }
    all += '\x1d';
  }
  return sha256(all);
}

} // namespace lockstep
