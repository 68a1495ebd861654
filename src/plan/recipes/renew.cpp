// See the header. https://www.postgresql.org/docs/current/xfunc-volatility.html
#include "plan/recipes/renew.hpp"

#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/function.hpp"
#include "kinds/index.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"
#include "kinds/row_checks.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/recipe.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

bool gives_other_values(const Change& change) {
  return change.verb == Verb::alter && change.around.path.empty() && change.object().kind->has_signature &&
         (change.changed.has("body") || change.changed.has("sql_body"));
}

bool is_index(const Object& object) {
  return object.kind == &kinds::index || object.kind == &kinds::materialized_view_index;
}

bool is_stored(const Object& object) {
  if (object.kind != &kinds::column) return false;
  const auto& column = body<Column>(object);
  return !column.generated.empty() && !column.is_virtual;
}

bool is_checked(const Object& object) {
  if (object.kind == &kinds::domain_check)
    return find_field(*object.kind, "not_valid")->get(object.body.get()) != Value(true);
  return object.kind == &kinds::check && !body<CheckConstraint>(object).not_valid &&
         !body<CheckConstraint>(object).not_enforced;
}

bool is_exclusion(const Object& object) { return object.kind == &kinds::exclusion; }

/// What needs a function as a whole is partitioned by what it gives.
bool is_partitioned_by(const Object& object, const State& state) {
  return object.kind == &kinds::table && partition::is_partitioned(state, object.id);
}

/// Through functions, those too that call it in a text which the server does not follow.
void add_holders(const State& state, const Id& on, std::set<Id>& passed, std::set<Id>& found) {
  for (const Id& id : users_of(state, on)) {
    const Object* object = state.find(id);
    if (object == nullptr || !passed.insert(id).second) continue;
    const bool holds_rows = is_partitioned_by(*object, state) && !partition::children_of(state, id).empty();
    if (is_index(*object) || is_stored(*object) || is_checked(*object) || is_exclusion(*object) || holds_rows)
      found.insert(id);
    if (object->kind->has_signature) add_holders(state, id, passed, found);
  }
}

Steps build_again(const State& state, const Object& object) {
  const auto& index = body<Index>(object);
  Step step = index::reindex_concurrently_step(object.id);
  if (object.kind == &kinds::materialized_view_index) step.table.kind = kinds::materialized_view.name;
  if (index.unique)
    step.check = row_checks::duplicates(state, step.table, index.columns, index.nulls_not_distinct, index.where);
  return {step};
}

/// A column that the expression reads: PostgreSQL computes what is stored only in an UPDATE that sets one of those.
/// Empty: there is none, or none that an UPDATE may set.
std::string read_column(const Object& generated, const State& state) {
  for (const Id& need : state.needs(generated.id)) {
    const Object* object = need.kind == generated.id.kind ? state.find(need) : nullptr;
    if (object != nullptr && need != generated.id && body<Column>(*object).identity != "always") return need.name();
  }
  return {};
}

Steps compute_again(const Object& object, const State& from) {
  const std::string column = read_column(object, from);
  if (column.empty()) return {};
  const std::string name = quote_ident(object.id.name());
  return {expand::backfill_step(
      object.id, from,
      {{column, quote_ident(column), name + " IS DISTINCT FROM " + in_parens(body<Column>(object).generated)}})};
}

std::string why_values_stay(const Id& column, const Id& function) {
  return to_text(column) + " holds what " + to_text(function) +
         " gave, and no UPDATE computes it again, for its expression reads no column that can be set. Drop the column "
         "in "
         "one change and declare it again in the next.";
}

/// The rule is made again by its kind: dropped and added where nobody passes between.
Steps make_again(const Object& object, const State& from, const State& to) {
  Steps steps;
  object.kind->recreate(*from.find(object.id), object, to, steps);
  return steps;
}

std::string why_key_stays(const Id& table, const Id& function) {
  return to_text(table) + " is partitioned by what " + to_text(function) +
         " gives, and PostgreSQL can not bind a partition key to another function. Keep this one beside the new one, "
         "which needs a name of its own or no defaults; or make a table that is partitioned by the new one, move the "
         "rows, and drop the first one.";
}

} // namespace

std::vector<Stale> stale_values(const State& from, const State& to, const std::vector<Change>& changes) {
  std::vector<Stale> stale;
  std::set<Id> told;
  for (const Change& change : changes) {
    if (!gives_other_values(change)) continue;
    std::set<Id> passed;
    std::set<Id> holders;
    add_holders(to, change.id(), passed, holders);
    for (const Id& id : holders) {
      const Object* before = from.find(id);
      const bool made_again = std::any_of(changes.begin(), changes.end(),
                                          [&](const Change& one) { return one.id() == id && one.verb != Verb::alter; });
      if (before != nullptr && !made_again && told.insert(id).second)
        stale.push_back({{.verb = Verb::recreate, .from = before, .to = to.find(id)}, change.id()});
    }
  }
  return stale;
}

Steps renew(const Stale& stale, const State& from, const State& to) {
  const Object& object = *stale.change.to;
  if (object.kind == &kinds::table) return {}; // nothing moves the rows
  Steps steps = is_index(object)               ? build_again(to, object)
                : is_stored(object)            ? compute_again(object, from)
                : object.kind == &kinds::check ? recipes::check_again({from, to, stale.change})
                                               : make_again(object, from, to);
  if (steps.empty()) return steps;
  steps.front().note = "It holds what " + to_text(stale.by) + " gave as it was.";
  steps.front().needs.push_back(stale.by);
  return steps;
}

void tell_stale(const std::vector<Stale>& stale, const State& from, const Change& change, Steps& steps) {
  const Form* form = &function::replace;
  for (const Stale& one : stale) {
    const Object& holder = *one.change.to;
    if (one.by != change.id() || is_checked(holder) || is_exclusion(holder)) continue;
    if (is_stored(holder) && read_column(holder, from).empty())
      steps.front().refusal = why_values_stay(holder.id, change.id());
    if (holder.kind == &kinds::table)
      form = &replace_partitioning_function;
    else if (form == &function::replace)
      form = &replace_stored_function;
  }
  for (Step& step : steps)
    if (step.form == &function::replace) step.form = form;
}

bool changes_with(const Stale& stale) { return is_exclusion(*stale.change.to); }

void refuse_under_partition_key(const State& from, const State& to, const Change& dropped, Steps& steps) {
  if (dropped.verb != Verb::drop || !dropped.from->kind->has_signature) return;
  for (const Id& id : from.dependents(dropped.id())) {
    const Object* table = from.find(id);
    if (table != nullptr && to.find(id) != nullptr && is_partitioned_by(*table, from))
      steps.front().refusal = why_key_stays(id, dropped.id());
  }
}

} // namespace lockstep
