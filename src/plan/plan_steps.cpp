// From changes to steps: each change renders its steps, recipes replace the dangerous ones, and every step is told what
// it makes, needs, breaks and frees.
#include "plan/plan_steps.hpp"

#include "base/text.hpp"
#include "kinds/access.hpp"
#include "kinds/column.hpp"
#include "kinds/function.hpp"
#include "kinds/kinds.hpp"
#include "kinds/privileges.hpp"
#include "plan/absorbed.hpp"
#include "plan/overloads.hpp"
#include "plan/recipes/expand_access.hpp"
#include "plan/recipes/expand_types.hpp"
#include "plan/recipes/index_marks.hpp"
#include "plan/recipes/move.hpp"
#include "plan/recipes/name_later.hpp"
#include "plan/recipes/refresh.hpp"
#include "plan/recipes/remake.hpp"
#include "plan/recipes/renew.hpp"
#include "plan/render.hpp"
#include "plan/safe_ways.hpp"
#include "plan/together.hpp"
#include "plan/uses.hpp"

#include <algorithm>

namespace lockstep {

namespace {

class Renderer {
public:
  /// With `middle`, `to` is the state between expand and contract, and `last` the one behind it.
  Renderer(const State& from, const State& to, const std::vector<Change>& changes, const Verdicts& verdicts,
           const Scale& scale, const Expanded* middle = nullptr, const State* last = nullptr)
      : from_(from), to_(to), changes_(changes), verdicts_(verdicts), safe_ways_(from, to, verdicts, scale),
        middle_(middle), last_(last), absorbed_(from, to, changes, verdicts.views), uses_(from, to, absorbed_),
        together_(from, to, changes, verdicts.views), stale_(stale_values(from, to, changes)),
        marks_(from, to, changes) {
    for (const Stale& stale : stale_)
      if (changes_with(stale)) {
        together_.join(stale.change.id(), stale.by);
        tied_.insert(stale.by);
      }
  }

  std::vector<Planned> run() {
    const std::set<Id> made = expand::made_with_types(changes_, from_, to_, last_ == nullptr ? to_ : *last_);
    for (const Change& change : changes_) {
      if (change.verb != Verb::drop && made.contains(change.id())) continue;
      if (absorbed_.has(change) || verdicts_.carried.contains(change.id())) continue;
      if (middle_ != nullptr && middle_->takes_along(change, from_)) continue;
      const Expansion* expansion = middle_ == nullptr ? nullptr : middle_->of_new(change.id());
      if (expansion != nullptr && expansion->news.front().beside != change.id()) continue; // comes with the first
      ++sequence_;
      Steps steps = expansion != nullptr ? open(*expansion) : render_change(change, from_, to_, absorbed_);
      if (middle_ != nullptr) expand::share_function_access(change, middle_->expansions, steps);
      tell_ambiguity(change, steps);
      tell_stale(stale_, from_, change, steps);
      refuse_under_partition_key(from_, to_, change, steps);
      refuse_early_view(change, steps);
      if (expand::is_partitioning(change)) refuse_partitioning(change, steps);
      if (expand::is_rebuilt(change, to_))
        expand::rebuild_type(change, from_, to_, last_ == nullptr ? to_ : *last_, steps);
      Steps safe = safe_ways_.apply(change, std::move(steps));
      marks_.keep(change, safe);
      if (const auto for_now = named_for_now(change, from_, to_)) push_later_name(*for_now, change, from_, safe);
      finish(change, safe);
    }
    refill_stale();
    if (middle_ != nullptr) {
      close();
      drop_needs_of_olds();
      for (const Expansion& expansion : middle_->expansions) expand::wait_until_filled(expansion, to_, planned_);
    }
    return std::move(planned_);
  }

private:
  void refill_stale() {
    const std::vector<Stale> views = stale_views(from_, to_, changes_);
    for (const Stale& stale : views) {
      ++sequence_;
      Steps steps = refill(stale, from_, to_, changes_);
      finish(stale.change, steps);
    }
    for (const Stale& stale : stale_) {
      if (is_rebuilt_with(stale.change.id(), views, from_, to_)) continue;
      ++sequence_;
      Steps steps = renew(stale, from_, to_);
      finish(stale.change, steps);
    }
  }

  Steps open(const Expansion& expansion) const {
    Steps steps = expand::open_steps(expansion, from_, to_, *last_);
    for (Step& step : steps)
      for (const NewSide& side : expansion.news)
        if (side.beside != expansion.news.front().beside && !step.form->follows_up) step.makes.push_back(side.beside);
    return steps;
  }

  void close() {
    for (const Expansion& expansion : middle_->expansions)
      if (expansion.moves() && !expansion.open) open_moved(expansion);
    for (Steps& steps : expand::close_steps(from_, *middle_, *last_)) {
      ++sequence_;
      for (Step& step : steps) {
        step.unit = 1000000 + 10 * sequence_;
        push_closing(std::move(step));
      }
    }
    for (const Remade& remade : middle_->remade) {
      if (!remade.open) push_remade(expand::open_remade(remade, from_, to_));
      for (Steps& steps : expand::close_remade(remade, from_, *middle_, *last_)) push_remade(std::move(steps));
    }
  }

  void open_moved(const Expansion& expansion) {
    Steps all;
    for (Step& step : expand::open_moved(expansion, from_, to_)) {
      const auto change =
          std::find_if(changes_.begin(), changes_.end(), [&](const Change& one) { return one.id() == step.subject; });
      Steps safe = change == changes_.end() ? Steps{step} : safe_ways_.apply(*change, {step});
      all.insert(all.end(), safe.begin(), safe.end());
    }
    push_remade(std::move(all));
  }

  /// Steps of a table that is made anew; those that say so share a transaction.
  void push_remade(Steps steps) {
    ++sequence_;
    for (Step& step : steps) {
      if (step.unit > 0) step.unit += 1000000 + 10 * sequence_;
      push_closing(std::move(step));
    }
  }

  void refuse_early_view(const Change& change, Steps& steps) const {
    if (middle_ == nullptr || change.to == nullptr || steps.empty()) return;
    if (const std::string why = expand::why_no_view(*change.to, to_, middle_->expansions); !why.empty())
      steps.front().refusal = why;
  }

  void refuse_partitioning(const Change& change, Steps& steps) const {
    for (Step& step : steps)
      if (!step.refusal.empty()) step.refusal = expand::why_not_remade(change.id(), from_, to_, changes_);
  }

  /// The sequence goes with the column that owns it.
  bool goes_with_old(const Id& id) const {
    const Object& object = *from_.find(id);
    const Id owner = object.kind->owner == nullptr ? Id{} : object.kind->owner(object);
    return std::any_of(middle_->expansions.begin(), middle_->expansions.end(), [&](const Expansion& expansion) {
      return std::any_of(expansion.olds.begin(), expansion.olds.end(),
                         [&](const OldSide& old) { return old.column == owner; });
    });
  }

  /// Types that the old columns had, and sequences that they counted with.
  void drop_needs_of_olds() {
    for (const Id& id : expand::needs_of_olds(from_, *last_, middle_->expansions)) {
      if (goes_with_old(id)) continue;
      ++sequence_;
      Steps steps;
      from_.find(id)->kind->drop(*from_.find(id), from_, steps);
      for (Step& step : steps) {
        step.phase = Phase::contract;
        step.breaks = {id};
        step.frees = {from_.needs(id).begin(), from_.needs(id).end()};
        push_closing(std::move(step));
      }
    }
  }

  void push_closing(Step step) {
    planned_.push_back({.step = std::move(step),
                        .in_use = true,
                        .sequence = sequence_,
                        .position = 0,
                        .mentions = {},
                        .seen = {},
                        .small = false});
  }

  /// A function comes that makes calls of another one fail, or stands in for one that goes in the same transaction.
  void tell_ambiguity(const Change& change, Steps& steps) {
    const bool clashes = made_ambiguous(from_, change) != nullptr && taken_over_by(from_, changes_, change) == nullptr;
    const bool goes = change.verb == Verb::drop && together_.unit(change.id()) > 0;
    if (change.verb == Verb::drop && makes_way(changes_, change.id())) make_way(from_, changes_, change, steps);
    for (Step& step : steps) {
      if (goes && step.form == &function::drop) {
        step.form = &function::drop_taken_over;
        step.phase = Phase::expand;
      }
      if (clashes && (step.form == &function::create || step.form == &function::replace))
        step.form = &function::create_ambiguous;
    }
  }

  /// The number of the transaction: that of changes which go together, or one of the change's own.
  int unit_of(const Change& change, int unit, const Step& step) const {
    const bool moves_along = unit > 0 && change.verb == Verb::alter;
    if (step.unit > 0) return moves_along ? unit : 1000000 + 10 * sequence_ + step.unit;
    const bool comments = step.form == &forms::comment && change.verb == Verb::recreate;
    const bool joins = step.form->transaction == Transaction::allowed && (comments || !step.form->follows_up);
    const bool is_remade =
        change.verb != Verb::alter || reshapes(change, step) || is_policy(change) || tied_.contains(change.id());
    return joins && is_remade ? unit : 0;
  }

  /// What stands between two steps of one transaction shares it.
  static void close_gaps(Steps& steps) {
    for (std::size_t i = 1; i < steps.size(); ++i) {
      const int unit = steps[i - 1].unit;
      const auto rest = steps.begin() + static_cast<std::ptrdiff_t>(i);
      const bool goes_on =
          unit > 0 && std::any_of(rest, steps.end(), [&](const Step& one) { return one.unit == unit; });
      if (goes_on && rest->unit == 0 && rest->form->transaction == Transaction::allowed) rest->unit = unit;
    }
  }

  void finish(const Change& change, Steps& steps) {
    const Id& id = change.id();
    int unit = together_.unit(id);
    if (unit == 0 && change.verb == Verb::recreate && remembers_access(steps)) unit = 1000000 + 10 * sequence_;
    for (Step& step : steps) step.unit = unit_of(change, unit, step);
    close_gaps(steps);
    const bool taken_away =
        std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return takes_away(step, id); });
    for (Step& step : steps) {
      uses_.tell(change, taken_away, step);
      const bool in_use = step.table.path.empty()
                              ? change.from != nullptr || (step.form->hazards & breaks_old_code) != 0
                              : exists_before(step.table) || locks_another(step);
      const bool small = in_use && safe_ways_.is_small(id, step);
      planned_.push_back({.step = std::move(step),
                          .in_use = in_use,
                          .sequence = sequence_,
                          .position = position_of(change),
                          .mentions = {},
                          .seen = {},
                          .small = small});
    }
  }

  /// Columns can only be added at the end of a table.
  static int position_of(const Change& change) {
    const Field* field = find_field(*change.object().kind, "position");
    if (change.verb != Verb::create || field == nullptr) return 0;
    const Value value = field->get(change.to->body.get());
    const auto* number = std::get_if<std::int64_t>(&value);
    return number != nullptr ? static_cast<int>(*number) : 0;
  }

  /// The table (or whatever else the same path names) was there before the plan.
  bool exists_before(const Id& table) const {
    const auto kinds = all_kinds();
    return std::any_of(kinds.begin(), kinds.end(), [&](const Kind* kind) {
      return kind->parent == nullptr && from_.find({kind->name, table.path}) != nullptr;
    });
  }

  /// Its form locks a second table, and that one was there before the plan.
  bool locks_another(const Step& step) const {
    if (step.form->other == Lock::none) return false;
    return std::any_of(step.needs.begin(), step.needs.end(), [&](const Id& need) {
      return need.path.size() >= 2 && from_.find({"table", {need.path[0], need.path[1]}}) != nullptr;
    });
  }

  const State& from_;
  const State& to_;
  const std::vector<Change>& changes_;
  const Verdicts& verdicts_;
  SafeWays safe_ways_;
  const Expanded* middle_;
  const State* last_;
  Absorbed absorbed_;
  Uses uses_;
  Together together_;
  std::vector<Stale> stale_;
  IndexMarks marks_;
  std::set<Id> tied_; ///< functions that get another body together with what holds their values
  std::vector<Planned> planned_;
  int sequence_ = 0;
};

/// What does not fit the new type of a column in its old form goes before the type changes, and comes back behind it.
std::vector<Change> around_types(std::vector<Change> changes, const Verdicts& verdicts) {
  std::set<Id> reshaped;
  for (const Change& change : changes)
    if (is_reshaped(change)) reshaped.insert(change.id());
  for (Change& change : changes) {
    const auto found = verdicts.unfit.find(change.id());
    if (found == verdicts.unfit.end() || !reshaped.contains(found->second) || change.verb == Verb::drop) continue;
    change.verb = Verb::recreate;
    if (change.around.path.empty()) change.around = found->second;
  }
  return changes;
}

} // namespace

std::vector<Planned> plan_steps(const State& from, const State& to, const std::vector<Change>& changes,
                                const Verdicts& verdicts, const Scale& scale, const Expanded* middle,
                                const State* last) {
  return Renderer(from, to, around_types(changes, verdicts), verdicts, scale, middle, last).run();
}

} // namespace lockstep
