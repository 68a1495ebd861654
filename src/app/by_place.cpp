// What would break is refused with the words of the body that do it.
#include "app/by_place.hpp"

#include <lockstep/lockstep.hpp>

#include "app/body_words.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "model/field_value.hpp"
#include "model/kind.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

bool is_trigger_of(const State& state, const Id& function, const Id& table) {
  const auto& users = state.dependents(function);
  return std::any_of(users.begin(), users.end(),
                     [&](const Id& id) { return id.kind == "trigger" && id.path.parent() == table.path; });
}

Routine routine_of(const Object& object) {
  const std::string parsed = text_of(object, "sql_body");
  return {text_of(object, "language"), text_of(object, "returns"), parsed.empty() ? text_of(object, "body") : parsed,
          !parsed.empty()};
}

/// "n" or "n and note"
std::string names_of(const Expansion& expansion) {
  std::vector<std::string> names;
  for (const NewSide& side : expansion.news) names.push_back(side.column.name());
  return join(names, " and ");
}

std::string reason_of(const Id& function, const ByPlace& taken, const Expansion& expansion) {
  const std::string names = names_of(expansion);
  std::string text = to_text(expansion.news.front().column) + ": " + to_text(function) + " takes the columns of " +
                     to_text(expansion.table) + " by their places: " + taken.words + "\n  Broken: its calls, ";
  if (taken.from_expand)
    text += "from the expand on, where the other shape of " + names + " stands behind the last column";
  else
    text += "from the contract on, where " + names + " is the last column: values go to columns that they are not for";
  const std::string table = quote_ident(expansion.table.name());
  text += taken.gives_rows ? "\n  Safe: SELECT " + table + " FROM " + table + ", which gives whole rows of any shape"
                           : std::string("\n  Safe: name the columns in it");
  if (taken.never_fits)
    return text + ", in a change before this one\n  No --allow helps: its body is parsed, and stays as it is until the "
                  "contract";
  return text + "\n  Hazards: LS301 breaks_old_code\n  To do it all the same: --allow breaks_old_code";
}

/// The functions as they are when the contract has run. Those that go then are there until it, and so are bodies that
/// the server has parsed.
std::vector<const Object*> functions_of(const State& from, const State& to) {
  std::vector<const Object*> found;
  for (const State* state : {&to, &from})
    for (const auto& [id, object] : state->objects()) {
      if (!object.kind->has_signature || object.kind->loose_text == nullptr) continue;
      if (state == &to || to.find(id) == nullptr || routine_of(object).is_parsed) found.push_back(&object);
    }
  return found;
}

} // namespace

void stop_at_places(const State& from, const State& to, const std::vector<Expansion>& expansions,
                    const Accepted& accepted) {
  std::vector<std::string> reasons;
  std::set<std::pair<Id, Id>> told;
  for (const Expansion& expansion : expansions) {
    if (expansion.open || expansion.moves()) continue;
    for (const Object* object : functions_of(from, to)) {
      const bool is_trigger =
          is_trigger_of(to, object->id, expansion.table) || is_trigger_of(from, object->id, expansion.table);
      const auto taken = taken_by_place(routine_of(*object), expansion.table, is_trigger);
      if (!taken || (!taken->never_fits && accepted.holds(breaks_old_code, expansion.news.front().column))) continue;
      if (told.insert({object->id, expansion.table}).second)
        reasons.push_back(reason_of(object->id, *taken, expansion));
    }
  }
  if (!reasons.empty()) throw RefusedError(std::move(reasons));
}

} // namespace lockstep
