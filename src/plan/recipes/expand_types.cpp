// What stands on an enum that is made anew beside its old self, and not on the columns that move: functions, what calls
// them, and what is in the way.
#include "plan/recipes/expand_types.hpp"
#include "kinds/column.hpp"
#include "kinds/kinds.hpp"
#include "kinds/render.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/partition_parts.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

bool is_column(const Id& id) { return id.kind == "column"; }

/// Made of other types.
bool is_made_of_types(const Kind& kind) {
  return kind.name == "domain" || kind.name == "composite_type" || kind.name == "range_type";
}

/// It can be taken away and put back in milliseconds: it holds no rows.
bool can_be_held(const Object& object, const State& state) {
  const auto& users = state.dependents(object.id);
  if (is_made_of_types(*object.kind)) return std::none_of(users.begin(), users.end(), is_column);
  const bool is_part = object.kind->parent != nullptr && is_made_of_types(*object.kind->parent);
  return is_part || (object.kind->rebuilt_around && object.kind->name != "materialized_view");
}

/// One walk over all that stands on a type, in one state.
class Standing {
public:
  Standing(const State& state, const Id& type) : state_(state), type_(type) { walk(type); }

  std::set<Id> held;
  std::set<Id> called; ///< functions that need a twin
  /// What is neither held nor goes with a column, and what it stands on.
  std::vector<std::pair<Id, Id>> others;

private:
  void walk(const Id& on) {
    for (const Id& id : state_.dependents(on)) {
      const Object* object = state_.find(id);
      if (object == nullptr) continue;
      if (on.kind == "function" && is_filled(id)) call(on);
      if (goes_with_column(*object, on)) continue;
      if (can_be_held(*object, state_)) {
        if (held.insert(id).second) walk(id);
      } else if (on.kind == "function" && follows_twin(*object)) {
        call(on);
      } else {
        others.emplace_back(id, on);
      }
    }
  }

  /// A materialized view, or a view that one reads, gets its twin too.
  [[nodiscard]] bool is_filled(const Id& id) const { return is_on_column(id) && reads_filled(id); }
  [[nodiscard]] bool reads_filled(const Id& id) const {
    const auto& users = state_.dependents(id);
    return id.kind == "materialized_view" ||
           (id.kind == "view" &&
            std::any_of(users.begin(), users.end(), [&](const Id& one) { return reads_filled(one); }));
  }

  /// The default of another column, or what gets a twin on the new column.
  [[nodiscard]] bool follows_twin(const Object& object) const {
    if (is_column(object.id)) return body<Column>(object).generated.empty();
    return can_be_twin(object) && is_on_column(object.id);
  }

  void call(const Id& function) {
    if (!called.insert(function).second) return;
    for (const Id& id : state_.needs(function))
      if (id.kind == "function" && stands_on_type(id)) call(id);
  }

  [[nodiscard]] bool stands_on_type(const Id& function) const {
    const auto& needs = state_.needs(function);
    return std::any_of(needs.begin(), needs.end(),
                       [&](const Id& id) { return id == type_ || (id.kind == "function" && stands_on_type(id)); });
  }

  [[nodiscard]] bool is_on_column(const Id& object) const {
    const auto& all = state_.dependents(type_);
    const auto& needs = state_.needs(object);
    return std::any_of(needs.begin(), needs.end(), [&](const Id& id) { return is_column(id) && all.contains(id); });
  }

  /// The columns themselves, and what gets a twin, or is taken away, with one of them.
  [[nodiscard]] bool goes_with_column(const Object& object, const Id& on) const {
    const auto& all = state_.dependents(type_);
    if (is_column(object.id)) return all.contains(object.id);
    if (object.kind->has_signature || (on != type_ && !object.kind->rebuilt_around)) return false;
    return is_on_column(object.id);
  }

  const State& state_;
  const Id& type_;
};

/// Why this stands in the way, and what would help.
std::string in_the_way(const State& state, const Id& id, const Id& on) {
  const Kind& kind = *state.find(id)->kind;
  if (!find_kind(on.kind)->has_signature && !find_kind(on.kind)->rebuilt_around) {
    if (is_made_of_types(kind))
      return to_text(id) + " is made of it, and PostgreSQL can not give it another type. Give its columns the enum "
                           "itself, or text with a check, in a change before this one.";
    return to_text(id) + " names it beside the columns that have it. Drop it in a change before this one, and declare "
                         "it again when the contract has run.";
  }
  return to_text(id) + " calls " + to_text(on) +
         ", which is over the old type until the contract and over the new one "
         "from then on. Drop it in a change before this one, and declare it again when the contract has "
         "run.";
}

std::string why_no_second(const State& state, const Id& id) {
  if (!body<Column>(*state.find(id)).generated.empty()) return "it is generated.";
  if (recipes::is_partition_key(state, id)) return "it decides which partition a row belongs to.";
  if (is_inherited(state, table_of(id))) return "its table inherits, or is inherited from.";
  for (const Id& other : state.dependents(id)) {
    const Object* object = state.find(other);
    if (object == nullptr) continue;
    if (object->kind->name == "exclusion") return to_text(other) + " stands on it.";
    if (is_column(other) && !body<Column>(*object).generated.empty()) return to_text(other) + " is generated from it.";
  }
  return can_move(state, id) ? "" : "a partition has something of its own on it.";
}

std::string why_column_stays(const State& from, const State& to, const Id& id) {
  const Object* after = to.find(id);
  if (table_of(id).kind != "table" || from.find(table_of(id)) == nullptr)
    return to_text(id) + " is no column of a table, so nothing can keep a second one in step with it.";
  if (after == nullptr) return to_text(id) + " goes in the same change. Drop it in a change before this one.";
  if (body<Column>(*after).type != body<Column>(*from.find(id)).type)
    return to_text(id) + " gets another type in the same change. Change that before this one, or after it.";
  const std::string why = why_no_second(from, id);
  return to_text(id) + " can not get a second column beside it: " + (why.empty() ? why_no_second(to, id) : why) +
         " Drop that in a change before this one.";
}

bool moves(const State& from, const State& to, const Id& id) {
  const Object* after = to.find(id);
  return table_of(id).kind == "table" && from.find(table_of(id)) != nullptr && after != nullptr &&
         body<Column>(*after).type == body<Column>(*from.find(id)).type && can_move(from, id) && can_move(to, id);
}

/// A body that is text is not rewritten: under the new name it would still speak of the old type.
std::string why_no_twin(const State& state, const Id& function, const Id& type, const std::set<Id>& held) {
  const Object& object = *state.find(function);
  const std::string text = object.kind->loose_text(object);
  const auto named = [&](const Id& id) { return names_word(text, id.name().substr(0, id.name().find('('))); };
  std::string name;
  if (named(type)) name = to_text(type);
  for (const Id& id : held)
    if (id != function && find_kind(id.kind)->has_signature && named(id)) name = to_text(id);
  if (name.empty()) return {};
  return to_text(function) +
         " is called by an index, a constraint, a default or a materialized view, and its body names " + name +
         ", which a second function over the new type could not do. Write it as BEGIN ATOMIC (sql_body), which the "
         "server follows, or without that name, in a change before this one.";
}

/// The first thing that is in the way; empty when nothing is.
std::string obstacle(const State& from, const State& to, const Id& type) {
  for (const Id& id : from.dependents(type))
    if (is_column(id) && !moves(from, to, id)) return why_column_stays(from, to, id);
  const Standing before(from, type);
  if (!before.others.empty()) return in_the_way(from, before.others.front().first, before.others.front().second);
  const Standing after(to, type);
  if (!after.others.empty()) return in_the_way(to, after.others.front().first, after.others.front().second);
  for (const Standing* one : {&before, &after})
    for (const Id& id : one->called)
      if (const std::string why = why_no_twin(one == &before ? from : to, id, type, one->held); !why.empty())
        return why;
  for (const Id& id : after.held) {
    if (from.find(id) != nullptr) continue;
    for (const Id& need : to.needs(id))
      if (after.held.contains(need) && from.find(need) != nullptr) return in_the_way(to, id, need);
  }
  return {};
}

} // namespace

std::set<Id> held_by_type(const State& state, const Id& type) { return Standing(state, type).held; }

std::vector<Twin> function_twins(const State& from, const State& to, const Id& type, const Id& beside) {
  std::vector<Twin> twins;
  for (const Id& id : Standing(to, type).called) {
    const std::size_t open = id.name().rfind('(');
    const std::vector<std::string> parsed = parse_name(id.name().substr(0, open));
    Twin twin{id, id};
    for (int n = 1;; ++n) {
      const std::string suffix = n == 1 ? "new" : "new" + std::to_string(n);
      twin.beside.path = id.path.with_back(quote_ident(helper_name(parsed.front(), suffix)) + id.name().substr(open));
      const Id over_new = with_type(twin.beside, type, beside);
      const bool is_there = from.find(over_new) != nullptr;
      const bool is_open = is_there && to.find(over_new) == nullptr && from.find(beside) != nullptr;
      const bool is_free = !is_there && from.find(twin.beside) == nullptr && to.find(twin.beside) == nullptr;
      if (is_open || is_free) break;
    }
    twins.push_back(twin);
  }
  return twins;
}

Id with_type(const Id& function, const Id& type, const Id& other) {
  Id id = function;
  const Kind* kind = find_kind(id.kind);
  const std::size_t open = id.name().rfind('(');
  if (kind == nullptr || !kind->has_signature || open == std::string::npos) return id;
  std::string list = id.name().substr(open + 1, id.name().size() - open - 2);
  std::vector<std::string> types;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(", ", at), list.size());
    std::string one = list.substr(at, end - at);
    if (one == own_sql(type) || one == own_sql(type) + "[]") one.replace(0, own_sql(type).size(), own_sql(other));
    types.push_back(one);
    at = end + 2;
  }
  id.path = id.path.with_back(id.name().substr(0, open + 1) + join(types, ", ") + ")");
  return id;
}

std::string why_not_rebuilt(const Change& change, const State& from, const State& to) {
  const std::string why = obstacle(from, to, change.id());
  if (why.empty()) return {};
  return "PostgreSQL can not remove or reorder labels of a type, so a new one is made beside " + to_text(change.id()) +
         " and all that has it moves over; but " + why +
         " Or keep the labels and forbid the old one with a check constraint.";
}

} // namespace lockstep::expand
