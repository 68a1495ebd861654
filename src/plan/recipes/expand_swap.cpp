// What a swap takes along: views that stand on what goes, and the numbers of sequences.
#include "kinds/access.hpp"
#include "kinds/constraint.hpp"
#include "kinds/function_sql.hpp"
#include "kinds/identity.hpp"
#include "kinds/identity_forms.hpp"
#include "kinds/kinds.hpp"
#include "kinds/partition.hpp"
#include "kinds/privileges.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/partition_parts.hpp"
#include "plan/recipes/views_beside.hpp"
#include "plan/together.hpp"

#include <algorithm>

namespace lockstep::expand {

/// Gone and back; what is no relation takes owner and grants along that no schema declares.
static void make_again(const Object& was, const Object& will_be, const State& before, const State& after, Steps& all) {
  was.kind->drop(was, before, all);
  const std::size_t gone = all.size();
  create_steps(will_be, after, all);
  for (Step& step : all) step.unit = 1; // what is remembered is for this transaction
  const std::size_t made = all.size();
  if (was.kind->grants_on == "TYPE") keep_access(will_be, {{own_sql(was.id)}, {}}, all, 0);
  const std::size_t away = all.size() == made ? gone : gone + 1;
  for (std::size_t i = 0; i < away; ++i) all[i].breaks.push_back(was.id);
}

/// The function over the new type gets the name of the one over the old type, and whatever calls it keeps it.
static void take_over(const Object& was, const Object& will_be, const Twin& twin, Steps& all) {
  all.push_back(function::remember_privileges(was.id));
  was.kind->drop(was, {}, all);
  for (Step& step : all) step.breaks.push_back(was.id);
  Object beside = will_be;
  beside.id = twin.beside;
  beside.kind->rename(beside, will_be.id, all);
  all.push_back(function::restore_privileges(will_be.id));
}

void Clearing::clear(const Id& on, const State& before, const State& after, Steps& steps, bool goes) {
  // Of what calls a function, columns and what stands on them go another way.
  const bool all = goes && !find_kind(on.kind)->has_signature;
  for (const Id& id : before.dependents(on))
    if (const Object* was = before.find(id);
        was != nullptr && (all || was->kind->rebuilt_around || id.kind == "security_label"))
      clear_one(id, before, after, steps, goes && id.path.parent() == on.path);
}

void Clearing::clear_one(const Id& id, const State& before, const State& after, Steps& steps, bool part) {
  const Object* was = before.find(id);
  const Object* will_be = after.find(id);
  if (was == nullptr || will_be == nullptr || id.kind == "column" || was->kind->contents_sql != nullptr) return;
  if (!cleared.insert(id).second) return;
  clear(id, before, after, steps, true);
  Steps all;
  const auto twin = std::find_if(beside.begin(), beside.end(), [&](const Twin& one) { return one.declared == id; });
  if (twin != beside.end() && twin->declared.path.size() > 2) return; // an index, which comes with its view
  if (twin != beside.end() && was->kind->has_signature) {
    take_over(*was, *will_be, *twin, all);
  } else if (twin != beside.end()) {
    recipes::push_swap(*twin, recipes::indexes_of(id, beside), all);
    push_access(*was, *will_be, differing(*was, *will_be), after, all);
  } else if (part) {
    const bool comes_along = was->kind->inline_sql != nullptr && !was->kind->inline_sql(*will_be, after).empty();
    if (!comes_along) create_steps(*will_be, after, all);
  } else if (was->kind->recreate != nullptr) {
    // A function stands under no other name meanwhile: what calls it has been taken away.
    was->kind->recreate(was->kind->has_signature ? *will_be : *was, *will_be, after, all);
    push_access(*was, *will_be, differing(*was, *will_be), after, all);
  } else {
    make_again(*was, *will_be, before, after, all);
  }
  back.emplace_back();
  for (Step& step : all) {
    const bool away = !step.breaks.empty();
    step.breaks.clear();
    (away ? steps : back.back()).push_back(step);
  }
}

void Clearing::restore(Steps& steps) const {
  for (auto one = back.rbegin(); one != back.rend(); ++one) steps.insert(steps.end(), one->begin(), one->end());
}

/// "note" of "note DESC", empty for an expression.
static std::string column_of(const std::string& element) {
  const std::string_view written = leading_name(element);
  if (written.size() < element.size() && element[written.size()] == '(') return {};
  const std::vector<std::string> name = parse_name(written);
  return name.size() == 1 ? name.front() : std::string();
}

static bool has_column(const Object& object, const std::string& column) {
  const auto is_it = [&](const std::string& element) { return column_of(element) == column; };
  if (object.kind->name == "index") {
    const auto& index = body<Index>(object);
    return std::any_of(index.columns.begin(), index.columns.end(), is_it) ||
           std::any_of(index.include.begin(), index.include.end(), is_it);
  }
  const auto& key = body<KeyConstraint>(object);
  return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end() ||
         std::find(key.include.begin(), key.include.end(), column) != key.include.end();
}

void rename_in_indexes(const NewSide& side, const State& both, Steps& steps) {
  for (const Id& id : both.dependents(side.beside)) {
    const Object* object = both.find(id);
    const bool has_index = id.kind == "index" || id.kind == "unique" || id.kind == "primary_key";
    if (object == nullptr || !has_index || !has_column(*object, side.beside.name())) continue;
    steps.push_back(make_step(swap, side.column,
                              "ALTER TABLE " + qualified(id.path.front(), id.name()) + " RENAME COLUMN " +
                                  quote_ident(side.beside.name()) + " TO " + quote_ident(side.column.name())));
  }
}

static void rename_parts_of(const Id& table, const Id& subject, const std::string& built, const std::string& name,
                            const State& from, const State& to, Steps& steps) {
  for (const Object* part : partition::children_of(from, table)) {
    const std::string before = recipes::part_name(from, part->id, built);
    const std::string now = recipes::last_part_name(from, to, part->id, subject, name);
    steps.push_back(make_step(swap, subject,
                              "ALTER INDEX IF EXISTS " + qualified(part->id.path.front(), before) + " RENAME TO " +
                                  quote_ident(now)));
    rename_parts_of(part->id, subject, before, now, from, to, steps);
  }
}

void rename_parts(const Twin& whole, const State& from, const State& to, Steps& steps) {
  if (whole.declared.kind != "index" && !is_key(whole.declared)) return;
  rename_parts_of(table_of(whole.declared), whole.declared, whole.beside.name(), whole.declared.name(), from, to,
                  steps);
}

static std::string continue_sequence_sql(const Id& old, const Id& fresh) {
  const std::string before = identity::own_sequence(old);
  return "DO $$\nBEGIN\n  -- ALTER SEQUENCE stops nextval() in other sessions until the commit.\n"
         "  EXECUTE format('ALTER SEQUENCE %s AS bigint', " +
         before + ");\n  EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s',\n    " +
         identity::own_sequence(fresh) + ",\n    " + before + ");\nEND\n$$";
}

void number_anew(const Object& old, const Id& beside, const Column& declared, Steps& steps) {
  const auto& before = body<Column>(old);
  const std::string counted = identity::numbers_of(before.default_value);
  const auto push = [&](const std::string& sql, const std::string& note) {
    steps.push_back(make_step(swap, beside, sql));
    steps.back().note = note;
  };
  steps.push_back(
      make_step(column::change_identity, beside, column::alter_column(beside, identity::action({}, declared))));
  if (!before.identity.empty())
    push(continue_sequence_sql(old.id, beside),
         "The new " + std::string(table_of(old.id) == table_of(beside) ? "column" : "table") +
             " counts on from the very number that the old one has reached.");
  else if (!counted.empty())
    push(identity::take_over(beside, counted), old.id.name() + " counts on from where " + counted + " is.");
  else
    push(identity::count_behind(beside, identity::own_sequence(beside), identity::counts_down(declared)),
         old.id.name() + " counts on behind the numbers that are there.");
}

std::string name_sequence_sql(const Id& column) {
  const std::string name = column.path[1] + "_" + column.name() + "_seq";
  if (name.size() > max_identifier_bytes) return {};
  return "DO $$\nBEGIN\n  IF to_regclass(" + quote_literal(qualified(column.path[0], name)) +
         ") IS NULL THEN\n    EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', " + identity::own_sequence(column) +
         ", " + quote_literal(name) + ");\n  END IF;\nEND\n$$";
}

} // namespace lockstep::expand
