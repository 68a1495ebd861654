// Constraints that are added as NOT VALID and validated beside the traffic.
#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/partition.hpp"
#include "kinds/row_checks.hpp"
#include "plan/recipes/partition_parts.hpp"
#include "plan/recipes/recipe.hpp"

namespace lockstep::recipes {

namespace {

using constraint::validate_step;

std::string failing_rows(const RecipeContext& context, const Object& check) {
  return row_checks::matching(context.to, table_of(check.id),
                              "NOT " + in_parens(body<CheckConstraint>(check).expression));
}

std::string orphan_rows(const RecipeContext& context, const Object& object) {
  const auto& key = body<ForeignKey>(object);
  if (key.period) return {};
  return row_checks::orphans(context.to, table_of(object.id), key.columns, key.references, key.match == "full");
}

bool not_valid_then_validate(const Step& step, const Form& form, const std::string& check, Steps& out) {
  Step add = step;
  add.form = &form;
  add.sql += " NOT VALID";
  add.check = check;
  add.note = "New rows are checked from now on; old rows follow with VALIDATE.";
  out.push_back(add);
  out.push_back(validate_step(step.subject));
  return true;
}

bool check_not_valid(const Step& step, const RecipeContext& context, Steps& out) {
  return not_valid_then_validate(step, constraint::add_check_not_valid, failing_rows(context, *context.change.to), out);
}

constexpr int not_valid_on_partitioned_since = 18;

/// Before 18 a key of a partitioned table can not be NOT VALID: each partition that is seen gets its own.
bool must_be_made_of_parts(const RecipeContext& context, const Id& table) {
  return context.to.server_major < not_valid_on_partitioned_since && partition::is_partitioned(context.from, table);
}

bool are_parts_seen(const RecipeContext& context, const Id& table) {
  return has_partitions(context, table) || is_empty_whole(context, table);
}

bool foreign_key_not_valid(const Step& step, const RecipeContext& context, Steps& out) {
  if (must_be_made_of_parts(context, step.table)) {
    if (!are_parts_seen(context, step.table)) return false;
    push_foreign_key_tree(context, step, out);
    return true;
  }
  return not_valid_then_validate(step, constraint::add_foreign_key_not_valid, orphan_rows(context, *context.change.to),
                                 out);
}

struct Replacement {
  const Form& add;
  const Form& drop;
  std::string old_definition;
  std::string new_definition;
  std::string check;
};

/// The new rule comes beside the old one, and takes its name once old rows are known to keep it. All of it belongs to
/// the expand phase: where the new rule allows more, the new application counts on it.
bool replace_beside(const Step& step, const RecipeContext& context, const Replacement& with, Steps& out) {
  const Id& id = step.subject;
  Id beside = id;
  beside.path = beside.path.with_back(free_name(context, step.table, id.name(), "new"));
  Step add =
      make_step(with.add, id, alter_table(id, constraint::add_action(beside, with.new_definition + " NOT VALID")),
                alter_table(id, constraint::drop_action(beside)));
  // Before that its calls are not those of the new function.
  const Kind* around = find_kind(context.change.around.kind);
  const bool waits = around != nullptr && around->has_signature;
  if (!waits) add.check = with.check;
  add.note = "The new rule stands beside the old one until every old row is known to keep it.";
  out.push_back(add);
  Step validate = validate_step(beside);
  validate.subject = id;
  validate.phase = Phase::expand;
  if (waits) validate.check = with.check;
  out.push_back(validate);
  Step drop = make_step(with.drop, id, alter_table(id, constraint::drop_action(id)),
                        alter_table(id, constraint::add_action(id, with.old_definition + " NOT VALID")));
  drop.note = "The new rule takes the old one's name.";
  const auto renamed = [&](const Id& before, const Id& now) {
    return alter_table(id, "RENAME CONSTRAINT " + quote_ident(before.name()) + " TO " + quote_ident(now.name()));
  };
  Step rename = make_step(constraint::rename, id, renamed(beside, id), renamed(id, beside));
  Steps swap{drop, rename};
  if (&with.add == &constraint::add_foreign_key_not_valid)
    push_names_of_parts(context.from, step.table, beside.name(), id, swap);
  for (Step& one : swap) {
    one.unit = 1;
    out.push_back(std::move(one));
  }
  return true;
}

bool swap_check(const Step& step, const RecipeContext& context, Steps& out) {
  const Replacement with{constraint::add_check_not_valid, constraint::drop,
                         constraint::check_definition(body<CheckConstraint>(*context.change.from)),
                         constraint::check_definition(body<CheckConstraint>(*context.change.to)),
                         failing_rows(context, *context.change.to)};
  return replace_beside(step, context, with, out);
}

/// Before 18 only leaves take NOT VALID: theirs come in the transaction in which the old key of the whole goes.
void swap_foreign_key_tree(const Step& step, const RecipeContext& context, Steps& out) {
  const auto definition = [](const Object& key) { return constraint::foreign_key_definition(body<ForeignKey>(key)); };
  const Id& id = step.subject;
  Step drop = make_step(constraint::drop_foreign_key, id, alter_table(id, constraint::drop_action(id)),
                        alter_table(id, constraint::add_action(id, definition(*context.change.from))));
  drop.note = "New rows are checked by the keys of the partitions, which come in the same transaction.";
  out.push_back(drop);
  Step whole = step;
  whole.sql = alter_table(id, constraint::add_action(id, definition(*context.change.to)));
  whole.back = alter_table(id, constraint::drop_action(id));
  push_foreign_key_tree(context, whole, out);
  for (Step& one : out)
    if (one.form == &constraint::drop_foreign_key || one.form == &constraint::add_foreign_key_not_valid) one.unit = 1;
}

bool swap_foreign_key(const Step& step, const RecipeContext& context, Steps& out) {
  if (must_be_made_of_parts(context, step.table)) {
    if (!are_parts_seen(context, step.table)) return false;
    swap_foreign_key_tree(step, context, out);
    return true;
  }
  const Replacement with{constraint::add_foreign_key_not_valid, constraint::drop_foreign_key,
                         constraint::foreign_key_definition(body<ForeignKey>(*context.change.from)),
                         constraint::foreign_key_definition(body<ForeignKey>(*context.change.to)),
                         orphan_rows(context, *context.change.to)};
  return replace_beside(step, context, with, out);
}

} // namespace

void push_names_of_parts(const State& from, const Id& table, const std::string& built, const Id& key, Steps& out) {
  if (!partition::is_partitioned(from, table)) return;
  for (const Object* part : partition::children_of(from, table)) {
    const auto renamed = [&](const std::string& before, const std::string& now) {
      return alter_table(part->id, "RENAME CONSTRAINT " + quote_ident(before) + " TO " + quote_ident(now));
    };
    out.push_back(make_step(constraint::rename, key, renamed(built, key.name()), renamed(key.name(), built)));
    out.back().table = part->id;
    push_names_of_parts(from, part->id, built, key, out);
  }
}

Steps check_again(const RecipeContext& context) {
  Steps steps;
  swap_check(make_step(constraint::replace_check, context.change.id(), {}), context, steps);
  return steps;
}

const Recipe add_check{.replaces = &constraint::add_check,
                       .name = "check NOT VALID, then VALIDATE",
                       .with = check_not_valid,
                       .for_size = true};
const Recipe add_foreign_key{.replaces = &constraint::add_foreign_key,
                             .name = "foreign key NOT VALID, then VALIDATE",
                             .with = foreign_key_not_valid,
                             .for_size = true};
const Recipe replace_check{.replaces = &constraint::replace_check,
                           .name = "new check beside the old one, then swap",
                           .with = swap_check,
                           .for_size = true};
const Recipe replace_foreign_key{.replaces = &constraint::replace_foreign_key,
                                 .name = "new foreign key beside the old one, then swap",
                                 .with = swap_foreign_key,
                                 .for_size = true};

} // namespace lockstep::recipes
