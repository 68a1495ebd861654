// Type changes that keep the rows but would read them all for a CHECK, and those that PostgreSQL refuses.
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/row_checks.hpp"
#include "plan/recipes/partition_parts.hpp"
#include "plan/recipes/recipe.hpp"

namespace lockstep::recipes {

namespace {

/// The plan puts another rule in the place of this one, once all rows are known to keep it.
bool is_replaced(const Object& check, const RecipeContext& context) {
  const auto& before = body<CheckConstraint>(*context.from.find(check.id));
  const bool is_carried = context.carried != nullptr && context.carried->contains(check.id);
  return !is_carried && before.expression != body<CheckConstraint>(check).expression;
}

// A CHECK that is NOT VALID is not read again: it goes and comes back as such in the very statement.
bool validate_afterwards(const Step& step, const RecipeContext& context, Steps& out) {
  std::vector<const Object*> checks;
  for (const Object* check : context.from.children(step.table, "check"))
    if (context.from.needs(check->id).contains(step.subject) && !body<CheckConstraint>(*check).not_valid)
      if (const Object* after = context.to.find(check->id)) checks.push_back(after);
  if (checks.empty()) return false;
  const std::string head = alter_table(step.subject, "");
  std::vector<std::string> actions{step.sql.substr(head.size())};
  std::vector<std::string> broken; // rows that break the new rules are looked for before the first lock
  Steps validations;
  for (const Object* check : checks) {
    const bool replaced = is_replaced(*check, context);
    const auto& rule = body<CheckConstraint>(replaced ? *context.from.find(check->id) : *check);
    if (replaced) broken.push_back("NOT " + in_parens(body<CheckConstraint>(*check).expression));
    actions.insert(actions.begin(), constraint::drop_action(check->id));
    actions.push_back(constraint::add_action(check->id, constraint::check_definition(rule) + " NOT VALID"));
    constraint::push_constraint_comment(validations, check->id, rule.comment);
    if (!rule.not_valid && !replaced) validations.push_back(constraint::validate_step(check->id));
  }
  Step change = step;
  change.form = &column::set_type;
  change.sql = head + join(actions, ", ");
  change.back.clear();
  change.note = "No row is read under the lock: what the rule says of old rows follows with VALIDATE.";
  if (change.check.empty() && !broken.empty())
    change.check = row_checks::matching(context.to, step.table, join(broken, " OR "));
  out.push_back(change);
  out.insert(out.end(), validations.begin(), validations.end());
  return true;
}

bool refuse_partition_key(const Step& step, const RecipeContext& context, Steps& out) {
  if (!is_partition_key(context.from, step.subject) && !is_partition_key(context.to, step.subject)) return false;
  out.push_back(step);
  out.back().refusal = to_text(step.subject) +
                       " decides which partition a row belongs to, and PostgreSQL can not change the type of such a "
                       "column. Make a partitioned table with the other type under a new name and move the rows; or "
                       "drop the partitions that are partitioned by it first, in a change of their own.";
  return true;
}

} // namespace

const Recipe set_type_of_key{.replaces = &column::set_type,
                             .name = "type of a column that rows are partitioned by",
                             .with = refuse_partition_key};
const Recipe set_type_checking{.replaces = &column::set_type_checking,
                               .name = "type change with its checks NOT VALID, then VALIDATE",
                               .with = validate_afterwards,
                               .for_size = true};

} // namespace lockstep::recipes
