// Functions whose bodies can not be checked where they stand.
#include "plan/bodies.hpp"

#include "kinds/function.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

// undefined table, column, function, object, schema
constexpr std::array<std::string_view, 5> unresolved{"42P01", "42703", "42883", "42704", "3F000"};

bool brings_body(const Planned& planned) {
  const Form* form = planned.step.form;
  return form == &function::create || form == &function::replace || form == &function::reshape;
}

/// In a transaction of its own the setting ends with it; in a file that is one transaction it is taken back.
Planned switch_step(const Planned& around, bool on) {
  const bool local = around.step.unit > 0;
  const auto sql = [&](bool value) {
    if (local) return std::string("SET LOCAL check_function_bodies = ") + (value ? "on" : "off");
    return std::string(value ? "RESET check_function_bodies" : "SET check_function_bodies = off");
  };
  Planned planned = around;
  planned.step = {};
  planned.step.form = &check_bodies;
  planned.step.subject = around.step.subject;
  planned.step.sql = sql(on);
  planned.step.back = sql(!on);
  planned.step.phase = around.step.phase;
  planned.step.unit = around.step.unit;
  if (!on) planned.step.note = "The body names what is not there yet, or not in the search path of this session.";
  return planned;
}

} // namespace

bool may_be_unresolved(const Plan& plan, std::size_t begin, std::size_t end, const std::string& sqlstate) {
  if (std::find(unresolved.begin(), unresolved.end(), sqlstate) == unresolved.end()) return false;
  for (std::size_t i = begin; i < end; ++i) {
    const bool is_unchecked = i > 0 && plan.steps[i - 1].step.form == &check_bodies;
    if (brings_body(plan.steps[i]) && !is_unchecked) return true;
  }
  return false;
}

void leave_bodies_unchecked(Plan& plan, std::size_t begin, std::size_t end) {
  std::vector<Planned> steps(plan.steps.begin(), plan.steps.begin() + static_cast<std::ptrdiff_t>(begin));
  for (std::size_t i = begin; i < end; ++i) {
    const Planned& planned = plan.steps[i];
    if (brings_body(planned)) steps.push_back(switch_step(planned, false));
    steps.push_back(planned);
    if (brings_body(planned)) steps.push_back(switch_step(planned, true));
  }
  steps.insert(steps.end(), plan.steps.begin() + static_cast<std::ptrdiff_t>(end), plan.steps.end());
  plan.steps = std::move(steps);
}

} // namespace lockstep
