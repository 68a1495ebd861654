// Partitions that come and go beside the traffic: a table made by itself and attached, with CHECKs that prove
// beforehand what ATTACH would else read; DETACH CONCURRENTLY.
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/partition.hpp"
#include "kinds/row_checks.hpp"
#include "plan/recipes/partition_parts.hpp"
#include "plan/recipes/partition_places.hpp"
#include "plan/recipes/recipe.hpp"

#include <algorithm>
#include <set>

namespace lockstep::recipes {

namespace {

constexpr std::string_view proof_suffix = "bounds";

Id check_on(const Id& table, const std::string& name) { return {"check", table.path.child(name)}; }

/// CHECK NOT VALID, then VALIDATE: after that it proves what it says of every row.
void push_check(const RecipeContext& context, const Id& subject, const Id& check, const std::string& condition,
                const std::string& note, Steps& out) {
  out.push_back(constraint::add_check_not_valid_step(check, condition));
  out.back().note = note;
  out.back().check = row_checks::matching(context.from, table_of(check), "NOT " + in_parens(condition));
  out.push_back(constraint::validate_step(check));
  for (std::size_t i = out.size() - 2; i < out.size(); ++i) {
    out[i].subject = subject;
    out[i].phase = Phase::expand;
  }
}

void push_drop_check(const Id& subject, const Id& check, Steps& out) {
  out.push_back(make_step(constraint::drop, subject, alter_table(check, constraint::drop_action(check))));
  out.back().table = table_of(check);
}

const Object* default_sibling(const State& state, const Object& table) {
  for (const Object* sibling : partition::children_of(state, partition::parent_of(table)))
    if (sibling->id != table.id && upper(body<Table>(*sibling).values) == "DEFAULT") return sibling;
  return nullptr;
}

/// The condition of a partition without that of the table it is a partition of, which the server writes before it:
/// ATTACH asks the default partition for no more. Empty: no text can say it.
std::string own_bounds(const Object& table, const State& state) {
  const auto& all = body<Table>(table);
  if (!partition::is_provable(all)) return {};
  const Object* parent = state.find(partition::parent_of(table));
  std::string above = parent == nullptr ? std::string() : body<Table>(*parent).bounds;
  if (above.empty()) return all.bounds;
  if (above.starts_with("((")) above = above.substr(1, above.size() - 2);
  const std::string first = "(" + above + " AND ";
  return all.bounds.starts_with(first) ? "(" + all.bounds.substr(first.size()) : std::string();
}

/// The default partition must hold no row that belongs to the new one: its CHECK, or an empty path where there is no
/// default partition or no CHECK can say it.
Id push_default_check(const RecipeContext& context, Steps& out) {
  const Object& table = *context.change.to;
  const Object* rest = default_beside(context, table);
  const std::string bounds = own_bounds(table, context.to);
  if (rest == nullptr || bounds.empty() || upper(body<Table>(table).values) == "DEFAULT") return {};
  Id check = check_on(rest->id, free_name(context, rest->id, table.id.name(), "not_here"));
  push_check(
      context, table.id, check, "NOT " + in_parens(bounds),
      "Proves that the default partition holds no row of the new one: ATTACH need not read it. Rows that it holds "
      "go to a table of their own, and come back when the new one is there.",
      out);
  return check;
}

/// An index or key that comes or is replaced in the same plan is made for the partitions that are there, and ATTACH
/// gives the new one its own: the other way round the whole index would stay INVALID, and a foreign key read its rows.
void wait_for_keys(const RecipeContext& context, Step& attach) {
  const auto is_built = [&](const Object& whole) {
    const Object* before = context.from.find(whole.id);
    return before == nullptr || !partition::is_same_definition(*before, whole);
  };
  for (Id parent = partition::parent_of(*context.change.to); !parent.path.empty();
       parent = partition::parent_of(context.to, parent))
    for (const char* kind : {"primary_key", "unique", "index", "foreign_key"})
      for (const Object* whole : context.to.children(parent, kind))
        if (is_built(*whole)) attach.needs.push_back(whole->id);
}

bool is_reshaped(const RecipeContext& context, const Object& part) {
  const Object* before = context.from.find(part.id);
  if (before == nullptr) return context.from.find(table_of(part.id)) != nullptr;
  return part.kind->name == "column" && body<Column>(*before).type != body<Column>(part).type;
}

/// It is made like its table: with the columns and checks that come in the same plan, or ATTACH would miss them.
void wait_for_shape(const RecipeContext& context, Step& create) {
  for (Id parent = partition::parent_of(*context.change.to); !parent.path.empty();
       parent = partition::parent_of(context.to, parent)) {
    for (const char* kind : {"column", "check"})
      for (const Object* part : context.to.children(parent, kind))
        if (is_reshaped(context, *part)) create.needs.push_back(part->id);
    for (const Object* column : context.to.children(parent, "column")) create.needs.push_back(not_null_of(column->id));
  }
}

bool create_beside(const Step& step, const RecipeContext& context, Steps& out) {
  const Object& table = *context.change.to;
  if (!context.change.inherited && context.from.find(table.id) != nullptr) return false;
  const Id rest = push_default_check(context, out);
  const bool provable = partition::is_provable(body<Table>(table));
  const std::string bounds = provable ? free_name(context, table.id, table.id.name(), std::string(proof_suffix)) : "";
  Step create = step;
  create.form = &forms::create_table;
  create.table = table.id;
  create.sql = create_like_parent_sql(table, context.to, bounds);
  create.note = "Made by itself and attached: readers and writers of " + partition::parent_of(table).name() + " pass.";
  wait_for_shape(context, create);
  wait_for_keys(context, create);
  out.push_back(create);
  out.push_back(partition::attach_step(table));
  out.back().back.clear();
  wait_for_places(context, out.back());
  wait_for_keys(context, out.back());
  const bool reads_none = !rest.path.empty() || default_beside(context, table) == nullptr;
  if (reads_none) out.back().form = &partition::attach_new;
  if (provable) push_drop_check(table.id, check_on(table.id, bounds), out);
  if (!rest.path.empty()) push_drop_check(table.id, rest, out);
  return true;
}

/// The CHECKs before a table in use is attached; what they leave behind goes after it.
std::vector<Id> push_proofs(const RecipeContext& context, Steps& out) {
  const Object& table = *context.change.to;
  std::vector<Id> checks;
  if (partition::is_provable(body<Table>(table))) {
    checks.push_back(check_on(table.id, free_name(context, table.id, table.id.name(), std::string(proof_suffix))));
    push_check(context, table.id, checks.back(), body<Table>(table).bounds,
               "Proves that every row is within the bounds: ATTACH reads none.", out);
  }
  if (const Id rest = push_default_check(context, out); !rest.path.empty()) checks.push_back(rest);
  return checks;
}

bool attach_proven(const Step& step, const RecipeContext& context, Steps& out) {
  const Object& table = *context.change.to;
  if (context.from.find(table.id) == nullptr) return false; // made by the recipe above
  push_missing_parts(context, out);
  const std::vector<Id> checks = push_proofs(context, out);
  Step attach = step;
  wait_for_places(context, attach);
  wait_for_keys(context, attach);
  // Columns must be NOT NULL where those of the partitioned table are.
  for (const Object* column : context.from.children(table.id, "column")) attach.needs.push_back(column->id);
  out.push_back(attach);
  for (const Id& check : checks) push_drop_check(table.id, check, out);
  return true;
}

/// Nobody has to read its rows, nor those of the default partition.
bool reads_no_row(const RecipeContext& context, std::size_t checks) {
  const Object& table = *context.change.to;
  const auto& wanted = body<Table>(table);
  if (upper(wanted.values) == "DEFAULT") return wanted.bounds.empty() || partition::is_provable(wanted);
  return partition::is_provable(wanted) && (checks == 2 || default_beside(context, table) == nullptr);
}

bool change_bounds_proven(const Step& step, const RecipeContext& context, Steps& out) {
  const Object& table = *context.change.to;
  const std::vector<Id> checks = push_proofs(context, out);
  Step away = partition::detach_step(*context.change.from);
  away.form = &partition::swap_bounds;
  away.phase = step.phase;
  away.note = "In one transaction, so that no row is ever missing.";
  leave_place(context, away);
  Step in = partition::attach_step(table);
  in.form = reads_no_row(context, checks.size()) ? &partition::swap_bounds : &partition::change_bounds;
  wait_for_places(context, in);
  for (Step* one : {&away, &in}) {
    one->unit = 1;
    out.push_back(*one);
  }
  for (const Id& check : checks) push_drop_check(table.id, check, out);
  return true;
}

/// What the table has of the partitioned one (also what comes to it before), keeps when it is detached, and is not
/// declared to have.
std::set<Id> kept_undeclared(const RecipeContext& context) {
  const Object& table = *context.change.from;
  std::set<Id> kept;
  for (Id parent = partition::parent_of(table); !parent.path.empty();
       parent = partition::parent_of(context.from, parent))
    for (const char* kind : {"primary_key", "unique", "exclusion", "foreign_key", "check", "index"})
      for (const State* state : {&context.from, &context.to})
        for (const Object* whole : state->children(parent, kind))
          if (!has_same(context.to, table.id, *whole)) kept.insert(whole->id);
  return kept;
}

/// PostgreSQL leaves a CHECK with a name of its own behind unless one is there that says the same.
bool detach_concurrently(const Step& step, const RecipeContext& context, Steps& out) {
  const Object& table = *context.change.from;
  const bool stands_alone =
      context.to.find(table.id) != nullptr && partition::parent_of(*context.change.to).path.empty();
  if (stands_alone)
    if (const std::set<Id> undeclared = kept_undeclared(context); !undeclared.empty()) {
      std::vector<std::string> kept;
      for (const Id& id : undeclared) kept.push_back(to_text(id));
      out.push_back(step);
      out.back().refusal = to_text(table.id) +
                           " keeps what it has of its partitioned table when it is detached: declare its own " +
                           join(kept, ", ") + " below it as well, and drop them in a later change if they are to go";
      return true;
    }
  const bool is_default = upper(body<Table>(table).values) == "DEFAULT";
  const auto has_default = [&](const State& state) { return default_sibling(state, table) != nullptr; };
  const bool stays = context.to.find(table.id) != nullptr;
  const bool locks = is_default || has_default(context.from) || has_default(context.to);
  Step detach = step;
  leave_place(context, detach);
  if (locks || (stays && !partition::is_provable(body<Table>(table)))) {
    out.push_back(detach);
    return true;
  }
  const Id check = check_on(table.id, free_name(context, table.id, table.id.name(), std::string(proof_suffix)));
  if (stays) {
    push_check(context, table.id, check, body<Table>(table).bounds,
               "DETACH CONCURRENTLY would leave a CHECK of its own behind if this one did not stand there.", out);
    for (Step& one : out) one.phase = step.phase;
  }
  detach.form = &partition::detach_concurrently;
  detach.sql += " CONCURRENTLY";
  out.push_back(detach);
  if (stays) {
    push_drop_check(table.id, check, out);
    out.back().phase = step.phase;
  }
  return true;
}

} // namespace

const Recipe create_partition{
    .replaces = &partition::create, .name = "partition made by itself, then attached", .with = create_beside};
const Recipe attach_partition{
    .replaces = &partition::attach, .name = "attach with bounds proven by checks", .with = attach_proven};
const Recipe change_partition_bounds{
    .replaces = &partition::change_bounds, .name = "new bounds proven by checks", .with = change_bounds_proven};
const Recipe detach_partition{
    .replaces = &partition::detach, .name = "detach concurrently", .with = detach_concurrently};

} // namespace lockstep::recipes
