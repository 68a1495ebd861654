// Builds what a partitioned table has on each of its partitions, beside the traffic, and ties it together.
#include "plan/recipes/partition_parts.hpp"

#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/partition.hpp"
#include "kinds/row_checks.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/index_marks.hpp"
#include "plan/together.hpp"

#include <algorithm>
#include <set>

namespace lockstep::recipes {

namespace {

using partition::children_of;

/// An index or a key of its own that the partition already has and that the whole can take.
const Object* own_there(const RecipeContext& context, const Id& table, const Object& whole) {
  for (const Object* own : context.from.children(table, whole.kind->name)) {
    const bool is_valid = own->kind->name != "index" || !body<Index>(*own).invalid;
    if (is_valid && partition::is_same_definition(*own, whole)) return own;
  }
  return nullptr;
}

std::string last_name(const RecipeContext& context, const Id& table, const std::string& whole) {
  return last_part_name(context.from, context.to, table, context.change.to->id, whole);
}

/// It is not built under another name than the one that it gets in the end.
bool is_named_at_once(const RecipeContext& context) {
  return context.change.verb == Verb::create && key_of_name(context.from, context.change.to->id) == nullptr;
}

Step build_part(const RecipeContext& context, const Id& table, const Index& index, const std::string& name) {
  const Id& subject = context.change.to->id;
  Index part = index;
  part.with = index.with;
  Step step = index::create_concurrently_step({"index", table.path.child(name)}, table, part, name);
  step.subject = subject;
  step.table = table;
  if (index.unique)
    step.check = row_checks::duplicates(context.to, table, index.columns, index.nulls_not_distinct, index.where);
  return step;
}

void push_part(const RecipeContext& context, const Id& table, const Index& index, const std::string& whole_schema,
               const std::string& whole, Steps& out);

void push_parts(const RecipeContext& context, const Id& table, const Index& index, const std::string& whole,
                Steps& out) {
  // Also of those that go later: the whole one would stay INVALID, whatever becomes of them.
  for (const Object* child : children_of(context.from, table))
    push_part(context, child->id, index, table.path.front(), whole, out);
}

void push_only(const RecipeContext& context, const Id& table, const Index& index, const std::string& name, Steps& out) {
  Step step = make_step(index::create_on_only, context.change.to->id,
                        index::create_only_sql({"index", table.path.child(name)}, index, name),
                        "DROP INDEX " + qualified(table.path.front(), name));
  step.table = table;
  step.note = "INVALID until every partition has attached its own, one by one.";
  step.check = row_checks::unknown_partitions(context.from, table);
  out.push_back(step);
}

void push_part(const RecipeContext& context, const Id& table, const Index& index, const std::string& whole_schema,
               const std::string& whole, Steps& out) {
  const Object* own = own_there(context, table, *context.change.to);
  const std::string name = own != nullptr              ? own->id.name()
                           : is_named_at_once(context) ? last_name(context, table, whole)
                                                       : part_name(context.from, table, whole);
  if (own == nullptr && partition::is_partitioned(context.from, table)) {
    push_only(context, table, index, name, out);
    push_parts(context, table, index, name, out);
  } else if (own == nullptr) {
    out.push_back(build_part(context, table, index, name));
  }
  Id subject = context.change.to->id;
  subject.path = {whole_schema, subject.path.at(1), subject.path.at(2)};
  out.push_back(index::attach_step(subject, whole, table, name));
  out.back().subject = context.change.to->id;
}

void push_key_part(const RecipeContext& context, const Id& table, const std::string& whole_schema,
                   const std::string& whole, Steps& out) {
  const Object& key = *context.change.to;
  const auto& of_key = body<KeyConstraint>(key);
  const Object* own = own_there(context, table, key);
  const std::string name = own != nullptr ? own->id.name() : last_name(context, table, whole);
  const std::string add = "ADD CONSTRAINT " + quote_ident(name) + " ";
  if (own == nullptr && partition::is_partitioned(context.from, table)) {
    out.push_back(make_step(constraint::add_key_only, key.id,
                            "ALTER TABLE ONLY " + table_sql(table) + " " + add +
                                constraint::key_definition(constraint::key_word(key), of_key)));
    out.back().table = table;
    out.back().check = row_checks::unknown_partitions(context.from, table);
    for (const Object* child : children_of(context.from, table))
      push_key_part(context, child->id, table.path.front(), name, out);
  } else if (own == nullptr) {
    out.push_back(build_part(context, table, constraint::key_index(of_key), name));
    out.push_back(make_step(constraint::add_key_using_index, key.id,
                            alter_table(table, add + constraint::key_word(key) + " USING INDEX " + quote_ident(name) +
                                                   deferrable_clause(of_key.deferrable))));
    out.back().table = table;
  }
  Id subject = key.id;
  subject.path = {whole_schema, key.id.path.at(1), key.id.path.at(2)};
  out.push_back(index::attach_step(subject, whole, table, name));
  out.back().subject = key.id;
}

void push_foreign_key_part(const RecipeContext& context, const Id& table, const Object& object, Steps& out) {
  const auto& key = body<ForeignKey>(object);
  const Id part{"foreign_key", table.path.child(object.id.name())};
  out.push_back(make_step(
      constraint::add_foreign_key_not_valid, context.change.to->id,
      alter_table(table, constraint::add_action(part, constraint::foreign_key_definition(key)) + " NOT VALID"),
      alter_table(table, constraint::drop_action(part))));
  out.back().check = row_checks::orphans(context.to, table, key.columns, key.references, key.match == "full");
  out.push_back(constraint::validate_step(part));
  for (std::size_t i = out.size() - 2; i < out.size(); ++i) {
    out[i].subject = context.change.to->id;
    out[i].table = table;
    out[i].phase = Phase::expand;
  }
}

} // namespace

std::string last_part_name(const State& from, const State& to, const Id& table, const Id& whole,
                           const std::string& name) {
  const std::string marked = marked_part(to, table, whole);
  return marked.empty() ? part_name(from, table, name) : marked;
}

std::vector<Id> leaves_of(const State& state, const Id& table) {
  std::vector<Id> leaves;
  for (const Object* child : children_of(state, table)) {
    if (!partition::is_partitioned(state, child->id)) {
      leaves.push_back(child->id);
      continue;
    }
    const std::vector<Id> below = leaves_of(state, child->id);
    leaves.insert(leaves.end(), below.begin(), below.end());
  }
  return leaves;
}

void push_index_tree(const RecipeContext& context, const Index& index, const std::string& name, Steps& out) {
  const Id table = table_of(context.change.to->id);
  push_only(context, table, index, name, out);
  push_parts(context, table, index, name, out);
}

void push_part_names(const RecipeContext& context, const Id& table, const std::string& built, const std::string& name,
                     Steps& out) {
  for (const Object* child : children_of(context.from, table)) {
    if (own_there(context, child->id, *context.change.to) != nullptr) continue;
    const std::string before = part_name(context.from, child->id, built);
    const std::string now = last_name(context, child->id, name);
    const auto renamed = [&](const std::string& from, const std::string& to) {
      return "ALTER INDEX " + qualified(child->id.path.front(), from) + " RENAME TO " + quote_ident(to);
    };
    out.push_back(make_step(index::rename, context.change.to->id, renamed(before, now), renamed(now, before)));
    push_part_names(context, child->id, before, now, out);
  }
}

void push_missing_index_parts(const RecipeContext& context, Steps& out) {
  const Object& whole = *context.change.to;
  const auto& missing = body<Index>(*context.change.from).missing;
  for (const Object* child : children_of(context.from, table_of(whole.id)))
    if (std::find(missing.begin(), missing.end(), own_sql(child->id)) != missing.end())
      push_part(context, child->id, body<Index>(whole), whole.id.path.front(), whole.id.name(), out);
}

void push_key_tree(const RecipeContext& context, Steps& out) {
  const Object& key = *context.change.to;
  const Id table = table_of(key.id);
  Steps parts;
  for (const Object* child : children_of(context.from, table))
    push_key_part(context, child->id, table.path.front(), key.id.name(), parts);
  // The whole comes once each partition has its own, and takes them.
  Step only = make_step(constraint::add_key_only, key.id,
                        "ALTER TABLE ONLY " + table_sql(table) + " " +
                            constraint::add_action(key.id, constraint::key_definition(constraint::key_word(key),
                                                                                      body<KeyConstraint>(key))),
                        alter_table(table, constraint::drop_action(key.id)));
  only.note = "Of the partitioned table alone, which holds no row; each partition attaches its own.";
  only.check = row_checks::unknown_partitions(context.from, table);
  const auto is_own = [&](const Step& step) {
    return step.form == &index::attach && step.sql.starts_with("ALTER INDEX " + own_sql(key.id) + " ");
  };
  std::stable_partition(parts.begin(), parts.end(), [&](const Step& step) { return !is_own(step); });
  const auto first = std::find_if(parts.begin(), parts.end(), is_own);
  parts.insert(first, only);
  out.insert(out.end(), parts.begin(), parts.end());
}

void push_key_swap(const RecipeContext& context, const Step& whole, Steps& out) {
  const Object& key = *context.change.to;
  const auto& of_key = body<KeyConstraint>(key);
  const std::vector<Id> leaves = leaves_of(context.from, whole.table);
  const std::string build = free_name(context, whole.table, key.id.name(), "new");
  Step drop = whole;
  drop.form = &constraint::swap_key;
  drop.sql = alter_table(key.id, constraint::drop_action(key.id));
  drop.back.clear();
  drop.makes.clear();
  drop.check = row_checks::unknown_partitions(context.from, whole.table);
  drop.note = "The old key goes and the new one comes in one transaction, which builds nothing.";
  Steps swap{drop};
  for (const Id& leaf : leaves) {
    if (has_same(context.from, leaf, key)) continue;
    const std::string built = part_name(context.from, leaf, build);
    out.push_back(build_part(context, leaf, constraint::key_index(of_key), built));
    swap.push_back(
        make_step(constraint::add_key_using_index, key.id,
                  alter_table(leaf, "ADD CONSTRAINT " + quote_ident(last_name(context, leaf, key.id.name())) + " " +
                                        constraint::key_word(key) + " USING INDEX " + quote_ident(built) +
                                        deferrable_clause(of_key.deferrable))));
    swap.back().table = leaf;
  }
  Step add = whole;
  add.form = &constraint::swap_key;
  add.sql = alter_table(key.id,
                        constraint::add_action(key.id, constraint::key_definition(constraint::key_word(key), of_key)));
  add.back.clear();
  add.breaks.clear();
  add.frees.clear();
  swap.push_back(add);
  out.insert(out.end(), swap.begin(), swap.end());
}

bool refers_to_itself(const State& state, const Id& key) {
  const auto& needs = state.needs(key);
  return std::any_of(needs.begin(), needs.end(),
                     [&](const Id& need) { return is_key(need) && need.path.parent() == key.path.parent(); });
}

void push_foreign_key_tree(const RecipeContext& context, const Step& whole, Steps& out) {
  const std::vector<Id> leaves = leaves_of(context.from, whole.table);
  Steps parts;
  for (const Id& leaf : leaves) push_foreign_key_part(context, leaf, *context.change.to, parts);
  // New rows first, of all of them: where an old key goes, they come in its transaction.
  std::stable_partition(parts.begin(), parts.end(),
                        [](const Step& step) { return step.form != &constraint::validate; });
  out.insert(out.end(), parts.begin(), parts.end());
  Step adopt = whole;
  adopt.form = refers_to_itself(context.to, adopt.subject) ? &constraint::adopt_foreign_key_to_itself
                                                           : &constraint::adopt_foreign_key;
  adopt.check = row_checks::unknown_partitions(context.from, whole.table);
  adopt.note = "Takes the valid keys of the partitions; no row is looked up.";
  out.push_back(adopt);
}

void push_missing_parts(const RecipeContext& context, Steps& out) {
  const Object& table = *context.change.to;
  const Id parent = partition::parent_of(table);
  for (const Object* whole : context.to.children(parent, "index")) {
    if (own_there(context, table.id, *whole) != nullptr) continue;
    const std::string name = part_name(context.from, table.id, whole->id.name());
    out.push_back(build_part(context, table.id, body<Index>(*whole), name));
  }
  for (const char* kind : {"primary_key", "unique"})
    for (const Object* whole : context.to.children(parent, kind)) {
      if (has_same(context.from, table.id, *whole) || body<KeyConstraint>(*whole).without_overlaps) continue;
      const auto& key = body<KeyConstraint>(*whole);
      const std::string name = part_name(context.from, table.id, whole->id.name());
      out.push_back(build_part(context, table.id, constraint::key_index(key), name));
      out.push_back(make_step(constraint::add_key_using_index, table.id,
                              alter_table(table.id, "ADD CONSTRAINT " + quote_ident(name) + " " +
                                                        constraint::key_word(*whole) + " USING INDEX " +
                                                        quote_ident(name) + deferrable_clause(key.deferrable))));
      if (whole->kind->name == "primary_key")
        for (const std::string& column : key.columns)
          out.back().needs.push_back(not_null_of({"column", table.id.path.child(column)}));
    }
  for (const Object* whole : context.to.children(parent, "foreign_key"))
    if (!has_same(context.from, table.id, *whole)) push_foreign_key_part(context, table.id, *whole, out);
  for (const Object* whole : context.to.children(parent, "check")) {
    if (has_same(context.from, table.id, *whole)) continue;
    const Id check{"check", table.id.path.child(whole->id.name())};
    out.push_back(constraint::add_check_not_valid_step(check, body<CheckConstraint>(*whole).expression));
    out.push_back(constraint::validate_step(check));
    for (std::size_t i = out.size() - 2; i < out.size(); ++i) {
      out[i].subject = table.id;
      out[i].phase = Phase::expand;
    }
  }
}

} // namespace lockstep::recipes
