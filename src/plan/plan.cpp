// From changes to ordered steps: each change renders its steps, recipes replace the dangerous ones, and every step is
// told what it makes, needs, breaks and frees.
#include "plan/plan.hpp"

#include "base/text.hpp"
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"
#include "plan/expansion.hpp"
#include "plan/mentions.hpp"
#include "plan/names.hpp"
#include "plan/order.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/share.hpp"

#include <algorithm>
#include <map>

namespace lockstep {

namespace {

/// Which changed objects must change in one transaction: a forest over their ids.
class Together {
public:
  void join(const Id& a, const Id& b) { parent_[root(a)] = root(b); }
  /// A number > 0 for an id that was joined with another, else 0.
  int unit(const Id& id) {
    if (!parent_.contains(id)) return 0;
    return units_.try_emplace(root(id), static_cast<int>(units_.size()) + 1).first->second;
  }

private:
  Id root(const Id& id) {
    Id at = id;
    for (auto found = parent_.try_emplace(at, at).first; found->second != at; found = parent_.try_emplace(at, at).first)
      at = found->second;
    return at;
  }
  std::map<Id, Id> parent_;
  std::map<Id, int> units_;
};

class Renderer {
public:
  /// With `middle`, `to` is the state between expand and contract, and `last` the one behind it.
  Renderer(const State& from, const State& to, const std::vector<Change>& changes, const Verdicts& verdicts,
           const Scale& scale, const Expanded* middle = nullptr, const State* last = nullptr)
      : from_(from), to_(to), changes_(changes), verdicts_(verdicts), scale_(scale), middle_(middle), last_(last) {
    for (const Change& change : changes_) {
      if (change.verb == Verb::drop) dropped_.insert(change.id());
      if (change.verb == Verb::create) created_.insert(change.id());
    }
    join_rebuilt();
  }

  std::vector<Planned> run() {
    for (const Change& change : changes_) {
      if (is_absorbed(change) || verdicts_.carried.contains(change.id())) continue;
      const Expansion* expansion = middle_ == nullptr ? nullptr : middle_->of_new(change.id());
      if (expansion != nullptr && expansion->news.front().beside != change.id()) continue; // comes with the first
      ++sequence_;
      Steps steps;
      if (expansion != nullptr)
        open(*expansion, steps);
      else
        render(change, steps);
      Steps safe = apply_recipes(change, std::move(steps));
      finish(change, safe);
    }
    if (middle_ != nullptr) close();
    return std::move(planned_);
  }

private:
  void open(const Expansion& expansion, Steps& steps) const {
    steps = expand::open_steps(expansion, from_, to_, *last_);
    for (Step& step : steps)
      for (const NewSide& side : expansion.news)
        if (side.beside != expansion.news.front().beside && !step.form->follows_up) step.makes.push_back(side.beside);
  }

  void close() {
    for (Steps& steps : expand::close_steps(from_, *middle_, *last_)) {
      ++sequence_;
      for (Step& step : steps) {
        step.unit = 1000000 + 10 * sequence_;
        planned_.push_back({.step = std::move(step),
                            .in_use = true,
                            .sequence = sequence_,
                            .position = 0,
                            .mentions = {},
                            .seen = {},
                            .small = false});
      }
    }
  }

  /// What is rebuilt goes and comes back in the transaction that changes what it stands on.
  void join_rebuilt() {
    std::set<Id> moving;
    for (const Change& change : changes_)
      if (change.verb == Verb::recreate || is_reshaped(change)) moving.insert(change.id());
    for (const Change& change : changes_) {
      if (change.verb != Verb::recreate) continue;
      if (change.to->kind->rebuilt_around) together_.join(change.id(), change.id());
      if (!change.around.path.empty()) together_.join(change.id(), change.around);
      if (!change.to->kind->rebuilt_around) continue;
      for (const State* state : {&from_, &to_})
        for (const Id& need : state->needs(change.id()))
          if (moving.contains(need)) together_.join(change.id(), need);
    }
  }

  /// Created inside its parent's CREATE, or gone with its parent or owner.
  bool is_absorbed(const Change& change) const {
    const Object& object = change.object();
    if (goes_with_view(change)) return true;
    if (change.verb == Verb::drop) {
      if (change.implied) return !holds_another(object);
      const Id owner = object.kind->owner != nullptr ? object.kind->owner(object) : Id{};
      if (owner.path.empty()) return false;
      return dropped_.contains(owner);
    }
    return change.verb == Verb::create && change.implied && object.kind->inline_sql != nullptr &&
           !object.kind->inline_sql(object, to_).empty();
  }

  /// An index of a materialized view that is built beside, or one that is not wanted when the view is made again.
  bool goes_with_view(const Change& change) const {
    if (change.object().kind != &kinds::materialized_view_index) return false;
    const Id view{kinds::materialized_view.name, change.id().path.parent()};
    return std::any_of(changes_.begin(), changes_.end(), [&](const Change& other) {
      return other.verb == Verb::recreate && other.id() == view &&
             (change.verb == Verb::drop || recipes::is_built_beside(other));
    });
  }

  /// Dropping it locks another table than its own (a foreign key).
  bool locks_elsewhere(const Object& child) const {
    Steps steps;
    child.kind->drop(child, from_, steps);
    return std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.form->other != Lock::none; });
  }

  /// It ties its parent to something else that goes as well, or to a table that stays (a foreign key): dropped by
  /// itself, so that neither has to go first and no drop locks two tables longer than it must. What its own siblings
  /// stand on goes with them.
  bool holds_another(const Object& child) const {
    // Only relations take along what hangs on them: the user mappings of a server are in its way.
    if (child.kind->parent != nullptr && child.kind->parent->scope == Scope::database) return true;
    if (!from_.dependents(child.id).empty()) return false;
    const bool ties = locks_elsewhere(child);
    const std::size_t depth = child.id.path.size() - 1;
    const auto inside = [&](const Id& id) {
      return id.path.size() >= depth && std::equal(child.id.path.begin(), child.id.path.end() - 1, id.path.begin());
    };
    for (const Id& need : from_.needs(child.id)) {
      const Object* object = from_.find(need);
      const bool owned = object != nullptr && object->kind->owner != nullptr && inside(object->kind->owner(*object));
      // A function can go after all that calls it, unless it takes the very parent as an argument.
      const bool called = object != nullptr && object->kind->has_signature &&
                          std::none_of(from_.needs(need).begin(), from_.needs(need).end(), inside);
      if (inside(need) || owned || called || need.path.size() < depth) continue;
      if (dropped_.contains(need) || (ties && object != nullptr)) return true;
    }
    return false;
  }

  void render(const Change& change, Steps& steps) const {
    const Kind& kind = *change.object().kind;
    switch (change.verb) {
    case Verb::create:
      kind.create(*change.to, to_, steps);
      break;
    case Verb::alter:
      kind.alter(*change.from, *change.to, change.changed, to_, steps);
      break;
    case Verb::drop:
      kind.drop(*change.from, from_, steps);
      place_drop(change, steps);
      break;
    case Verb::recreate:
      if (recipes::is_built_beside(change)) {
        steps = recipes::build_beside({from_, to_, change});
      } else if (kind.recreate != nullptr &&
                 (!change.changed.fields.empty() || kind.rebuilt_around || is_around_function(change))) {
        kind.recreate(*change.from, *change.to, to_, steps);
      } else {
        kind.drop(*change.from, from_, steps);
        for (Step& step : steps) {
          step.phase = Phase::expand;
          step.breaks = {change.id()};
        }
        kind.create(*change.to, to_, steps);
      }
      break;
    }
  }

  /// The old function is still there under another name: no reason to do without the object for a while.
  static bool is_around_function(const Change& change) {
    const Kind* around = find_kind(change.around.kind);
    return around != nullptr && around->has_signature;
  }

  /// What application code can use is dropped last, and with it what depends on it.
  void place_drop(const Change& change, Steps& steps) const {
    bool late = false;
    for (const Id& need : from_.needs(change.id())) late = late || dropped_.contains(need);
    for (Step& step : steps)
      if (late || (step.form->hazards & (data_loss | breaks_old_code)) != 0) step.phase = Phase::contract;
  }

  Steps apply_recipes(const Change& change, Steps steps) const {
    Steps result;
    for (Step& step : steps) {
      const auto verdict = verdicts_.forms.find(step.sql);
      if (verdict != verdicts_.forms.end() && step.form != &expand::add_plain_column) step.form = verdict->second;
      apply_recipe(change, std::move(step), nullptr, result);
    }
    return result;
  }

  /// Its parent is dropped and created again, and it with it, in the same transaction.
  static bool goes_with_parent(const Change& change) {
    const Kind* parent = change.object().kind->parent;
    return change.verb == Verb::recreate && parent != nullptr && change.around.kind == parent->name;
  }

  /// What a recipe makes may be made safe by another one.
  void apply_recipe(const Change& change, Step step, const Recipe* maker, Steps& result) const {
    const RecipeContext context{from_, to_, change, is_small(change.id(), step)};
    const bool in_use = !step.table.path.empty() && from_.find(step.table) != nullptr && !goes_with_parent(change);
    for (const Recipe& recipe : all_recipes()) {
      if (!in_use || &recipe == maker || recipe.replaces != step.form) continue;
      Steps made;
      if (!recipe.with(step, context, made)) continue;
      if (context.small && recipe.for_size) made = {plain_step(step, made)};
      for (Step& one : made) {
        if (maker != nullptr || step.phase != Phase::contract) one.phase = std::max(one.phase, step.phase);
        apply_recipe(change, std::move(one), &recipe, result);
      }
      return;
    }
    // An empty table has no row to look up.
    if (!in_use && step.form == &constraint::add_foreign_key) step.form = &constraint::add_foreign_key_on_new_table;
    result.push_back(std::move(step));
  }

  /// What stands in the place of a recipe where the table is small: rows that do not fit are looked for all the same.
  Step plain_step(Step step, const Steps& safe) const {
    const auto checks = std::find_if(safe.begin(), safe.end(), [](const Step& one) { return !one.check.empty(); });
    if (step.check.empty() && checks != safe.end()) step.check = checks->check;
    step.note = plain_note(step.table);
    return step;
  }

  std::string plain_note(const Id& table) const {
    return "In one step: " + name_text(table.path) + " has about " + std::to_string(*scale_.sizes->of(table)->rows) +
           " rows (policy.small_table_rows is " + std::to_string(scale_.small_rows) + ").";
  }

  /// All tables in use that the step has to do with are small.
  bool is_small(const Id& subject, const Step& step) const {
    if (step.table.path.empty() || !scale_.is_small(step.table)) return false;
    const State& state = to_.find(subject) != nullptr ? to_ : from_;
    const auto& needs = state.needs(subject);
    return std::all_of(needs.begin(), needs.end(), [&](const Id& need) {
      if (need.path.size() < 2) return true;
      const Id table{"table", {need.path[0], need.path[1]}};
      return from_.find(table) == nullptr || scale_.is_small(table);
    });
  }

  static std::vector<Id> needs_of(const State& state, const Id& id) {
    const auto& needs = state.needs(id);
    return {needs.begin(), needs.end()};
  }

  bool reshapes(const Change& change, const Step& step) const {
    return change.verb == Verb::alter && step.form->code.starts_with("set_type");
  }

  /// A partition has its columns from its table, whatever it says of them itself.
  Id where_it_comes_from(Id need) const {
    if (need.kind != "column") return need;
    for (Id parent = partition::parent_of(to_, table_of(need)); !parent.path.empty();
         parent = partition::parent_of(to_, parent))
      need.path = parent.path.child(need.name());
    return need;
  }

  void add_needs(const Id& id, Step& step) const {
    for (const Id& need : to_.needs(id))
      if (std::find(step.makes.begin(), step.makes.end(), need) == step.makes.end())
        step.needs.push_back(where_it_comes_from(need));
  }

  static bool takes_away(const Step& step, const Id& id) {
    return std::find(step.breaks.begin(), step.breaks.end(), id) != step.breaks.end();
  }

  void finish(const Change& change, Steps& steps) {
    const Id& id = change.id();
    const int unit = together_.unit(id);
    const bool only_rebound = change.verb == Verb::alter && !change.around.path.empty();
    const bool taken_away =
        std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return takes_away(step, id); });
    for (Step& step : steps) {
      const std::vector<Id> absorbed = step.makes;
      const bool away = takes_away(step, id);
      if (!away && change.verb != Verb::drop && !step.form->follows_up && !only_rebound) step.makes.push_back(id);
      // It comes back once the key that it stood on has gone, and finds the other one.
      if (!away && change.verb == Verb::recreate && dropped_.contains(change.around))
        step.makes.push_back(change.around);
      if (change.to != nullptr && !away) {
        add_needs(id, step);
        for (const Id& child : absorbed) add_needs(child, step);
      }
      // Where a step takes the object away, that one frees what it used, and not the step that brings it back.
      if (change.from != nullptr && (!taken_away || away))
        for (const Id& need : needs_of(from_, id)) step.frees.push_back(need);
      if (change.verb == Verb::drop) {
        step.breaks.push_back(id);
        drop_children(*change.from, step);
      }
      if (reshapes(change, step)) step.breaks.push_back(id);
      const bool comments = step.form == &forms::comment && change.verb == Verb::recreate;
      const bool joins = step.form->transaction == Transaction::allowed && (comments || !step.form->follows_up);
      const bool moves_along = unit > 0 && change.verb == Verb::alter;
      if (step.unit > 0)
        // Apart from those of changes that go together.
        step.unit = moves_along ? unit : 1000000 + 10 * sequence_ + step.unit;
      else if (unit > 0 && joins &&
               (change.verb == Verb::recreate || change.verb == Verb::drop || reshapes(change, step)))
        step.unit = unit;
      const bool in_use =
          step.table.path.empty() ? change.from != nullptr : exists_before(step.table) || locks_another(step);
      const bool small = in_use && is_small(id, step);
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

  /// What goes with its parent: gone too, and no longer using anything.
  void drop_children(const Object& parent, Step& step) const {
    for (const Kind* kind : child_kinds(*parent.kind))
      for (const Object* child : from_.children(parent.id, kind->name)) {
        if (holds_another(*child)) continue;
        step.breaks.push_back(child->id);
        for (const Id& need : needs_of(from_, child->id)) step.frees.push_back(need);
      }
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
  const Scale& scale_;
  const Expanded* middle_;
  const State* last_;
  std::set<Id> dropped_;
  std::set<Id> created_;
  Together together_;
  std::vector<Planned> planned_;
  int sequence_ = 0;
};

} // namespace

namespace {

Plan ordered(std::vector<Planned> steps, const State& from, const State& to, const Expanded* middle) {
  Plan plan;
  plan.open = expand::open_shapes(steps, middle);
  add_names(steps, from, to);
  add_mentions(steps, to);
  plan.steps = order_steps(std::move(steps));
  share_transactions(plan.steps);
  return plan;
}

} // namespace

Plan make_plan(const State& from, const State& to, const std::vector<Change>& changes, const Verdicts& verdicts,
               const Scale& scale) {
  return ordered(Renderer(from, to, changes, verdicts, scale).run(), from, to, nullptr);
}

Plan make_plan(const State& from, const Expanded& middle, const State& to, const Verdicts& verdicts,
               const Scale& scale) {
  const std::vector<Change> changes = diff_states(from, middle.both);
  return ordered(Renderer(from, middle.both, changes, verdicts, scale, &middle, &to).run(), from, middle.both, &middle);
}

} // namespace lockstep
