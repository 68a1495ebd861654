// What a step makes, needs, breaks and frees: what the order of a plan is found from.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"
#include "model/step.hpp"
#include "plan/absorbed.hpp"

namespace lockstep {

/// The step gives a column in use another type.
[[nodiscard]] bool reshapes(const Change& change, const Step& step);
/// The object is not there after the step, whatever brings it back.
[[nodiscard]] bool takes_away(const Step& step, const Id& id);

class Uses {
public:
  Uses(const State& from, const State& to, const Absorbed& absorbed) : from_(from), to_(to), absorbed_(absorbed) {}

  /// Writes it into the step. `taken_away`: some step of the change takes the object away.
  void tell(const Change& change, bool taken_away, Step& step) const;

private:
  /// A partition has its columns from its table, whatever it says of them itself.
  Id where_it_comes_from(Id need) const;
  void add_needs(const Id& id, Step& step) const;
  /// What goes with its parent: gone too, and no longer using anything.
  void drop_children(const Object& parent, Step& step) const;

  const State& from_;
  const State& to_;
  const Absorbed& absorbed_;
};

} // namespace lockstep
