// Columns that old application code and old rows do not know, or still use.
#include "kinds/column.hpp"
#include "plan/recipes/recipe.hpp"

namespace lockstep::recipes {

namespace {

// New application code no longer writes the column, so it must be able to leave it out before it goes.
bool loosen_before_drop(const Step& step, const RecipeContext& context, Steps& out) {
  const auto& before = body<Column>(*context.change.from);
  bool in_key = false;
  for (const Object* key : context.from.children(step.table, "primary_key"))
    in_key = in_key || context.from.needs(key->id).contains(step.subject);
  const bool required =
      before.not_null && before.default_value.empty() && before.identity.empty() && before.generated.empty();
  if (required && !in_key) {
    out.push_back(make_step(column::drop_not_null, step.subject, column::alter_column(step.subject, "DROP NOT NULL"),
                            column::alter_column(step.subject, "SET NOT NULL")));
    out.back().note = "New code may leave it out; it is dropped in the contract phase.";
  }
  Step drop = step;
  drop.phase = Phase::contract;
  out.push_back(drop);
  return true;
}

} // namespace

const Recipe drop_column{
    .replaces = &column::drop, .name = "drop column in the contract phase", .with = loosen_before_drop};

} // namespace lockstep::recipes
