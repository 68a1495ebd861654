// A new column whose values old rows do not have yet: it comes empty, is filled in batches, and becomes NOT NULL last.
#include "kinds/column.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/recipe.hpp"

namespace lockstep::recipes {

namespace {

using namespace expand;

std::string hint_of(const Object& object, const std::string& key) {
  const auto found = object.hints.find(key);
  return found == object.hints.end() ? std::string() : found->second;
}

/// The column without what old rows can not satisfy yet. Its default counts for new rows.
void push_empty_column(const Step& step, const Object& object, Steps& out) {
  Column column = body<Column>(object);
  const std::string with_default = column.default_value;
  column.not_null = false;
  column.default_value.clear();
  Object empty = object;
  empty.body = std::make_shared<const Column>(column);
  Steps steps;
  object.kind->create(empty, {}, steps);
  steps.front().form = &add_plain_column;
  if (!with_default.empty())
    steps.front().sql += ", ALTER COLUMN " + quote_ident(object.id.name()) + " SET DEFAULT " + with_default;
  steps.front().makes = step.makes;
  for (Step& each : steps) out.push_back(std::move(each));
}

void push_not_null(const Object& object, Steps& out) {
  out.push_back(make_step(column::set_not_null, object.id, column::alter_column(object.id, "SET NOT NULL"),
                          column::alter_column(object.id, "DROP NOT NULL")));
  out.back().phase = Phase::validate;
}

bool fill_column(const Step& step, const RecipeContext& context, const std::string& value, Steps& out) {
  const Object& object = *context.change.to;
  const auto& column = body<Column>(object);
  const std::string name = quote_ident(object.id.name());
  push_empty_column(step, object, out);
  // Until every instance has moved, the old version inserts rows without the column.
  const Helper helper{object.id, helper_name(object.id.path.at(1) + "_" + object.id.name(), "fill"),
                      "NEW." + name + " := " + over_new_row(table_of(object.id), value) + ";",
                      "NEW." + name + " IS NULL", object.home};
  const bool helped = column.not_null && column.default_value.empty();
  if (helped)
    push_helper(out, helper,
                "The old application version does not know " + object.id.name() +
                    ": the trigger fills it in, until the contract.");
  out.push_back(backfill_step(object.id, context.from, {{object.id.name(), value, name + " IS NULL"}}));
  if (column.not_null) push_not_null(object, out);
  if (helped) push_drop_helper(out, helper);
  return true;
}

bool refuse_required(const Step& step, const RecipeContext& context, Steps& out) {
  if (const std::string value = hint_of(*context.change.to, "backfill"); !value.empty())
    return fill_column(step, context, value, out);
  Step refused = step;
  refused.refusal = to_text(step.subject) +
                    " is NOT NULL without a default, but its table is there already: old rows have no value for it and "
                    "application code that does not know it could no longer insert. Say what old rows get: backfill = "
                    "\"…\", an SQL expression over the other columns. Or give it a default.";
  out.push_back(refused);
  return true;
}

bool fill_hinted(const Step& step, const RecipeContext& context, Steps& out) {
  const std::string value = hint_of(*context.change.to, "backfill");
  return !value.empty() && fill_column(step, context, value, out);
}

bool fill_rewriting(const Step& step, const RecipeContext& context, Steps& out) {
  const auto& column = body<Column>(*context.change.to);
  if (!column.identity.empty() || !column.generated.empty() || column.default_value.empty()) return false;
  const std::string value = hint_of(*context.change.to, "backfill");
  return fill_column(step, context, value.empty() ? column.default_value : value, out);
}

} // namespace

const Recipe add_required_column{
    .replaces = &column::add_required, .name = "required column, filled in batches", .with = refuse_required};
const Recipe add_hinted_column{.replaces = &column::add, .name = "column filled in batches", .with = fill_hinted};
const Recipe add_rewriting_column{
    .replaces = &column::add_rewriting, .name = "volatile default, filled in batches", .with = fill_rewriting};

} // namespace lockstep::recipes
