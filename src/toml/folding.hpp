// Which objects are written as sugar on another one.
#pragma once

#include "model/kind.hpp"

#include <map>
#include <set>
#include <vector>

namespace lockstep {

struct Folded {
  const Sugar* sugar = nullptr;
  const Object* object = nullptr;
};

/// For each object the ones that it takes in, in the order of its kind's sugar. Each is taken in once at most, and only
/// when reading the sugar gives the very same object again.
class Folding {
public:
  explicit Folding(const State& state);

  [[nodiscard]] const std::vector<Folded>& into(const Id& id) const;
  [[nodiscard]] bool contains(const Id& id) const { return folded_.contains(id); }

private:
  void fold_children(const State& state, const Object& object, const Sugar& sugar);
  void fold_beside(const State& state, const Object& object, const Sugar& sugar);
  [[nodiscard]] bool mixes_up(const Id& into, const Sugar& sugar, const Object& object) const;
  void take(const Object& into, const Sugar& sugar, const Object& object);

  std::map<Id, std::vector<Folded>> into_;
  std::set<Id> folded_;
};

/// The fields that differ from the defaults of the kind and are shown in the language.
[[nodiscard]] std::vector<const Field*> said_fields(const Object& object);
/// True when the sugar and the keys along with it can say all of the object.
[[nodiscard]] bool says_all(const Sugar& sugar, const Object& object);

} // namespace lockstep
