// Indexes and the keys that stand on them, built and dropped beside the traffic.
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/index.hpp"
#include "kinds/partition.hpp"
#include "kinds/row_checks.hpp"
#include "plan/recipes/partition_parts.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/together.hpp"

#include <algorithm>

namespace lockstep::recipes {

namespace {

/// CREATE INDEX CONCURRENTLY, with a look for duplicates before where it is unique.
Step build_step(const State& to, const Id& subject, const Index& index, const std::string& name) {
  const Id table = table_of(subject);
  Step step = index::create_concurrently_step(subject, table, index, name);
  if (index.unique)
    step.check = row_checks::duplicates(to, table, index.columns, index.nulls_not_distinct, index.where);
  return step;
}

/// "lower(note)" and "(a + b)", but not "note text_ops (siglen=8)" nor "note DESC".
bool is_expression(const std::string& column) {
  const std::size_t end = leading_name(column).size();
  return end < column.size() && column[end] == '(';
}

/// What the planner knows of an expression is gathered for its index, by an ANALYZE of the whole table.
void push_analyze(const Step& step, const Index& index, Steps& out) {
  if (std::none_of(index.columns.begin(), index.columns.end(), is_expression)) return;
  out.push_back(make_step(column::analyze, step.subject, "ANALYZE " + qualified(step.table.path)));
  out.back().note = "Without it the planner guesses what the index's expression holds.";
}

/// The statement as it is: a partitioned table without partitions holds no row.
void push_as(const Form& form, const Step& step, Steps& out) {
  out.push_back(step);
  out.back().form = &form;
}

Step rename_step(const Id& id, const std::string& before, const std::string& now) {
  const auto renamed = [&](const std::string& from, const std::string& to) {
    return "ALTER INDEX " + qualified(id.path.at(0), from) + " RENAME TO " + quote_ident(to);
  };
  return make_step(index::rename, id, renamed(before, now), renamed(now, before));
}

/// The index of the partitioned table has the name until it goes.
void build_before_whole_goes(const Step& step, const RecipeContext& context, Steps& out) {
  const auto& index = body<Index>(*context.change.to);
  const std::string build = free_name(context, step.table, step.subject.name(), "new");
  out.push_back(build_step(context.to, step.subject, index, build));
  push_analyze(step, index, out);
  out.push_back(rename_step(step.subject, build, step.subject.name()));
  out.back().note = "The index takes the name of the partitioned table's, which went.";
}

/// The constraint of this name goes in the transaction in which the index takes the name: rows stay unique.
void build_for_name(const Step& step, const RecipeContext& context, Steps& out) {
  const auto& index = body<Index>(*context.change.to);
  const Id& id = step.subject;
  const bool is_tree = has_partitions(context, step.table);
  const std::string build = free_name(context, step.table, id.name(), "new");
  if (is_tree)
    push_index_tree(context, index, build, out);
  else
    out.push_back(build_step(context.to, id, index, build));
  push_analyze(step, index, out);
  out.push_back(rename_step(id, build, id.name()));
  out.back().note = "The index takes the name of the constraint that goes with it.";
  if (is_tree) push_part_names(context, step.table, build, id.name(), out);
  for (Step& one : out) one.phase = Phase::contract;
}

/// Nothing is built, as it holds no row: not unless the plan knows all of its partitions.
void push_only_whole(const Form& form, const Step& step, const RecipeContext& context, Steps& out) {
  push_as(form, step, out);
  out.back().check = row_checks::unknown_partitions(context.from, step.table);
}

void push_on_empty_whole(const Step& step, const RecipeContext& context, Steps& out) {
  push_only_whole(index::create_on_only, step, context, out);
  out.back().note = "No partition of " + own_sql(step.table) +
                    " is declared, so it holds no row. A database that has some would stop their writers while it "
                    "builds the index of each: declare them, or partitions = \"managed elsewhere\".";
}

bool build_concurrently(const Step& step, const RecipeContext& context, Steps& out) {
  const Object& object = *context.change.to;
  const bool is_whole = partition::is_partitioned(context.from, step.table);
  if (key_of_name(context.from, object.id) != nullptr && (!is_whole || has_partitions(context, step.table))) {
    build_for_name(step, context, out);
    return true;
  }
  if (!is_whole && whole_of_name(context.from, context.to, object.id) != nullptr) {
    build_before_whole_goes(step, context, out);
    return true;
  }
  if (has_partitions(context, step.table))
    push_index_tree(context, body<Index>(object), object.id.name(), out);
  else if (is_empty_whole(context, step.table))
    push_on_empty_whole(step, context, out);
  else if (!is_whole)
    out.push_back(build_step(context.to, step.subject, body<Index>(object), object.id.name()));
  if (!out.empty()) push_analyze(step, body<Index>(object), out);
  return !out.empty();
}

bool drop_concurrently(const Step& step, const RecipeContext& context, Steps& out) {
  if (partition::is_partitioned(context.from, step.table)) return false; // PostgreSQL has no way
  Step safe = index::drop_concurrently_step(step.subject, step.subject.name(), step.back);
  safe.phase = step.phase;
  safe.breaks = step.breaks;
  out.push_back(safe);
  return true;
}

// There is no moment without an index.
bool build_beside(const Step& step, const RecipeContext& context, Steps& out) {
  const Id& id = step.subject;
  const std::string build = free_name(context, step.table, id.name(), "new");
  const std::string old = free_name(context, step.table, id.name(), "old");
  const bool is_tree = partition::is_partitioned(context.from, step.table);
  if (is_tree)
    push_index_tree(context, body<Index>(*context.change.to), build, out);
  else
    out.push_back(build_step(context.to, id, body<Index>(*context.change.to), build));
  push_analyze(step, body<Index>(*context.change.to), out);
  Step away = rename_step(id, id.name(), old);
  Step in = rename_step(id, build, id.name());
  away.unit = in.unit = 1;
  away.note = "The new index takes the old one's name.";
  out.push_back(away);
  out.push_back(in);
  const auto& before = body<Index>(*context.change.from);
  if (is_tree) {
    out.push_back(make_step(index::drop, id, "DROP INDEX " + qualified(id.path.at(0), old)));
    push_part_names(context, table_of(id), build, id.name(), out);
  } else {
    out.push_back(index::drop_concurrently_step(id, old, index::create_sql(id, before, old, true)));
  }
  return true;
}

/// It may be NOT NULL because a table is that it inherits.
void wait_for_column(const Id& column, const State& state, Step& step) {
  step.needs.push_back(not_null_of(column));
  if (const Object* table = state.find(table_of(column)); table != nullptr)
    for (const Id& parent : partition::parents_of(*table))
      wait_for_column({column.kind, parent.path.child(column.name())}, state, step);
}

/// A primary key on a column that is not yet NOT NULL would read all rows.
void wait_for_not_null(const Object& object, const State& state, Step& step) {
  if (object.kind->name != "primary_key") return;
  for (const std::string& column : body<KeyConstraint>(object).columns)
    wait_for_column({"column", table_of(object.id).path.child(column)}, state, step);
}

std::string adopt_action(const Object& object, const std::string& index) {
  return constraint::add_action(object.id, constraint::key_word(object) + " USING INDEX " + quote_ident(index) +
                                               deferrable_clause(body<KeyConstraint>(object).deferrable));
}

bool adopt_index(const Step& step, const RecipeContext& context, Steps& out) {
  const Object& object = *context.change.to;
  // WITHOUT OVERLAPS needs an index that CREATE INDEX does not make.
  const bool by_itself = !body<KeyConstraint>(object).without_overlaps;
  const bool is_whole = partition::is_partitioned(context.from, step.table);
  if (by_itself && has_partitions(context, step.table))
    push_key_tree(context, out);
  else if (by_itself && is_empty_whole(context, step.table))
    push_only_whole(constraint::add_key_only, step, context, out);
  else if (!by_itself || is_whole)
    push_as(*step.form, step, out);
  if (!by_itself || is_whole) {
    for (Step& made : out) wait_for_not_null(object, context.to, made);
    return true;
  }
  const bool is_taken = context.from.find({"exclusion", object.id.path}) != nullptr ||
                        whole_of_name(context.from, context.to, object.id) != nullptr;
  const std::string build = is_taken ? free_name(context, step.table, object.id.name(), "new") : object.id.name();
  out.push_back(build_step(context.to, step.subject, constraint::key_index(body<KeyConstraint>(object)), build));
  out.back().note = "The index of the constraint, built beside the traffic.";
  out.push_back(make_step(constraint::add_key_using_index, step.subject,
                          alter_table(step.subject, adopt_action(object, build)), step.back));
  out.back().note = "Adopts the finished index: a catalog change.";
  wait_for_not_null(object, context.to, out.back());
  return true;
}

// PostgreSQL keeps the old key until the very statement that adopts the new index.
bool swap_key(const Step& step, const RecipeContext& context, Steps& out) {
  const Object& object = *context.change.to;
  const bool by_itself = !body<KeyConstraint>(object).without_overlaps;
  if (!by_itself || partition::is_partitioned(context.from, step.table)) {
    if (by_itself && has_partitions(context, step.table))
      push_key_swap(context, step, out);
    else
      push_as(!by_itself                            ? constraint::replace_exclusion
              : is_empty_whole(context, step.table) ? constraint::swap_key
                                                    : *step.form,
              step, out);
    for (Step& made : out) wait_for_not_null(object, context.to, made);
    return true;
  }
  const std::string build = free_name(context, step.table, object.id.name(), "new");
  out.push_back(build_step(context.to, step.subject, constraint::key_index(body<KeyConstraint>(object)), build));
  Step swap = step;
  swap.form = &constraint::swap_key;
  swap.sql = alter_table(step.subject, constraint::drop_action(object.id) + ", " + adopt_action(object, build));
  swap.back.clear();
  swap.note = "The old key goes and the new one comes in one statement.";
  wait_for_not_null(object, context.to, swap);
  out.push_back(swap);
  return true;
}

bool complete_parts(const Step&, const RecipeContext& context, Steps& out) {
  push_missing_index_parts(context, out);
  return true;
}

} // namespace

const Recipe complete_index{
    .replaces = &index::complete, .name = "parts of an INVALID partitioned index", .with = complete_parts};
const Recipe create_index{
    .replaces = &index::create, .name = "create index concurrently", .with = build_concurrently, .for_size = true};
const Recipe drop_index{.replaces = &index::drop, .name = "drop index concurrently", .with = drop_concurrently};
const Recipe replace_index{
    .replaces = &index::replace, .name = "build beside, swap names, drop concurrently", .with = build_beside};
const Recipe add_key{
    .replaces = &constraint::add_key, .name = "key through a concurrent index", .with = adopt_index, .for_size = true};
const Recipe replace_key{.replaces = &constraint::replace_key,
                         .name = "key swapped for a concurrent index",
                         .with = swap_key,
                         .for_size = true};

} // namespace lockstep::recipes
