// All objects of a schema at one moment, and what each needs. Immutable once read.
#pragma once

#include "model/ids.hpp"
#include "model/object.hpp"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace lockstep {

class State {
public:
  /// Adds or replaces an object.
  void put(Object object);
  void remove(const Id& id);
  /// Says that `dependent` can not exist without `referenced`.
  void need(const Id& dependent, const Id& referenced);
  struct Need {
    const Id* dependent;
    const Id* referenced;
  };
  /// The same for many at once, to a state that knows of no needs yet.
  void need_all(const std::vector<Need>& needs);

  [[nodiscard]] const Object* find(const Id& id) const;
  [[nodiscard]] const std::map<Id, Object>& objects() const { return objects_; }
  /// What the object needs, from the catalog's own dependencies. Empty for states that were only declared.
  [[nodiscard]] const Ids& needs(const Id& id) const;
  /// Every object that needs this one directly.
  [[nodiscard]] const Ids& dependents(const Id& id) const;
  /// The children of one kind, in the order of their names.
  [[nodiscard]] std::vector<const Object*> children(const Id& parent, std::string_view kind) const;
  /// Objects that the catalogs hold and no kind models: "function public.touch()".
  std::vector<std::string> unknown;
  /// Major version of the server that was read, 0 for a declared state.
  int server_major = 0;

  /// One hash over all ids and fields that count as differences: equal states have equal hashes.
  [[nodiscard]] std::string hash() const;

private:
  using Edges = std::unordered_map<Id, Ids, IdHash>;
  std::map<Id, Object> objects_;
  Edges needs_;
  Edges dependents_;
};

} // namespace lockstep
