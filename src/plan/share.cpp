// Which neighbours may commit together.
#include "plan/share.hpp"

namespace lockstep {

namespace {

/// Above every number that the renderer gives.
constexpr int first_unit = 1000000000;

/// Over in milliseconds once it has its one lock, and nothing has to happen before or after its commit.
bool is_cheap(const Planned& planned) {
  const Step& step = planned.step;
  const Form& form = *step.form;
  return planned.in_use && !step.table.path.empty() && step.unit == 0 && step.refusal.empty() &&
         form.lock != Lock::none && form.other == Lock::none && form.cost == Cost::catalog &&
         form.transaction == Transaction::allowed;
}

/// A query that must find no row stands before its own transaction, and a note above its own statement. A lock never
/// grows, and what can be undone is not tied to what can not.
bool may_follow(const Planned& first, const Planned& next) {
  const Step& one = first.step;
  const Step& other = next.step;
  return is_cheap(next) && other.check.empty() && other.phase == one.phase && other.table == one.table &&
         other.form->lock <= one.form->lock && other.back.empty() == one.back.empty() &&
         (other.note.empty() || other.note == one.note);
}

} // namespace

void share_transactions(std::vector<Planned>& steps) {
  int unit = first_unit;
  for (std::size_t begin = 0; begin < steps.size();) {
    std::size_t end = begin + 1;
    if (is_cheap(steps[begin]))
      while (end < steps.size() && may_follow(steps[begin], steps[end])) ++end;
    if (end - begin > 1) {
      for (std::size_t i = begin; i < end; ++i) steps[i].step.unit = unit;
      ++unit;
    }
    begin = end;
  }
}

} // namespace lockstep
