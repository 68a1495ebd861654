// How the steps of a change become safe.
#pragma once

#include "diff/change.hpp"
#include "plan/plan.hpp"
#include "plan/recipes/recipe.hpp"

#include <string>

namespace lockstep {

class SafeWays {
public:
  SafeWays(const State& from, const State& to, const Verdicts& verdicts, const Scale& scale)
      : from_(from), to_(to), verdicts_(verdicts), scale_(scale) {}

  /// The change's steps, the dangerous ones replaced by what their recipes make of them.
  [[nodiscard]] Steps apply(const Change& change, Steps steps) const;
  /// All tables in use that the step has to do with are small.
  [[nodiscard]] bool is_small(const Id& subject, const Step& step) const;

private:
  /// What a recipe makes may be made safe by another one.
  void apply_recipe(const Change& change, Step step, const Recipe* maker, Steps& result) const;
  /// What stands in the place of a recipe where the table is small: rows that do not fit are looked for all the same.
  [[nodiscard]] Step plain_step(Step step, const Steps& safe) const;
  [[nodiscard]] std::string plain_note(const Id& table) const;

  const State& from_;
  const State& to_;
  const Verdicts& verdicts_;
  const Scale& scale_;
};

} // namespace lockstep
