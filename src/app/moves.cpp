// Moves of objects to other schemas.
#include "app/moves.hpp"

#include <lockstep/error.hpp>

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/constraint_forms.hpp"
#include "kinds/extension.hpp"
#include "kinds/render.hpp"
#include "kinds/schema.hpp"
#include "kinds/type_forms.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

/// The id in the schema from which the object is said to have moved, or an empty one when the hint does not apply.
Id unmoved_id_of(const Object& object, const State& from, const State& to) {
  const Hints& hints = hints_of_name(object, to);
  const auto hint = hints.find("moved_from");
  const bool of_table = object.id.kind == "column"; // comes from another table: an expansion
  if (hint == hints.end() || of_table || from.find(object.id) != nullptr || from.objects().empty()) return {};
  const std::vector<std::string> schema = parse_name(hint->second);
  const auto renamed = hints.find("renamed_from");
  const std::string name = renamed == hints.end() ? object.id.name() : former_name(object, renamed->second);
  Id old{object.kind->name, {join(schema, "."), name}};
  if (goes_along(object)) return from.find(old) != nullptr && to.find(old) == nullptr ? old : Id{};
  if (from.find(old) != nullptr) return old;
  // Moved already, and only the new name is still to come.
  if (from.find({object.kind->name, {object.id.path.front(), name}}) != nullptr) return {};
  Error error =
      usage_error(to_text(object.id) + " says moved_from = \"" + hint->second + "\", but there is no " + to_text(old),
                  "Correct the schema, or take the hint away when the move is long done.");
  error.where = object.places.find("moved_from").value_or(object.places.whole()).text();
  throw error;
}

void push_move(const Kind& kind, const Id& old, const Id& id, Steps& steps) {
  const Id moved{old.kind, {id.path.front(), old.name()}};
  const auto sql = [&](const Id& at, const Id& there) {
    return "ALTER " + kind.target(at) + " SET SCHEMA " + quote_ident(there.path.front());
  };
  steps.push_back(make_step(forms::set_schema, moved, sql(old, moved), sql(moved, old)));
  steps.back().table = kind.is_relation ? table_of(moved) : Id{};
  if (kind.name == "table") steps.back().breaks = {old};
}

} // namespace

bool goes_along(const Object& object) { return object.id.kind == "operator_family" && object.hints.empty(); }

const Hints& hints_of_name(const Object& object, const State& to) {
  const Object* opclass = goes_along(object) ? to.find({"operator_class", object.id.path}) : nullptr;
  const bool is_its_own =
      opclass != nullptr && find_field(*opclass->kind, "family")->get(opclass->body.get()) == Value();
  return is_its_own ? opclass->hints : object.hints;
}

std::string former_name(const Object& object, const std::string& hint) {
  const std::string& name = object.id.name();
  const bool has_method = object.id.kind == "operator_class" || object.id.kind == "operator_family";
  const std::string rest = object.kind->has_signature ? "(" : has_method ? " using " : "";
  return rest.empty() || hint.find(rest) != std::string::npos ? hint : hint + name.substr(name.find(rest));
}

Steps declared_moves(const Kind& kind, const State& from, const State& to, const Accepted& accepted,
                     std::vector<StandIn>& stand_ins) {
  Steps steps;
  std::set<Id> made;
  for (const auto& [id, object] : to.objects()) {
    if (object.kind != &kind) continue;
    const Id old = unmoved_id_of(object, from, to);
    if (old.path.empty()) continue;
    const Id schema{"schema", {id.path.front()}};
    const Object* home = to.find(schema);
    if (home != nullptr && from.find(schema) == nullptr && made.insert(schema).second)
      home->kind->create(*home, to, steps);
    const bool keeps_name = kind.name == "table" && !accepted.holds(breaks_old_code, id);
    const std::string reason = keeps_name ? why_no_stand_in(old, from, to) : std::string();
    if (keeps_name && reason.empty()) {
      stand_ins.push_back({{"view", old.path}, id});
      push_stand_in(stand_ins.back(), from.server_major, steps);
    } else {
      push_move(kind, old, id, steps);
      steps.back().obstacle = reason;
    }
  }
  return steps;
}

Steps moves_of_extensions(const Kind& kind, const State& from, const State& to) {
  Steps steps;
  for (const auto& [id, object] : to.objects()) {
    const Object* before = object.kind == &kind && id.kind == "extension" ? from.find(id) : nullptr;
    if (before == nullptr || from.dependents(id).empty() || !differing(*before, object).has("schema")) continue;
    const Field& field = *find_field(kind, "schema");
    const Id schema{"schema", {to_text(field.get(object.body.get()))}};
    const Object* home = to.find(schema);
    if (home != nullptr && from.find(schema) == nullptr) home->kind->create(*home, to, steps);
    kind.alter(*before, object, {{&field}}, to, steps);
  }
  return steps;
}

Steps drops_of_made_schemas(const State& now, const State& before, const std::vector<StandIn>& stand_ins,
                            const Steps& behind) {
  std::set<std::string> made;
  for (const StandIn& names : stand_ins)
    if (before.find({"schema", {names.table.path.front()}}) == nullptr) made.insert(names.table.path.front());
  Steps steps;
  for (const std::string& name : made) {
    const bool in_use = std::any_of(now.objects().begin(), now.objects().end(), [&, &of = name](const auto& entry) {
      return entry.first.path.size() > 1 && entry.first.path.front() == of;
    });
    if (in_use || now.find({"schema", {name}}) == nullptr) continue;
    steps.push_back(make_step(schema::drop, {"schema", {name}},
                              "DO $$\nBEGIN\n  DROP SCHEMA IF EXISTS " + quote_ident(name) +
                                  ";\nEXCEPTION WHEN dependent_objects_still_exist THEN\n  RAISE NOTICE " +
                                  quote_literal("schema " + quote_ident(name) + " stays: something else is in it") +
                                  ";\nEND $$"));
    steps.back().unit = behind.back().unit;
  }
  return steps;
}

std::string line_of_rename(const Step& step) {
  if (step.form == &schema::create) return "+ " + to_text(step.subject);
  if (step.form == &constraint::add_key_using_index) return "> " + to_text(step.subject) + ": takes its index over";
  const bool under_view = step.form == &expand::rename_under_view && !step.breaks.empty();
  if (step.form == &enum_type::rename_value) return "> " + to_text(step.subject) + ": label renamed";
  const bool moved = under_view ? step.breaks.front().path.front() != step.subject.path.front()
                                : step.form == &forms::set_schema || step.form == &extension::move;
  return "> " + to_text(step.subject) + (moved ? ": moved" : ": renamed");
}

} // namespace lockstep
