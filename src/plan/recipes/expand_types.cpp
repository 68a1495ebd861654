// What stands on an enum that is made anew beside its old self, and not on the columns that move: functions, what calls
// them, and what is in the way.
#include "plan/recipes/expand_types.hpp"
#include "kinds/column.hpp"
#include "kinds/kinds.hpp"
#include "kinds/partition.hpp"
#include "kinds/render.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/expand_standing.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

bool is_column(const Id& id) { return id.kind == "column"; }

/// It comes back with what it is on.
bool is_label(const Id& id) { return id.kind == "security_label"; }

/// It can be taken away and put back in milliseconds: it holds no rows.
bool can_be_held(const Object& object, const State& state) {
  if (is_made_of_types(*object.kind)) return !is_stored(object.id, state);
  const bool is_part = object.kind->parent != nullptr && is_made_of_types(*object.kind->parent);
  return is_part || (object.kind->rebuilt_around && object.kind->name != "materialized_view");
}

} // namespace

bool is_made_of_types(const Kind& kind) {
  return kind.name == "domain" || kind.name == "composite_type" || kind.name == "range_type";
}

bool is_stored(const Id& type, const State& state) {
  const auto& users = state.dependents(type);
  return std::any_of(users.begin(), users.end(), [&](const Id& id) {
    const Object* object = state.find(id);
    return is_column(id) || (object != nullptr && is_made_of_types(*object->kind) && is_stored(id, state));
  });
}

Standing::Standing(const State& state, const Id& type)
    : state_(state), types_(stored_types(state, type)), columns_(columns_of(state, types_)) {
  for (const Id& one : types_) walk(one);
}

void Standing::walk(const Id& on) {
  for (const Id& id : state_.dependents(on)) {
    const Object* object = state_.find(id);
    if (object == nullptr) continue;
    if (on.kind == "function" && is_filled(id)) call(on);
    if (is_label(id) || is_type(id) || is_part_of_type(*object) || goes_with_column(*object, on)) continue;
    if (can_be_held(*object, state_)) {
      if (held.insert(id).second) walk(id);
    } else if (on.kind == "function" && follows_twin(*object)) {
      call(on);
    } else {
      others.emplace_back(id, on);
    }
  }
}

bool Standing::is_type(const Id& id) const { return std::find(types_.begin(), types_.end(), id) != types_.end(); }

bool Standing::is_part_of_type(const Object& object) const {
  const Kind* parent = object.kind->parent;
  return parent != nullptr && is_made_of_types(*parent) && is_type({parent->name, object.id.path.parent()});
}

bool Standing::reads_filled(const Id& id) const {
  const auto& users = state_.dependents(id);
  return id.kind == "materialized_view" ||
         (id.kind == "view" &&
          std::any_of(users.begin(), users.end(), [&](const Id& one) { return reads_filled(one); }));
}

bool Standing::follows_twin(const Object& object) const {
  if (is_column(object.id)) return body<Column>(object).generated.empty();
  return can_be_twin(object) && is_on_column(object.id);
}

void Standing::call(const Id& function) {
  if (!called.insert(function).second) return;
  for (const Id& id : state_.needs(function))
    if (id.kind == "function" && stands_on_type(id)) call(id);
}

bool Standing::stands_on_type(const Id& function) const {
  const auto& needs = state_.needs(function);
  return std::any_of(needs.begin(), needs.end(),
                     [&](const Id& id) { return is_type(id) || (id.kind == "function" && stands_on_type(id)); });
}

bool Standing::is_on_column(const Id& object) const {
  const auto& needs = state_.needs(object);
  return std::any_of(needs.begin(), needs.end(), [&](const Id& id) { return columns_.contains(id); });
}

bool Standing::goes_with_column(const Object& object, const Id& on) const {
  if (is_column(object.id)) return columns_.contains(object.id);
  if (has_columns_of_parent(object)) return true;
  if (object.kind->has_signature || (!is_type(on) && !object.kind->rebuilt_around)) return false;
  return is_on_column(object.id);
}

bool Standing::has_columns_of_parent(const Object& object) const {
  if (object.kind->name != "table") return false;
  const Id parent = partition::parent_of(object);
  const Object* table = parent.path.empty() ? nullptr : state_.find(parent);
  if (table == nullptr) return false;
  return std::any_of(columns_.begin(), columns_.end(), [&](const Id& id) { return table_of(id) == parent; }) ||
         has_columns_of_parent(*table);
}

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
    if (from.find(id) == nullptr) continue; // nothing has its name
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

std::set<Id> going_functions(const State& from, const State& to, const Expansion& expansion) {
  std::set<Id> going = Standing(from, expansion.types.front().declared).called;
  std::erase_if(going, [&](const Id& id) {
    const auto has_twin = [&](const Twin& twin) { return twin.declared == id; };
    return to.find(id) != nullptr || to.find(with_types(id, expansion.types)) != nullptr ||
           std::any_of(expansion.functions.begin(), expansion.functions.end(), has_twin);
  });
  return going;
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

} // namespace lockstep::expand
