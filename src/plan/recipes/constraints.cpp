// Constraints that are added as NOT VALID and validated beside the traffic.
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "plan/recipes/recipe.hpp"

namespace lockstep::recipes {

namespace {

bool not_valid_then_validate(const Step& step, const Form& form, Steps& out) {
  Step add = step;
  add.form = &form;
  add.sql += " NOT VALID";
  add.note = "New rows are checked from now on; old rows follow with VALIDATE.";
  out.push_back(add);
  out.push_back(constraint::validate_step(step.subject));
  return true;
}

bool check_not_valid(const Step& step, const RecipeContext&, Steps& out) {
  return not_valid_then_validate(step, constraint::add_check_not_valid, out);
}

bool foreign_key_not_valid(const Step& step, const RecipeContext&, Steps& out) {
  return not_valid_then_validate(step, constraint::add_foreign_key_not_valid, out);
}

// A valid CHECK proves NOT NULL, so that SET NOT NULL reads no row.
bool prove_not_null(const Step& step, const RecipeContext& context, Steps& out) {
  const std::string table_name = step.subject.path.at(1);
  Id helper{"check",
            {step.subject.path.at(0), table_name, derived_name(table_name + "_" + step.subject.name(), "not_null")}};
  for (int n = 2; context.from.find(helper) != nullptr || context.to.find(helper) != nullptr; ++n)
    helper.path.back() = derived_name(table_name + "_" + step.subject.name(), "not_null" + std::to_string(n));
  const std::string expression = quote_ident(step.subject.name()) + " IS NOT NULL";
  out.push_back(constraint::add_check_not_valid_step(helper, expression));
  out.back().note = "Proves " + step.subject.name() + " NOT NULL: new rows are checked from now on.";
  out.push_back(constraint::validate_step(helper));
  Step set = step;
  set.form = &column::set_not_null_proven;
  set.phase = Phase::validate;
  set.note = "The valid CHECK proves it, so no row is read.";
  out.push_back(set);
  Step drop = constraint::drop_step(helper, "CHECK (" + expression + ")");
  drop.phase = Phase::validate;
  out.push_back(drop);
  return true;
}

} // namespace

const Recipe add_check{
    .replaces = &constraint::add_check, .name = "check NOT VALID, then VALIDATE", .with = check_not_valid};
const Recipe add_foreign_key{.replaces = &constraint::add_foreign_key,
                             .name = "foreign key NOT VALID, then VALIDATE",
                             .with = foreign_key_not_valid};
const Recipe set_not_null{
    .replaces = &column::set_not_null, .name = "SET NOT NULL proven by a check", .with = prove_not_null};

} // namespace lockstep::recipes
