// SET NOT NULL without reading the table under a strong lock.
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/row_checks.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/null_test.hpp"
#include "plan/recipes/recipe.hpp"

#include <algorithm>

namespace lockstep::recipes {

namespace {

using constraint::validate_step;

constexpr int native_not_valid_since = 18;

constexpr std::string_view suffix = "not_null";

/// Columns of long names get different ones, too.
std::string name_stem(const Id& column) {
  const std::string name = expand::helper_name(table_of(column).name() + "_" + column.name(), suffix);
  return name.substr(0, name.size() - suffix.size() - 1);
}

std::string type_of(const Step& step, const RecipeContext& context) {
  const Object* column = context.to.find(step.subject);
  return column == nullptr ? std::string() : body<Column>(*column).type;
}

std::string null_rows(const Step& step, const RecipeContext& context) {
  return row_checks::matching(context.to, step.table,
                              is_null(quote_ident(step.subject.name()), context.to, type_of(step, context)));
}

void validate_natively(const Step& step, const std::string& name, Steps& out) {
  Step validate = validate_step({"check", {step.table.path.at(0), step.table.path.at(1), name}});
  validate.subject = step.subject;
  validate.makes.push_back(not_null_of(step.subject));
  out.push_back(validate);
}

bool add_natively(const Step& step, const RecipeContext& context, Steps& out) {
  const std::string name = not_null_name(context.from, context.to, step.subject);
  const std::string sql = "ADD CONSTRAINT " + quote_ident(name) + " NOT NULL " + quote_ident(step.subject.name());
  Step add = make_step(column::add_not_null_not_valid, step.subject, alter_table(step.subject, sql + " NOT VALID"),
                       alter_table(step.subject, "DROP CONSTRAINT " + quote_ident(name)));
  add.note = "New rows must have a value from now on; old rows follow with VALIDATE.";
  add.check = null_rows(step, context);
  out.push_back(add);
  validate_natively(step, name, out);
  return true;
}

// A valid CHECK proves NOT NULL, so that SET NOT NULL reads no row.
bool prove_by_check(const Step& step, const RecipeContext& context, Steps& out) {
  const Id& table = step.table;
  const Id helper = proving_check(context.from, context.to, table, step.subject);
  const std::string expression = is_not_null(quote_ident(step.subject.name()), context.to, type_of(step, context));
  out.push_back(constraint::add_check_not_valid_step(helper, expression));
  out.back().note = "Proves " + step.subject.name() + " NOT NULL: new rows are checked from now on.";
  out.back().check = null_rows(step, context);
  out.push_back(validate_step(helper));
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

bool without_reading(const Step& step, const RecipeContext& context, Steps& out) {
  const Object* before = context.change.from;
  if (before != nullptr && !body<Column>(*before).unvalidated_not_null.empty()) {
    validate_natively(step, body<Column>(*before).unvalidated_not_null, out);
    return true;
  }
  return context.to.server_major >= native_not_valid_since ? add_natively(step, context, out)
                                                           : prove_by_check(step, context, out);
}

// A check that goes in the same plan must not go before.
bool use_check(const Step& step, const RecipeContext& context, Steps& out) {
  if (!step.note.empty()) return false; // made by the recipe above
  Step set = step;
  set.note = "A valid CHECK of the table proves it, so no row is read.";
  for (const Object* check : context.from.children(step.table, "check"))
    if (context.from.needs(check->id).contains(step.subject)) set.frees.push_back(check->id);
  out.push_back(set);
  return true;
}

} // namespace

Id proving_check(const State& from, const State& to, const Id& table, const Id& column) {
  return {"check", table.path.child(free_name(from, to, table, name_stem(column), std::string(suffix)))};
}

std::string own_not_null_name(const Object& column) {
  const std::string& told = body<Column>(column).not_null_name;
  return told.empty() ? derived_name(column.id.path.at(1) + "_" + column.id.name(), suffix) : told;
}

std::string not_null_name(const State& from, const State& to, const Id& id) {
  const Object* column = to.find(id);
  const std::string own = column == nullptr ? std::string() : body<Column>(*column).not_null_name;
  const auto before = from.children(table_of(id), "column");
  const bool taken = std::any_of(before.begin(), before.end(), [&](const Object* other) {
    return other->id != id && body<Column>(*other).not_null && own_not_null_name(*other) == own;
  });
  return own.empty() || taken ? free_name(from, to, table_of(id), name_stem(id), std::string(suffix)) : own;
}

const Recipe set_not_null{.replaces = &column::set_not_null,
                          .name = "NOT NULL proven beside the traffic",
                          .with = without_reading,
                          .for_size = true};
const Recipe set_not_null_proven{
    .replaces = &column::set_not_null_proven, .name = "NOT NULL proven by a check that is there", .with = use_check};

} // namespace lockstep::recipes
