// The differences of two states, without any knowledge of kinds.
#pragma once

#include "model/kind.hpp"
#include "model/state.hpp"

#include <memory>
#include <string>
#include <vector>

namespace lockstep {

enum class Verb { create, alter, drop, recreate };
[[nodiscard]] std::string_view to_text(Verb verb);

/// One object that differs. `from` is null for create, `to` is null for drop; both point into their states.
struct Change {
  Verb verb = Verb::alter;
  const Object* from = nullptr;
  const Object* to = nullptr;
  Changed changed = {};
  bool implied = false; ///< its parent is created or dropped as well
  /// The recreated object that it stood in the way of (verb recreate) or is bound to anew (alter); empty path when it
  /// differs itself.
  Id around = {};
  /// What `from` or `to` points at where a state has it only by inheritance.
  std::shared_ptr<const Object> inherited = nullptr;

  [[nodiscard]] const Object& object() const { return to != nullptr ? *to : *from; }
  [[nodiscard]] const Id& id() const { return object().id; }
};

/// Whether the change alters a field that what depends on the object must be rebuilt around.
[[nodiscard]] bool is_reshaped(const Change& change);

/// All changes, sorted by id. What stands in the way of a reshaped or recreated object is recreated around it.
[[nodiscard]] std::vector<Change> diff_states(const State& from, const State& to);

} // namespace lockstep
