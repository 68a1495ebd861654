// What keeps labels of an enum from being removed or reordered, in words that say what to do.
#include "kinds/column.hpp"
#include "kinds/kinds.hpp"
#include "kinds/render.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/expand_reach.hpp"
#include "plan/recipes/expand_standing.hpp"
#include "plan/recipes/expand_types.hpp"
#include "plan/recipes/partition_parts.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

/// Why this stands in the way, and what would help.
std::string in_the_way(const State& state, const Id& id, const Id& on) {
  const Kind& kind = *state.find(id)->kind;
  if (!find_kind(on.kind)->has_signature && !find_kind(on.kind)->rebuilt_around) {
    if (kind.name == "range_type")
      return to_text(id) + " is made of it, and its bounds would change places. Declare two columns of the enum in the "
                           "place of each column of the range, filled from lower(…) and upper(…) (backfill), in a "
                           "change before this one.";
    if (is_made_of_types(kind))
      return to_text(id) + " is made of it, and PostgreSQL can not give it another type. Give its columns the enum "
                           "itself, or text with a check, in a change before this one.";
    return to_text(id) + " names it beside the columns that have it. Drop it in a change before this one, and declare "
                         "it again when the contract has run.";
  }
  return to_text(id) + (kind.name == "security_label" ? " stands on " : " calls ") + to_text(on) +
         ", which is over the old type until the contract and over the new one "
         "from then on. Drop it in a change before this one, and declare it again when the contract has "
         "run.";
}

/// It would be created before what it calls is over the new type.
std::string comes_too_early(const Id& id, const Id& on) {
  return to_text(id) + " is new and calls " + to_text(on) +
         ", which is over the old type until the contract. Declare it in a change before this one, or when the "
         "contract has run.";
}

/// A view that comes to a column which moves, and calls a function that stays with the old type until the contract.
std::string early_view(const State& from, const State& to, const Standing& after) {
  for (const Id& function : after.held) {
    if (!find_kind(function.kind)->has_signature || after.called.contains(function) || from.find(function) == nullptr)
      continue;
    for (const Id& id : to.dependents(function)) {
      const Object* view = to.find(id);
      if (view != nullptr && view->kind->rebuilt_around && !after.held.contains(id) && from.find(id) == nullptr)
        return comes_too_early(id, function);
    }
  }
  return {};
}

/// The other name that a column gets; empty: it keeps its own, or goes.
std::string name_after(const State& to, const Id& id) {
  if (to.find(id) != nullptr) return {};
  for (const Object* column : to.children(table_of(id), "column"))
    if (column->hints.get("renamed_from") == id.name()) return column->id.name();
  return {};
}

std::string why_column_stays(const State& from, const State& to, const Id& id) {
  const Object* after = to.find(id);
  if (table_of(id).kind != "table" || from.find(table_of(id)) == nullptr)
    return to_text(id) + " is no column of a table, so nothing can keep a second one in step with it.";
  if (const std::string name = name_after(to, id); !name.empty())
    return to_text(id) + " becomes " + name +
           " in the same change. Rename it in a change before this one, or after it.";
  if (after == nullptr) return to_text(id) + " goes in the same change. Drop it in a change before this one.";
  if (is_ruled_domain(from, body<Column>(*after).type) || is_ruled_domain(to, body<Column>(*after).type))
    return to_text(id) +
           " is of a domain with rules of its own, and PostgreSQL writes the whole table again for any new "
           "column of such a type. Give it the enum itself and the table the rule, as a check, in a change "
           "before this one.";
  if (body<Column>(*after).type != body<Column>(*from.find(id)).type)
    return to_text(id) + " gets another type in the same change. Change that before this one, or after it.";
  const std::string why = why_no_second(from, id);
  return to_text(id) + " can not get a second column beside it: " + (why.empty() ? why_no_second(to, id) : why);
}

bool moves(const State& from, const State& to, const Id& id) {
  const Object* after = to.find(id);
  return table_of(id).kind == "table" && from.find(table_of(id)) != nullptr && after != nullptr &&
         body<Column>(*after).type == body<Column>(*from.find(id)).type && can_move(from, id) && can_move(to, id) &&
         !is_ruled_domain(from, body<Column>(*after).type) && !is_ruled_domain(to, body<Column>(*after).type);
}

/// As a name of its own, or behind its schema; behind anything else it is a column or an attribute.
bool names_type(const std::string& text, const Id& type) {
  const std::string low = lower(text);
  const std::string schema = type.path.front() + ".";
  std::string rest;
  for (std::size_t at = 0; at < low.size(); ++at) {
    const bool behind_dot = at > 0 && low[at - 1] == '.' && low.compare(at, type.name().size(), type.name()) == 0;
    const bool in_schema = at >= schema.size() && low.compare(at - schema.size(), schema.size(), schema) == 0;
    if (behind_dot && !in_schema) rest += "attribute_";
    rest += low[at];
  }
  return names_word(rest, type.name());
}

/// A body that is text is not rewritten: under the new name it would still speak of the old type.
std::string why_no_twin(const State& state, const Id& function, const std::vector<Id>& types,
                        const std::set<Id>& held) {
  const Object& object = *state.find(function);
  const std::string text = object.kind->loose_text(object);
  const auto named = [&](const Id& id) { return names_word(text, id.name().substr(0, id.name().find('('))); };
  std::string name;
  for (const Id& id : types)
    if (names_type(text, id)) name = to_text(id);
  for (const Id& id : held)
    if (id != function && find_kind(id.kind)->has_signature && named(id)) name = to_text(id);
  if (name.empty()) return {};
  return to_text(function) +
         " is called by an index, a constraint, a default or a materialized view, and its body names " + name +
         ", which a second function over the new type could not do. Write it as BEGIN ATOMIC (sql_body), which the "
         "server follows, or without that name, in a change before this one.";
}

bool is_same_type(const State& from, const State& to, const Id& id) {
  const Object* after = to.find(id);
  if (after == nullptr || !is_stored(id, to)) return false;
  const Changed changed = differing(*from.find(id), *after);
  return !changed.has("attributes") && !changed.has("type") && !changed.has("collation");
}

/// What stands on the type, and the types that are made of it.
std::set<Id> held_or_made(const State& state, const Id& type) {
  std::set<Id> found = held_by_type(state, type);
  for (const Id& id : stored_types(state, type))
    if (id != type) found.insert(id);
  return found;
}

/// Whether one contract changes both types, as a table has columns of both.
bool close_together(const State& state, const Id& one, const Id& other) {
  std::set<Id> tables;
  for (const Id& id : columns_of(state, stored_types(state, one))) tables.insert(table_of(id));
  const std::set<Id> others = columns_of(state, stored_types(state, other));
  return std::any_of(others.begin(), others.end(), [&](const Id& id) { return tables.contains(table_of(id)); });
}

/// Two types can not change places around one object, unless it is a function that nothing calls.
std::string shared_with_other(const State& from, const State& to, const Id& type) {
  for (const auto& [id, object] : from.objects()) {
    const Object* after = to.find(id);
    if (id == type || id.kind != type.kind || after == nullptr) continue;
    if (!is_rebuilt({.verb = Verb::alter, .from = &object, .to = after, .changed = differing(object, *after)}, to))
      continue;
    for (const State* state : {&from, &to}) {
      const std::set<Id> others = held_or_made(*state, id);
      for (const Id& one : held_or_made(*state, type))
        if (others.contains(one) &&
            !(find_kind(one.kind)->has_signature && state->dependents(one).empty() && close_together(from, type, id)))
          return to_text(one) + " stands on " + to_text(id) +
                 " too, which loses or reorders labels in the same change. Change one of the two, and the other in a "
                 "change of its own when that is through to its contract.";
    }
  }
  return {};
}

/// The first thing that is in the way; empty when nothing is.
std::string obstacle(const State& from, const State& to, const Id& type) {
  const std::vector<Id> types = stored_types(from, type);
  for (const Id& id : columns_of(from, types))
    if (!moves(from, to, id)) return why_column_stays(from, to, id);
  for (const Id& id : types)
    if (id != type && !is_same_type(from, to, id))
      return to_text(id) + " changes in the same change. Change it before this one, or after it.";
  const Standing before(from, type);
  if (!before.others.empty()) return in_the_way(from, before.others.front().first, before.others.front().second);
  const Standing after(to, type);
  if (!after.others.empty()) return in_the_way(to, after.others.front().first, after.others.front().second);
  if (std::string why = shared_with_other(from, to, type); !why.empty()) return why;
  for (const Standing* one : {&before, &after})
    for (const Id& id : one->called)
      if (std::string why = why_no_twin(one == &before ? from : to, id, types, one->held); !why.empty()) return why;
  for (const Id& id : after.held) {
    if (from.find(id) != nullptr) continue;
    for (const Id& need : to.needs(id))
      if (after.held.contains(need) && from.find(need) != nullptr) return comes_too_early(id, need);
  }
  return early_view(from, to, after);
}

} // namespace

std::string why_not_rebuilt(const Change& change, const State& from, const State& to) {
  const std::string why = obstacle(from, to, change.id());
  if (why.empty()) return {};
  return "PostgreSQL can not remove or reorder labels of a type, so a new one is made beside " + to_text(change.id()) +
         " and all that has it moves over; but " + why +
         " Or keep the labels and forbid the old one with a check constraint.";
}

} // namespace lockstep::expand
