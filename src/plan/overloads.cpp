// See the header. https://www.postgresql.org/docs/current/xfunc-overload.html
#include "plan/overloads.hpp"

#include "kinds/function.hpp"
#include "kinds/function_sql.hpp"
#include "kinds/kinds.hpp"
#include "model/kind.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool is_function(const Object& object) { return object.kind->name == "function" || object.kind->name == "procedure"; }

const Function& function_of(const Object& object) { return *static_cast<const Function*>(object.body.get()); }

/// "(numeric(10,2), text)" without its parentheses, cut at the commas between arguments.
std::vector<std::string> argument_types(const Id& id) {
  const std::string list = function::signature_of(id).arguments;
  std::vector<std::string> types;
  std::string type;
  int depth = 0;
  bool quoted = false;
  for (const char letter : list.substr(1, list.size() - 2)) {
    if (letter == '"') quoted = !quoted;
    if (!quoted) depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
    if (letter == ',' && depth == 0 && !quoted) {
      types.push_back(std::move(type));
      type.clear();
    } else if (letter != ' ' || !type.empty()) {
      type += letter;
    }
  }
  if (!type.empty()) types.push_back(std::move(type));
  return types;
}

/// How many arguments a call may give.
struct Calls {
  std::vector<std::string> types;
  std::size_t fewest = 0;
};
Calls calls_of(const Object& object) {
  Calls calls{argument_types(object.id), 0};
  calls.fewest = calls.types.size() - static_cast<std::size_t>(function_of(object).defaults.value_or(0));
  return calls;
}

bool is_same_name(const Id& one, const Id& other) {
  return one.kind == other.kind && one.path.front() == other.path.front() &&
         function::signature_of(one).name == function::signature_of(other).name;
}

/// Before any call with VARIADIC arguments PostgreSQL takes one without.
bool is_variadic(const Object& object) { return function_of(object).modes.find('v') != std::string::npos; }

/// There is a number of arguments that both take, with the same types.
bool is_ambiguous(const Object& one, const Object& other) {
  if (one.id == other.id || !is_same_name(one.id, other.id) || is_variadic(one) || is_variadic(other)) return false;
  const Calls a = calls_of(one);
  const Calls b = calls_of(other);
  const std::size_t count = std::max(a.fewest, b.fewest);
  return count <= a.types.size() && count <= b.types.size() &&
         std::equal(a.types.begin(), a.types.begin() + static_cast<std::ptrdiff_t>(count), b.types.begin());
}

/// Every call of the old one is one of the new one, by names of arguments too.
bool takes_all_calls(const Object& now, const Object& old) {
  const Function& before = function_of(old);
  const Function& after = function_of(now);
  const Calls a = calls_of(old);
  const Calls b = calls_of(now);
  if (!before.modes.empty() || !after.modes.empty() || before.returns != after.returns ||
      a.types.size() > b.types.size() || b.fewest > a.fewest ||
      !std::equal(a.types.begin(), a.types.end(), b.types.begin()))
    return false;
  for (std::size_t i = 0; i < before.names.size(); ++i)
    if (!before.names[i].empty() && (i >= after.names.size() || after.names[i] != before.names[i])) return false;
  return true;
}

/// Whoever calls it goes and comes back in the same plan.
bool can_go(const State& from, const std::vector<Change>& changes, const Id& function) {
  const auto& callers = from.dependents(function);
  return std::all_of(callers.begin(), callers.end(), [&](const Id& caller) {
    return std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
      return change.id() == caller && change.verb != Verb::drop && change.around == function;
    });
  });
}

} // namespace

bool makes_way(const std::vector<Change>& changes, const Id& dropped) {
  const Kind* kind = find_kind(dropped.kind);
  if (kind == nullptr || !kind->has_signature) return false;
  return std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
    return change.around == dropped && (change.verb == Verb::alter || !change.to->kind->rebuilt_around);
  });
}

Id way_of(const Id& function) { return {"function that made way", function.path}; }

void make_way(const State& from, const std::vector<Change>& changes, const Change& dropped, Steps& steps) {
  const Id& id = dropped.id();
  const Object& object = *dropped.from;
  if (!is_function(object)) return;
  const function::Signature signature = function::signature_of(id);
  const std::vector<std::string> name = parse_name(signature.name);
  const std::string aside = quote_ident(derived_name(name.empty() ? signature.name : name.front(), "old"));
  const bool taken_over = std::any_of(changes.begin(), changes.end(), [&](const Change& other) {
    return taken_over_by(from, changes, other) == &dropped;
  });
  Id renamed = id;
  renamed.path = id.path.with_back(aside + signature.arguments);
  Step rename = function::step(function::make_way, id, "ALTER " + object.kind->target(id) + " RENAME TO " + aside,
                               "ALTER " + object.kind->target(renamed) + " RENAME TO " + signature.name);
  rename.makes = {way_of(id)};
  rename.phase = taken_over ? Phase::expand : Phase::contract;
  Step drop = function::step(function::drop_replaced, id, "DROP " + object.kind->target(renamed));
  drop.phase = rename.phase;
  steps = {rename, drop};
}

const Object* made_ambiguous(const State& from, const Change& change) {
  if (change.to == nullptr || !is_function(*change.to)) return nullptr;
  for (const auto& [id, other] : from.objects())
    if (id.kind == change.id().kind && is_ambiguous(other, *change.to) &&
        (change.from == nullptr || !is_ambiguous(other, *change.from)))
      return &other;
  return nullptr;
}

const Change* taken_over_by(const State& from, const std::vector<Change>& changes, const Change& created) {
  if (created.verb != Verb::create || !is_function(*created.to)) return nullptr;
  for (const Change& change : changes)
    if (change.verb == Verb::drop && is_function(*change.from) && is_ambiguous(*change.from, *created.to) &&
        takes_all_calls(*created.to, *change.from) && can_go(from, changes, change.id()))
      return &change;
  return nullptr;
}

} // namespace lockstep
