// From changes to ordered steps.
#include "plan/plan.hpp"

#include <lockstep/error.hpp>

#include "plan/expansion.hpp"
#include "plan/kinship_order.hpp"
#include "plan/mentions.hpp"
#include "plan/names.hpp"
#include "plan/order.hpp"
#include "plan/plan_steps.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/row_functions.hpp"
#include "plan/recipes/row_values.hpp"
#include "plan/recipes/views_beside.hpp"
#include "plan/share.hpp"

#include <algorithm>

namespace lockstep {

namespace {

/// What there is no way for may stand in a loop with the rest: then the reason is what matters.
std::vector<Planned> order_or_refuse(std::vector<Planned> steps) {
  const bool refused =
      std::any_of(steps.begin(), steps.end(), [](const Planned& one) { return !one.step.refusal.empty(); });
  if (!refused) {
    std::vector<Planned> in_order = order_steps(steps);
    return recipes::fill_when_swapped(steps, in_order) ? order_steps(std::move(steps)) : in_order;
  }
  try {
    return order_steps(steps);
  } catch (const Error&) {
    return steps;
  }
}

Plan ordered(std::vector<Planned> steps, const State& from, const State& to, const Expanded* middle) {
  Plan plan;
  plan.open = expand::open_shapes(steps, middle);
  tie_row_functions(steps, from, to);
  order_row_values(steps, from, to);
  add_names(steps, from, to);
  add_mentions(steps, to);
  order_kinship(steps, from, to);
  plan.steps = order_or_refuse(std::move(steps));
  share_transactions(plan.steps);
  return plan;
}

} // namespace

Plan make_plan(const State& from, const State& to, const std::vector<Change>& changes, const Verdicts& verdicts,
               const Scale& scale) {
  return ordered(plan_steps(from, to, changes, verdicts, scale), from, to, nullptr);
}

Plan make_plan(const State& from, const Expanded& middle, const State& to, const Verdicts& verdicts,
               const Scale& scale) {
  const std::vector<Change> changes = diff_states(from, middle.both);
  return ordered(plan_steps(from, middle.both, changes, verdicts, scale, &middle, &to), from, middle.both, &middle);
}

} // namespace lockstep
