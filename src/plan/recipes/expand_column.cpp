// A new column whose values old rows do not have yet: it comes empty, is filled in batches, and becomes NOT NULL last.
#include "kinds/column.hpp"
#include "kinds/column_alter.hpp"
#include "kinds/identity.hpp"
#include "kinds/identity_forms.hpp"
#include "plan/recipes/expand_reach.hpp"
#include "plan/recipes/move.hpp"
#include "plan/recipes/null_test.hpp"
#include "plan/recipes/recipe.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

void expand::push_empty_column(const Object& object, Steps& steps) {
  Column column = body<Column>(object);
  const std::string with_default = column.default_value;
  column.not_null = false;
  column.default_value.clear();
  Object empty = object;
  empty.body = std::make_shared<const Column>(column);
  Steps made;
  object.kind->create(empty, {}, made);
  made.front().form = &add_plain_column;
  if (!with_default.empty())
    made.front().sql += ", ALTER COLUMN " + quote_ident(object.id.name()) + " SET DEFAULT " + with_default;
  steps.insert(steps.end(), made.begin(), made.end());
}

void expand::push_not_null(const Id& column, Steps& steps) {
  steps.push_back(make_step(column::set_not_null, column, column::alter_column(column, "SET NOT NULL"),
                            column::alter_column(column, "DROP NOT NULL")));
  steps.back().phase = Phase::validate;
}

namespace recipes {

namespace {

using namespace expand;

/// There is no empty column of such a type to begin with.
bool refuse_domain(const Step& step, Steps& out) {
  Step refused = step;
  refused.refusal = to_text(step.subject) +
                    " is of a domain with rules of its own, and PostgreSQL writes the whole table again for any new "
                    "column of such a type. Give it the domain's own type and the table the rule, as a check.";
  out.push_back(refused);
  return true;
}

/// Its helper would see no row of the tables that inherit.
bool refuse_inherited(const Step& step, Steps& out) {
  Step refused = step;
  refused.refusal = to_text(step.subject) +
                    " can not be filled while applications write: triggers of a table see no row of those that INHERIT "
                    "from it. Declare it nullable and without backfill, fill all rows, and then say NOT NULL.";
  out.push_back(refused);
  return true;
}

/// "<table>_<column>_fill", numbered where something that it is called or makes has another one's name.
std::string free_helper(const Id& column, const RecipeContext& context) {
  const Path table = column.path.parent();
  for (int number = 1;; ++number) {
    std::string name = numbered_name(table.back() + "_" + column.name(), "fill", number);
    const std::array helpers{Id{"function", {table.front(), quote_ident(name) + "()"}},
                             Id{"trigger", table.child(helper_name("zzz", name))},
                             Id{"sequence", {table.front(), helper_name(name, "seen")}}};
    const bool taken = std::any_of(helpers.begin(), helpers.end(), [&](const Id& id) {
      return is_helper_taken(context.from, id) || is_helper_taken(context.to, id);
    });
    if (!taken) return name;
  }
}

/// Counts a write of the old version. One of a row that the backfill has not come to may be that of another column.
std::string tally_of(const Id& column, const std::string& helper, const std::string& was_filled) {
  return "IF TG_OP = 'INSERT' OR " + was_filled + " THEN\n  " + tally_sql(column, helper) + "\nEND IF;";
}

bool fill_column(const Step& step, const RecipeContext& context, const Object& object, const std::string& value,
                 Steps& out) {
  if (is_ruled_domain(context.to, body<Column>(object).type)) return refuse_domain(step, out);
  if (is_inherited(context.from, table_of(object.id))) return refuse_inherited(step, out);
  const auto& column = body<Column>(object);
  const std::string name = quote_ident(object.id.name());
  push_empty_column(object, out);
  // A row that is updated before its turn may move to where the backfill has been already.
  const bool needed_by_old_code = column.not_null && column.default_value.empty();
  const std::string helper_of = free_helper(object.id, context);
  const Helper helper{
      object.id,
      helper_of,
      "NEW." + name + " := " + over_new_row(table_of(object.id), value) + ";" +
          (needed_by_old_code ? "\n" + tally_of(object.id, helper_of, "OLD." + name + " IS NOT NULL") : ""),
      "NEW." + name + " IS NULL",
      object.home,
      needed_by_old_code};
  push_helper(out, helper,
              needed_by_old_code
                  ? "The old application version does not know " + object.id.name() +
                        ": the trigger fills it in, until the contract."
                  : "Fills " + object.id.name() + " of rows that are written before the backfill comes to them.");
  out.push_back(backfill_step(object.id, context.from, {{object.id.name(), value, name + " IS NULL"}}));
  if (!needed_by_old_code) push_drop_helper(out, helper, Phase::validate);
  if (column.not_null) push_not_null(object.id, out);
  if (needed_by_old_code) push_drop_helper(out, helper, Phase::contract);
  return true;
}

/// Rows that are written meanwhile must not be empty when NOT NULL comes, nor those of the old version after it.
bool fill_nulls(const Step& step, const RecipeContext& context, Steps& out) {
  const Object& object = *context.change.to;
  const std::string value = object.hints.get("backfill");
  if (context.change.verb != Verb::alter || value.empty()) return false;
  if (is_inherited(context.from, table_of(object.id))) return refuse_inherited(step, out);
  const std::string name = quote_ident(object.id.name());
  const std::string& type = body<Column>(object).type;
  const std::string helper_of = free_helper(object.id, context);
  const Helper helper{object.id,
                      helper_of,
                      "NEW." + name + " := " + over_new_row(table_of(object.id), value) + ";\n" +
                          tally_of(object.id, helper_of, is_not_null("OLD." + name, context.to, type)),
                      is_null("NEW." + name, context.to, type),
                      object.home,
                      true};
  push_helper(out, helper,
              "The old application version may leave " + object.id.name() +
                  " empty: the trigger fills it in, until the contract.");
  out.push_back(backfill_step(object.id, context.from, {{object.id.name(), value, is_null(name, context.to, type)}}));
  out.push_back(step);
  out.back().phase = Phase::validate;
  push_drop_helper(out, helper, Phase::contract);
  return true;
}

/// Its values come from another table, whose triggers and batches fill it.
bool await_moved(const RecipeContext& context, Steps& out) {
  const Object& object = *context.change.to;
  if (const Id old = source_of_move(object); old.path.empty() || context.from.find(old) == nullptr) return false;
  push_empty_column(object, out);
  return true;
}

bool refuse_required(const Step& step, const RecipeContext& context, Steps& out) {
  if (await_moved(context, out)) return true;
  if (const std::string value = context.change.to->hints.get("backfill"); !value.empty())
    return fill_column(step, context, *context.change.to, value, out);
  Step refused = step;
  refused.refusal = to_text(step.subject) +
                    " is NOT NULL without a default, but its table is there already: old rows have no value for it and "
                    "application code that does not know it could no longer insert. Say what old rows get: backfill = "
                    "\"…\", an SQL expression over the other columns. Or give it a default.";
  out.push_back(refused);
  return true;
}

bool fill_hinted(const Step& step, const RecipeContext& context, Steps& out) {
  const std::string value = context.change.to->hints.get("backfill");
  return !value.empty() && fill_column(step, context, *context.change.to, value, out);
}

/// The sequence that numbers rows until the identity has one.
Id push_numbers(const Object& object, const RecipeContext& context, Steps& out) {
  const Id table = table_of(object.id);
  const auto& column = body<Column>(object);
  Id numbers{"sequence",
             {table.path.at(0), free_name(context, table, table.name() + "_" + object.id.name(), "numbers")}};
  const bool plain = column.type == "smallint" || column.type == "integer" || column.type == "bigint";
  const std::string options = identity::options(column);
  Step step = make_step(create_numbers, object.id,
                        "CREATE SEQUENCE " + own_sql(numbers) + (plain ? " AS " + column.type : "") +
                            (options.empty() ? "" : " " + options),
                        "DROP SEQUENCE " + own_sql(numbers));
  step.note =
      "Numbers rows until " + object.id.name() + " is NOT NULL and can be an identity, which goes on from there.";
  // A default asks for a right that an identity does not: whoever may insert goes on inserting.
  Step grant = make_step(share_access, object.id, "GRANT USAGE ON SEQUENCE " + own_sql(numbers) + " TO PUBLIC");
  for (Step* one : {&step, &grant}) {
    one->table = {};
    one->unit = 3; // not that of the helper
    out.push_back(*one);
  }
  return numbers;
}

/// Rows are numbered by a default in batches; then the identity takes over.
bool fill_identity(const Step& step, const RecipeContext& context, Steps& out) {
  const Object& object = *context.change.to;
  const Id numbers = push_numbers(object, context, out);
  Column column = body<Column>(object);
  column.identity.clear();
  column.identity_options = {};
  column.not_null = true;
  column.default_value = "nextval(" + quote_literal(own_sql(numbers)) + "::regclass)";
  Object counted = object;
  counted.body = std::make_shared<const Column>(column);
  fill_column(step, context, counted, column.default_value, out);
  Steps turn;
  column::alter(counted, object, differing(counted, object), context.to, turn);
  turn.push_back(make_step(drop_numbers, object.id, "DROP SEQUENCE " + own_sql(numbers), out.front().sql));
  turn.back().table = {};
  for (Step& one : turn) {
    if (one.form == &column::set_identity_always) continue; // no code says numbers of a new column
    if (one.form == &column::change_identity && one.subject == object.id &&
        one.sql.find(" ADD GENERATED ") != one.sql.npos)
      one.sql = column::alter_column(object.id, identity::action(column, body<Column>(object)));
    one.unit = 4;
    one.phase = Phase::validate;
    out.push_back(one);
  }
  return true;
}

bool fill_rewriting(const Step& step, const RecipeContext& context, Steps& out) {
  const auto& column = body<Column>(*context.change.to);
  if (!column.identity.empty()) {
    const bool online =
        !is_ruled_domain(context.to, column.type) && !is_inherited(context.from, table_of(step.subject));
    return online && !context.small && fill_identity(step, context, out);
  }
  if (!column.generated.empty() || column.default_value.empty()) return false;
  const std::string value = context.change.to->hints.get("backfill");
  if (context.small && value.empty()) return false;
  const bool online = !is_ruled_domain(context.to, column.type) && !is_inherited(context.from, table_of(step.subject));
  if (value.empty() && !online) return false;
  return fill_column(step, context, *context.change.to, value.empty() ? column.default_value : value, out);
}

} // namespace

const Recipe add_required_column{
    .replaces = &column::add_required, .name = "required column, filled in batches", .with = refuse_required};
const Recipe fill_null_column{
    .replaces = &column::set_not_null, .name = "NULLs filled in batches, then NOT NULL", .with = fill_nulls};
const Recipe add_hinted_column{.replaces = &column::add, .name = "column filled in batches", .with = fill_hinted};
const Recipe add_rewriting_column{.replaces = &column::add_rewriting,
                                  .name = "volatile default or identity, filled in batches",
                                  .with = fill_rewriting};

} // namespace recipes
} // namespace lockstep
