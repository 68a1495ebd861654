// The filling of old rows, as one DO block that commits: any runner can carry it, and psql -f.
#include "base/backfill_block.hpp"
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/partition.hpp"
#include "model/field_value.hpp"
#include "plan/recipes/expand.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

bool all_required(const State& state, const Id& table, const std::vector<std::string>& columns) {
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
    const Object* object = state.find({"column", {table.path[0], table.path[1], name}});
    return object != nullptr && body<Column>(*object).not_null;
  });
}

/// Columns by which every row can be reached in order: the primary key, or a unique key without nulls.
std::vector<std::string> key_of(const State& state, const Id& table) {
  for (const std::string_view kind : {"primary_key", "unique"})
    for (const Object* key : state.children(table, kind)) {
      const auto& columns = body<KeyConstraint>(*key).columns;
      if (body<KeyConstraint>(*key).deferrable.empty() && all_required(state, table, columns)) return columns;
    }
  for (const Object* object : state.children(table, "index")) {
    const auto& index = body<Index>(*object);
    const bool plain = index.unique && index.where.empty() && index.method.empty() && !index.invalid;
    std::vector<std::string> columns;
    for (const std::string& column : index.columns)
      if (const auto parts = parse_name(column); parts.size() == 1) columns.push_back(parts.front());
    if (plain && columns.size() == index.columns.size() && all_required(state, table, columns)) return columns;
  }
  return {};
}

/// A prefix for variables that no column begins with.
std::string free_name(const State& state, const Id& table, std::string name) {
  const auto columns = state.children(table, "column");
  while (std::any_of(columns.begin(), columns.end(),
                     [&](const Object* column) { return column->id.name().starts_with(name); }))
    name += '_';
  return name;
}

/// Other tables hold rows of this one.
bool has_parts(const State& state, const Id& table) {
  return std::any_of(state.objects().begin(), state.objects().end(), [&](const auto& entry) {
    const std::vector<Id> parents =
        entry.first.kind == table.kind ? partition::parents_of(entry.second) : std::vector<Id>();
    return std::find(parents.begin(), parents.end(), table) != parents.end();
  });
}

/// How its rows are reached, with names that none of its columns has.
BackfillBlock block_over(const State& state, const Id& table) {
  BackfillBlock block;
  block.table = table_sql(table);
  for (const std::string& column : key_of(state, table)) block.key.push_back(quote_ident(column));
  for (std::string* name : {&block.first, &block.last, &block.page, &block.behind})
    *name = free_name(state, table, *name);
  block.spread = block.key.empty() && has_parts(state, table);
  return block;
}

/// Each row is written, which is news to them: they may set when it was written last, or keep what it was.
std::string triggers_on_update(const State& state, const Id& table) {
  std::vector<std::string> names;
  for (const Object* object : state.children(table, "trigger")) {
    const std::string when = text_of(*object, "when");
    const std::string enabled = text_of(*object, "enabled");
    const bool fires = when.find("update") != std::string::npos && when.find("update of") == std::string::npos;
    if (fires && enabled != "never" && enabled != "replica") names.push_back(object->id.name());
  }
  if (names.empty()) return {};
  return "\nIt runs the table's own trigger" + std::string(names.size() > 1 ? "s " : " ") + join(names, ", ") +
         " for each row.";
}

} // namespace

Step copy_step(const Id& table, const State& from, const BackfillCopy& copy) {
  BackfillBlock block = block_over(from, table);
  block.copy = copy;
  Step step = make_step(backfill, table, write_backfill(block));
  step.phase = Phase::backfill;
  step.note =
      "Copies the old rows in batches of " + std::string(backfill_rows) +
      ", each in a transaction of its own.\nRows that are there already are passed over: stop it when you like, "
      "and run it again.";
  return step;
}

Step backfill_step(const Id& subject, const State& from, const std::vector<Fill>& fills) {
  const Id table = table_of(subject);
  BackfillBlock block = block_over(from, table);
  std::vector<std::string> names;
  std::vector<std::string> sets;
  std::vector<std::string> conditions;
  for (const Fill& fill : fills) {
    names.push_back(fill.column);
    sets.push_back(quote_ident(fill.column) + " = " + fill.value);
    if (!fill.condition.empty()) conditions.push_back(fill.condition);
  }
  block.sets = join(sets, ",\n       ");
  block.needs = conditions.size() == 1 ? conditions.front() : "(" + join(conditions, " OR ") + ")";
  Step step = make_step(backfill, subject, write_backfill(block));
  step.phase = Phase::backfill;
  step.note = "Fills " + join(names, ", ") + " of the old rows in batches of " +
              (block.key.empty() ? std::string(backfill_pages) + " pages" : std::string(backfill_rows) + " rows") +
              ", each in a transaction of its own.\nRows that are right already are passed over: stop it when you "
              "like, and run it again." +
              triggers_on_update(from, table);
  return step;
}

} // namespace lockstep::expand
