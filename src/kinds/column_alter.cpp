// Columns that change: type, default, identity, NOT NULL, generation, storage.
#include "kinds/column_alter.hpp"

#include "kinds/column.hpp"
#include "kinds/identity.hpp"
#include "kinds/identity_forms.hpp"
#include "kinds/identity_steps.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"
#include "kinds/row_checks.hpp"
#include "kinds/virtual_forms.hpp"

#include <algorithm>

namespace lockstep {

namespace {

using column::alter_alone;
using column::alter_column;

constexpr int default_storage_since = 16;

/// Before 16 the storage of the type is only known where the statement runs.
std::string storage_sql(const Id& id, const std::string& storage, int server_major) {
  if (!storage.empty() || server_major >= default_storage_since)
    return alter_column(id, "SET STORAGE " + (storage.empty() ? "DEFAULT" : storage));
  return "DO $$\nBEGIN\n  EXECUTE " + quote_literal(alter_column(id, "SET STORAGE ")) +
         " || (\n    SELECT CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE "
         "'extended' END\n      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid\n     WHERE a.attrelid = " +
         quote_literal(table_sql(id)) + "::regclass AND a.attname = " + quote_literal(id.name()) + ");\nEND $$";
}

/// Values with and without time zone are turned into each other by the session's TimeZone.
bool crosses_time_zone(const Column& before, const Column& after) {
  const auto zoned = [](const Column& column) { return column.type.find("with time zone") != std::string::npos; };
  return zoned(before) != zoned(after);
}

constexpr std::string_view in_utc = "SET LOCAL TimeZone = 'UTC'";

/// Whoever runs the file, in whatever time zone: the same values come out, and the rows stay as they are.
void fix_time_zone(const Hints& intent, Steps& steps) {
  Step change = std::move(steps.back());
  steps.pop_back();
  Step fix = make_step(column::set_time_zone, change.subject, std::string(in_utc), "SET LOCAL TimeZone = DEFAULT");
  fix.table = {};
  if (!intent.contains("using"))
    fix.note = "Old values count as UTC. Are they of another zone, then give the column a \"using\" that says which.";
  change.back = std::string(in_utc) + ";\n" + change.back;
  fix.unit = change.unit = 1;
  steps.push_back(std::move(fix));
  steps.push_back(std::move(change));
}

/// A column that is computed from this one.
const Object* computed_from(const Id& column, const State& state) {
  for (const Id& id : state.dependents(column))
    if (const Object* other = state.find(id); other != nullptr && other->kind == &kinds::column && id != column)
      if (!body<Column>(*other).generated.empty()) return other;
  return nullptr;
}

/// ALTER TABLE hands a default down to all children: those that have one of their own get it back.
void restore_defaults(const Id& id, const State& state, Steps& steps) {
  for (const Object* child : partition::children_of(state, table_of(id))) {
    const Id below{kinds::column.name, child->id.path.child(id.name())};
    if (const Object* own = state.find(below)) {
      const std::string& value = body<Column>(*own).default_value;
      Step step = make_step(column::set_default, id,
                            alter_column(below, value.empty() ? "DROP DEFAULT" : "SET DEFAULT " + value));
      step.note = name_text(child->id.path) + " keeps its own default.";
      step.unit = 1;
      steps.push_back(std::move(step));
    }
    restore_defaults(below, state, steps);
  }
}

void alter_type(const Object& from, const Object& to, const State& state, Steps& steps) {
  const auto& before = body<Column>(from);
  const auto& after = body<Column>(to);
  const auto type_action = [](const Column& column, const Hints& intent) {
    std::string sql = "TYPE " + column.type;
    if (!column.collation.empty()) sql += " COLLATE " + column.collation;
    if (const auto found = intent.find("using"); found != intent.end()) sql += " USING " + found->second;
    return sql;
  };
  const bool default_in_the_way = !before.default_value.empty() && before.type != after.type;
  std::string action = "ALTER COLUMN " + quote_ident(to.id.name()) + " " + type_action(after, to.hints);
  if (default_in_the_way) {
    const std::string name = "ALTER COLUMN " + quote_ident(to.id.name());
    action = name + " DROP DEFAULT, " + action;
    if (!after.default_value.empty()) action += ", " + name + " SET DEFAULT " + after.default_value;
  }
  steps.push_back(
      make_step(column::set_type, to.id, alter_table(to.id, action), alter_column(to.id, type_action(before, {}))));
  if (const Object* other = computed_from(to.id, state); other != nullptr)
    steps.back().refusal = "PostgreSQL changes no type of a column that " + to_text(other->id) +
                           " is generated from. Take that one away in a release before, or declare a new column and "
                           "another generated one, and move the application to them.";
  if (row_checks::only_casts(to)) steps.back().check = row_checks::narrowed(state, to.id, before.type, after.type);
  if (crosses_time_zone(before, after)) fix_time_zone(to.hints, steps);
  const std::size_t changed = steps.size();
  if (default_in_the_way) restore_defaults(to.id, state, steps);
  if (steps.size() > changed) steps[changed - 1].unit = 1;
}

void alter_default(const Id& id, const Column& before, const Column& after, const State& state, Steps& steps) {
  const auto action = [](const Column& column) {
    return column.default_value.empty() ? std::string("DROP DEFAULT") : "SET DEFAULT " + column.default_value;
  };
  steps.push_back(
      make_step(column::set_default, id, alter_column(id, action(after)), alter_column(id, action(before))));
  const std::size_t set = steps.size() - 1;
  restore_defaults(id, state, steps);
  if (steps.size() > set + 1) steps[set].unit = 1;
  if (!identity::is_left_without(before, after)) return;
  steps[set].form = &column::drop_default;
  for (std::size_t i = set; i < steps.size(); ++i) steps[i].phase = Phase::contract;
}

void share_transaction(std::size_t first, Steps& steps) {
  for (std::size_t i = first; i < steps.size(); ++i)
    if (steps[i].form != &column::set_not_null && steps[i].phase != Phase::contract) steps[i].unit = 1;
}

/// Of its table or of one below it.
bool is_not_null_anywhere(const Id& id, const State& state) {
  const Object* column = state.find(id);
  if (column != nullptr && body<Column>(*column).not_null) return true;
  const auto children = partition::children_of(state, table_of(id));
  return std::any_of(children.begin(), children.end(), [&](const Object* child) {
    return is_not_null_anywhere({id.kind, child->id.path.child(id.name())}, state);
  });
}

const Form& form_of_expression(const Object& to, const State& state) {
  if (!body<Column>(to).is_virtual) return column::change_generated;
  return is_not_null_anywhere(to.id, state) ? column::change_virtual_checking : column::change_virtual;
}

void alter_generated(const Object& to, const Column& before, const Column& after, const State& state, Steps& steps) {
  const bool dropped = after.generated.empty();
  if (dropped && !before.is_virtual) {
    steps.push_back(make_step(column::drop_expression, to.id, alter_column(to.id, "DROP EXPRESSION")));
    return;
  }
  if (!before.generated.empty() && !dropped && before.is_virtual == after.is_virtual && state.server_major >= 17) {
    steps.push_back(make_step(form_of_expression(to, state), to.id,
                              alter_column(to.id, "SET EXPRESSION AS " + in_parens(after.generated)),
                              alter_column(to.id, "SET EXPRESSION AS " + in_parens(before.generated))));
    if (steps.back().form == &column::change_virtual_checking)
      steps.back().check = row_checks::matching(state, table_of(to.id), in_parens(after.generated) + " IS NULL");
    return;
  }
  Step step = make_step(column::change_generated, to.id, {});
  step.refusal = "the generation expression of " + to_text(to.id) +
                 " changes, which this server can do only by dropping the column and adding it again. "
                 "Add a column with a new name, move the application to it, and drop the old one in a later release.";
  steps.push_back(step);
}

void alter_storage(const Id& id, const Column& before, const Column& after, const Changed& changed, const State& state,
                   Steps& steps) {
  // A type change resets both.
  const bool reset = changed.has("type") || changed.has("collation");
  if (reset ? !after.storage.empty() : changed.has("storage")) {
    steps.push_back(make_step(column::set_storage, id, storage_sql(id, after.storage, state.server_major),
                              storage_sql(id, before.storage, state.server_major)));
  }
  const auto compression = [](const Column& c) {
    return "SET COMPRESSION " + (c.compression.empty() ? "DEFAULT" : c.compression);
  };
  if (reset ? !after.compression.empty() : changed.has("compression"))
    steps.push_back(make_step(column::set_storage, id, alter_column(id, compression(after)),
                              alter_column(id, compression(before))));
  const auto target_of = [](const Column& c) { return "SET STATISTICS " + std::to_string(c.statistics.value_or(-1)); };
  if (changed.has("statistics"))
    steps.push_back(make_step(column::set_statistics, id, alter_alone(id, state, target_of(after)),
                              alter_alone(id, state, target_of(before))));
  if (changed.has("options"))
    for (const std::string& action : settings_actions(before.options, after.options))
      steps.push_back(make_step(column::set_statistics, id, alter_column(id, action)));
}

/// Whether a table that INHERITS the column goes on without NULL.
bool child_keeps_not_null(const Id& id, const State& state) {
  const auto children = partition::children_of(state, table_of(id));
  return std::any_of(children.begin(), children.end(), [&](const Object* child) {
    const Object* own = state.find({kinds::column.name, child->id.path.child(id.name())});
    return partition::parent_of(*child).path.empty() && own != nullptr && body<Column>(*own).not_null;
  });
}

/// Every primary key above must have let go of it: of the column, and of those that follow it.
void break_not_null(const Id& id, bool only, const State& state, Step& step) {
  step.breaks.push_back(not_null_of(id));
  if (only) return;
  for (const Object* child : partition::children_of(state, table_of(id)))
    break_not_null({id.kind, child->id.path.child(id.name())}, false, state, step);
}

/// A child's own NOT NULL stays with it from PostgreSQL 18 on; before, all of them went together.
void push_drop_not_null(const Id& subject, const Id& id, const State& state, Steps& steps) {
  const bool only = child_keeps_not_null(id, state);
  const std::string sql = alter_column(id, "DROP NOT NULL");
  Step step =
      make_step(column::drop_not_null, subject, only ? replace_all(sql, "ALTER TABLE ", "ALTER TABLE ONLY ") : sql,
                alter_column(id, "SET NOT NULL"));
  step.table = table_of(id);
  break_not_null(id, only, state, step);
  if (only) step.note = "Not of the tables that inherit it: they go on without NULL, or lose it by themselves.";
  steps.push_back(std::move(step));
  if (!only && state.server_major < 18) return;
  for (const Object* child : partition::children_of(state, table_of(id))) {
    const Id below{id.kind, child->id.path.child(id.name())};
    const Object* own = state.find(below);
    const bool keeps = own != nullptr && body<Column>(*own).not_null;
    if (!keeps && partition::parent_of(*child).path.empty()) push_drop_not_null(subject, below, state, steps);
  }
}

std::string not_null_renamed(const Id& id, const Column& before, const Column& after) {
  return alter_table(id, "RENAME CONSTRAINT " + quote_ident(before.not_null_name) + " TO " +
                             quote_ident(after.not_null_name));
}

bool becomes_plain(const Column& after, const Changed& changed) {
  return changed.has("generated") && after.generated.empty();
}

/// What gives the column its values: type, default, identity.
void alter_values(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<Column>(from);
  const auto& after = body<Column>(to);
  const bool type_changed = changed.has("type") || changed.has("collation");
  const std::string counted = identity::numbers_of(before.default_value);
  const std::string counts = identity::numbers_of(after.default_value);
  const bool takes_over = before.identity.empty() && !after.identity.empty() && !counted.empty();
  const bool hands_over = !before.identity.empty() && after.identity.empty() && !counts.empty();
  const bool numbers = before.identity.empty() && !after.identity.empty();
  const bool unnumbers = !before.identity.empty() && after.identity.empty();
  const bool begins_counting =
      changed.has("default") && !hands_over && counted.empty() && identity::is_own(counts, to.id, state);
  // An identity counts in integers alone.
  const bool unnumbered_first = unnumbers && type_changed && !identity::counts_in(after.type);
  if (unnumbered_first) identity::let_go(to.id, before, after, steps);
  if (type_changed) alter_type(from, to, state, steps);
  const std::size_t first = steps.size();
  if (hands_over) identity::push_numbers(to.id, identity::hand_over(to.id, counts), {}, counts, steps);
  const bool default_went_along = type_changed && !before.default_value.empty() && before.type != after.type;
  if (unnumbers && !unnumbered_first) identity::let_go(to.id, before, after, steps);
  const bool plain_now = becomes_plain(after, changed);
  const std::size_t plain = steps.size();
  if (plain_now) alter_generated(to, before, after, state, steps); // until then it can have no default
  if (changed.has("default") && !default_went_along) alter_default(to.id, before, after, state, steps);
  if (plain_now && changed.has("default")) // no row comes in between that gets neither
    for (std::size_t i = plain; i < steps.size(); ++i) steps[i].unit = 1;
  if (changed.has("not_null") && after.not_null) {
    steps.push_back(make_step(column::set_not_null, to.id, alter_column(to.id, "SET NOT NULL"),
                              alter_column(to.id, "DROP NOT NULL")));
    steps.back().makes.push_back(not_null_of(to.id));
  }
  if ((changed.has("identity") || changed.has("identity_options")) && !after.identity.empty())
    identity::take_on(to.id, before, after, steps);
  if (takes_over)
    identity::push_numbers(to.id, identity::take_over(to.id, counted), identity::hand_over(to.id, counted), counted,
                           steps);
  if (numbers && (!before.default_value.empty() || takes_over)) // no row comes in between that gets no number
    share_transaction(first, steps);
  if (unnumbers && !after.default_value.empty()) share_transaction(first, steps);
  if (numbers && !takes_over)
    identity::push_count_behind(to.id, identity::own_sequence(to.id), identity::counts_down(after), steps);
  if (begins_counting) identity::push_count_behind(to.id, quote_literal(counts), false, steps);
}

/// The identity goes later.
bool waits_for_contract(std::size_t begun, const Steps& steps) {
  return std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(begun), steps.end(), [](const Step& step) {
    return step.form == &column::drop_identity && step.phase == Phase::contract;
  });
}

} // namespace

std::string column::alter_alone(const Id& id, const State& state, const std::string& action) {
  const bool handed_down =
      partition::is_partitioned(state, table_of(id)) || !partition::children_of(state, table_of(id)).empty();
  const std::string sql = alter_column(id, action);
  return handed_down ? replace_all(sql, "ALTER TABLE ", "ALTER TABLE ONLY ") : sql;
}

void column::alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<Column>(from);
  const auto& after = body<Column>(to);
  const bool type_changed = changed.has("type") || changed.has("collation");
  const std::size_t begun = steps.size();
  alter_values(from, to, changed, state, steps);
  const std::size_t loosened = steps.size();
  if (changed.has("not_null") && !after.not_null) push_drop_not_null(to.id, to.id, state, steps);
  if (waits_for_contract(begun, steps)) // an identity is NOT NULL
    for (std::size_t i = loosened; i < steps.size(); ++i) steps[i].phase = Phase::contract;
  if (changed.has("not_null_name") && before.not_null && after.not_null)
    steps.push_back(make_step(column::rename_not_null, to.id, not_null_renamed(to.id, before, after),
                              not_null_renamed(to.id, after, before)));
  if (!becomes_plain(after, changed) && (changed.has("generated") || changed.has("virtual")))
    alter_generated(to, before, after, state, steps);
  alter_storage(to.id, before, after, changed, state, steps);
  if (changed.has("comment"))
    push_comment(steps, to.id, "COLUMN " + qualified(to.id.path), after.comment, before.comment, true);
  if (type_changed) {
    steps.push_back(
        make_step(column::analyze, to.id, "ANALYZE " + table_sql(to.id) + " (" + quote_ident(to.id.name()) + ")"));
    steps.back().phase = Phase::validate;
  }
  // What waits for the contract holds up nothing that does not.
  std::stable_partition(steps.begin() + static_cast<std::ptrdiff_t>(begun), steps.end(),
                        [](const Step& step) { return step.phase != Phase::contract; });
  // What the parent changes of it comes first.
  if (const Object* table = state.find(table_of(to.id)); table != nullptr)
    for (const Id& parent : partition::parents_of(*table))
      for (std::size_t i = begun; i < steps.size(); ++i)
        steps[i].needs.push_back({kinds::column.name, parent.path.child(to.id.name())});
}

} // namespace lockstep
