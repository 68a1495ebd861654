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

/// Columns have it, or a type that is made of it.
bool is_stored(const Id& type, const State& state) {
  const auto& users = state.dependents(type);
  return std::any_of(users.begin(), users.end(), [&](const Id& id) {
    const Object* object = state.find(id);
    return is_column(id) || (object != nullptr && is_made_of_types(*object->kind) && is_stored(id, state));
  });
}

/// It can be taken away and put back in milliseconds: it holds no rows.
bool can_be_held(const Object& object, const State& state) {
  if (is_made_of_types(*object.kind)) return !is_stored(object.id, state);
  const bool is_part = object.kind->parent != nullptr && is_made_of_types(*object.kind->parent);
  return is_part || (object.kind->rebuilt_around && object.kind->name != "materialized_view");
}

/// One walk over all that stands on a type, in one state.
class Standing {
public:
  Standing(const State& state, const Id& type)
      : state_(state), types_(stored_types(state, type)), columns_(columns_of(state, types_)) {
    for (const Id& one : types_) walk(one);
  }

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
      if (is_type(id) || is_part_of_type(*object) || goes_with_column(*object, on)) continue;
      if (can_be_held(*object, state_)) {
        if (held.insert(id).second) walk(id);
      } else if (on.kind == "function" && follows_twin(*object)) {
        call(on);
      } else {
        others.emplace_back(id, on);
      }
    }
  }

  [[nodiscard]] bool is_type(const Id& id) const { return std::find(types_.begin(), types_.end(), id) != types_.end(); }
  [[nodiscard]] bool is_part_of_type(const Object& object) const {
    const Kind* parent = object.kind->parent;
    return parent != nullptr && is_made_of_types(*parent) && is_type({parent->name, object.id.path.parent()});
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
                       [&](const Id& id) { return is_type(id) || (id.kind == "function" && stands_on_type(id)); });
  }

  [[nodiscard]] bool is_on_column(const Id& object) const {
    const auto& needs = state_.needs(object);
    return std::any_of(needs.begin(), needs.end(), [&](const Id& id) { return columns_.contains(id); });
  }

  /// The columns themselves, and what gets a twin, or is taken away, with one of them.
  [[nodiscard]] bool goes_with_column(const Object& object, const Id& on) const {
    if (is_column(object.id)) return columns_.contains(object.id);
    if (object.kind->has_signature || (!is_type(on) && !object.kind->rebuilt_around)) return false;
    return is_on_column(object.id);
  }

  const State& state_;
  std::vector<Id> types_;
  std::set<Id> columns_;
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
  if (is_ruled_domain(from, body<Column>(*after).type) || is_ruled_domain(to, body<Column>(*after).type))
    return to_text(id) +
           " is of a domain with rules of its own, and PostgreSQL writes the whole table again for any new "
           "column of such a type. Give it the enum itself and the table the rule, as a check, in a change "
           "before this one.";
  if (body<Column>(*after).type != body<Column>(*from.find(id)).type)
    return to_text(id) + " gets another type in the same change. Change that before this one, or after it.";
  const std::string why = why_no_second(from, id);
  return to_text(id) + " can not get a second column beside it: " + (why.empty() ? why_no_second(to, id) : why) +
         " Drop that in a change before this one.";
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
  for (const Standing* one : {&before, &after})
    for (const Id& id : one->called)
      if (const std::string why = why_no_twin(one == &before ? from : to, id, types, one->held); !why.empty())
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

/// What it is made of comes first.
static void add_stored(const State& state, const Id& on, std::vector<Id>& types) {
  for (const Id& id : state.dependents(on)) {
    const Object* object = state.find(id);
    if (object == nullptr || !is_made_of_types(*object->kind) || object->kind->name == "range_type") continue;
    if (!is_stored(id, state)) continue;
    std::erase(types, id);
    types.push_back(id);
    add_stored(state, id, types);
  }
}

std::vector<Id> stored_types(const State& state, const Id& type) {
  std::vector<Id> types{type};
  add_stored(state, type, types);
  return types;
}

Object without_default(const Object& type) {
  const Field* field = find_field(*type.kind, "default");
  if (field == nullptr) return type;
  const std::shared_ptr<void> copy = type.kind->make();
  for (const Field& one : type.kind->fields)
    if (&one != field) one.set(copy.get(), one.get(type.body.get()));
  Object plain = type;
  plain.body = copy;
  return plain;
}

std::set<Id> columns_of(const State& state, const std::vector<Id>& types) {
  std::set<Id> columns;
  for (const Id& type : types)
    for (const Id& id : state.dependents(type))
      if (is_column(id)) columns.insert(id);
  return columns;
}

std::vector<Twin> function_twins(const State& from, const State& to, const std::vector<Twin>& types) {
  std::vector<Twin> twins;
  for (const Id& id : Standing(to, types.front().declared).called) {
    const std::size_t open = id.name().rfind('(');
    const std::vector<std::string> parsed = parse_name(id.name().substr(0, open));
    Twin twin{id, id};
    for (int n = 1;; ++n) {
      const std::string suffix = n == 1 ? "new" : "new" + std::to_string(n);
      twin.beside.path = id.path.with_back(quote_ident(helper_name(parsed.front(), suffix)) + id.name().substr(open));
      const Id over_new = with_types(twin.beside, types);
      const bool is_there = from.find(over_new) != nullptr;
      const bool is_open = is_there && to.find(over_new) == nullptr && from.find(types.front().beside) != nullptr;
      const bool is_free = !is_there && from.find(twin.beside) == nullptr && to.find(twin.beside) == nullptr;
      if (is_open || is_free) break;
    }
    twins.push_back(twin);
  }
  return twins;
}

Id with_types(const Id& function, const std::vector<Twin>& types) {
  Id id = function;
  const Kind* kind = find_kind(id.kind);
  const std::size_t open = id.name().rfind('(');
  if (kind == nullptr || !kind->has_signature || open == std::string::npos) return id;
  const std::string list = id.name().substr(open + 1, id.name().size() - open - 2);
  std::vector<std::string> arguments;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(", ", at), list.size());
    const std::string one = list.substr(at, end - at);
    const std::string array = one.ends_with("[]") ? "[]" : "";
    const auto twin = std::find_if(types.begin(), types.end(),
                                   [&](const Twin& type) { return one == own_sql(type.declared) + array; });
    arguments.push_back(twin == types.end() ? one : own_sql(twin->beside) + array);
    at = end + 2;
  }
  id.path = id.path.with_back(id.name().substr(0, open + 1) + join(arguments, ", ") + ")");
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
