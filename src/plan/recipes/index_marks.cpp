// See the header. https://www.postgresql.org/docs/current/sql-altertable.html, REPLICA IDENTITY and CLUSTER ON
#include "plan/recipes/index_marks.hpp"

#include "base/text.hpp"
#include "kinds/constraint.hpp"
#include "kinds/index.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"
#include "kinds/table.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/together.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool is_indexed(const Id& id) { return id.kind == kinds::index.name || is_key(id) || id.kind == kinds::exclusion.name; }

const Object* index_named(const State& state, const Id& table, const std::string& name) {
  for (const Kind* kind : {&kinds::index, &kinds::primary_key, &kinds::unique, &kinds::exclusion})
    if (const Object* object = state.find({kind->name, table.path.child(name)})) return object;
  return nullptr;
}

/// The index or key of a table above this one, as the server calls it.
const Object* whole_named(const State& state, const Id& table, const std::string& qualified) {
  const std::vector<std::string> name = parse_name(qualified);
  if (name.size() != 2) return nullptr;
  for (Id whole = partition::parent_of(state, table); !whole.path.empty(); whole = partition::parent_of(state, whole))
    if (const Object* object = index_named(state, whole, name[1]))
      return whole.path.front() == name[0] ? object : nullptr;
  return nullptr;
}

bool is_default(const Object& table) {
  const auto& have = body<Table>(table);
  return have.replica_identity.empty() && have.replica_identity_index.empty();
}

const Object* primary_key_of(const State& state, const Id& table) {
  const auto keys = state.children(table, kinds::primary_key.name);
  const Id parent = partition::parent_of(state, table);
  return !keys.empty() ? keys.front() : parent.path.empty() ? nullptr : primary_key_of(state, parent);
}

/// What logical replication tells the rows apart by: the index that is named, or else the primary key.
const Object* identity_of(const State& state, const Object& table) {
  if (is_default(table)) return primary_key_of(state, table.id);
  const auto& have = body<Table>(table);
  const Object* own = index_named(state, table.id, have.replica_identity_index);
  return own != nullptr ? own : whole_named(state, table.id, have.identity_whole);
}

/// The index or key that gives way to one of its name when this change is done.
const Object* given_up_for(const Change& change, const State& from, const State& to) {
  if (change.implied || !is_indexed(change.id())) return nullptr;
  if (change.verb == Verb::recreate) return change.from;
  if (change.verb != Verb::create) return nullptr;
  return change.id().kind == kinds::index.name ? key_of_name(from, change.id())
                                               : key_given_up_for(from, to, change.id());
}

bool is_one_of(const Step& step, std::initializer_list<const Form*> forms) {
  return std::find(forms.begin(), forms.end(), step.form) != forms.end();
}

Id identity_word(const Id& table) { return {"replica_identity", table.path}; }

/// Behind it the columns of the old identity may take NULL.
void free_columns(const State& from, const Object& identity, Step& step) {
  for (const Id& need : from.needs(identity.id))
    if (need.kind == kinds::column.name) step.frees.push_back(not_null_of(need));
}

} // namespace

std::string index_marks(const Object& table, const std::string& index) {
  std::vector<std::string> actions;
  if (body<Table>(table).replica_identity_index == index)
    actions.push_back("REPLICA IDENTITY USING INDEX " + quote_ident(index));
  if (body<Table>(table).cluster_on == index) actions.push_back("CLUSTER ON " + quote_ident(index));
  return join(actions, ", ");
}

std::string marked_part(const State& state, const Id& partition, const Id& whole) {
  const Object* table = state.find(partition);
  if (table == nullptr || table->kind != &kinds::table) return {};
  const auto& have = body<Table>(*table);
  const auto is_whole = [&](const std::string& name) {
    const Object* object = name.empty() ? nullptr : whole_named(state, partition, name);
    return object != nullptr && object->id == whole;
  };
  if (is_whole(have.identity_whole)) return have.replica_identity_index;
  return is_whole(have.cluster_whole) ? have.cluster_on : std::string();
}

void push_part_marks_again(const Id& column, const State& to, Steps& steps) {
  for (const auto& entry : to.objects()) {
    const Id& id = entry.first;
    const Object& object = entry.second;
    if (object.kind != &kinds::table) continue;
    const auto& table = body<Table>(object);
    const auto is_over_column = [&](const std::string& name) {
      const Object* whole = name.empty() ? nullptr : whole_named(to, id, name);
      return whole != nullptr && to.needs(whole->id).contains(column);
    };
    std::vector<std::string> actions;
    const bool identity = is_over_column(table.identity_whole);
    if (identity) actions.push_back("REPLICA IDENTITY USING INDEX " + quote_ident(table.replica_identity_index));
    if (is_over_column(table.cluster_whole)) actions.push_back("CLUSTER ON " + quote_ident(table.cluster_on));
    if (actions.empty()) continue;
    steps.push_back(make_step(identity ? forms::set_replica_identity : forms::set_cluster, id,
                              alter_table(id, join(actions, ", "))));
    steps.back().note = "PostgreSQL forgets it with the old index of the partition.";
  }
}

IndexMarks::IndexMarks(const State& from, const State& to, const std::vector<Change>& changes) : from_(from), to_(to) {
  for (const Change& change : changes) {
    find_replaced(change);
    find_parts(change);
  }
  for (const Change& change : changes) find_moving(change);
}

void IndexMarks::find_replaced(const Change& change) {
  const Object* old = given_up_for(change, from_, to_);
  if (old == nullptr) return;
  Replaced replaced{from_.find(table_of(old->id)), to_.find(table_of(old->id)), old, false, false, {}};
  if (replaced.before == nullptr || replaced.after == nullptr) return;
  const Object* is = identity_of(to_, *replaced.after);
  const bool goes_by_it = identity_of(from_, *replaced.before) == old && is != nullptr && is->id.path == old->id.path;
  replaced.identity = goes_by_it && !(is_default(*replaced.before) && is_default(*replaced.after));
  const std::string& name = old->id.name();
  replaced.cluster =
      body<Table>(*replaced.before).cluster_on == name && body<Table>(*replaced.after).cluster_on == name;
  if (!replaced.identity && !replaced.cluster) return;
  const bool stands_beside = change.verb == Verb::create && change.id().kind == kinds::index.name &&
                             !partition::is_partitioned(from_, replaced.after->id);
  if (stands_beside) replaced.built = free_name(from_, to_, replaced.after->id, name, "new");
  replaced_.emplace(stands_beside ? old->id : change.id(), replaced);
}

void IndexMarks::find_parts(const Change& change) {
  const Object* old = given_up_for(change, from_, to_);
  if (old == nullptr || !partition::is_partitioned(from_, table_of(old->id))) return;
  for (const auto& entry : to_.objects()) {
    const Id& id = entry.first;
    const Object& after = entry.second;
    const Object* before = after.kind == &kinds::table ? from_.find(id) : nullptr;
    if (before == nullptr) continue;
    const auto goes_by = [&](const std::string& was, const std::string& is) {
      const Object* whole = was.empty() || is.empty() ? nullptr : whole_named(to_, id, is);
      return whole != nullptr && whole_named(from_, id, was) == old && whole->id == change.id();
    };
    const Part part{&after, goes_by(body<Table>(*before).identity_whole, body<Table>(after).identity_whole),
                    goes_by(body<Table>(*before).cluster_whole, body<Table>(after).cluster_whole)};
    if (part.identity || part.cluster) parts_[change.id()].push_back(part);
  }
}

bool IndexMarks::is_marked_with_whole(const Object* table) const {
  return std::any_of(parts_.begin(), parts_.end(), [&](const auto& entry) {
    return std::any_of(entry.second.begin(), entry.second.end(), [&](const Part& part) { return part.table == table; });
  });
}

/// Once the partition has its new part, and before the old one goes, or in the transaction in which it went.
void IndexMarks::mark_parts(const std::vector<Part>& parts, Steps& steps) const {
  for (const Part& part : parts) {
    const auto& table = body<Table>(*part.table);
    const auto is_of = [&](const Step& step) { return step.table == part.table->id; };
    auto at = std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
      return is_of(step) && step.form == &constraint::add_key_using_index;
    });
    std::string name;
    if (at == steps.end()) {
      at = std::find_if(steps.begin(), steps.end(),
                        [&](const Step& step) { return is_of(step) && !step.leftover_index.empty(); });
      if (at == steps.end()) continue;
      name = parse_name(at->leftover_index).back();
    }
    std::vector<std::string> actions;
    const auto sql_name = [&](const std::string& own) { return quote_ident(name.empty() ? own : name); };
    if (part.identity) actions.push_back("REPLICA IDENTITY USING INDEX " + sql_name(table.replica_identity_index));
    if (part.cluster) actions.push_back("CLUSTER ON " + sql_name(table.cluster_on));
    Step step = make_step(part.identity ? forms::set_replica_identity : forms::set_cluster, part.table->id,
                          alter_table(part.table->id, join(actions, ", ")));
    step.note = "PostgreSQL forgets it with the index.";
    step.phase = at->phase;
    steps.insert(at + 1, step);
  }
}

void IndexMarks::find_moving(const Change& change) {
  if (change.id().kind != kinds::table.name || change.verb != Verb::alter) return;
  if (!change.changed.has("replica_identity") && !change.changed.has("replica_identity_index")) return;
  const Object* identity = identity_of(from_, *change.from);
  if (identity != nullptr) moving_.emplace(change.id(), identity);
}

std::string IndexMarks::actions(const Replaced& replaced, bool after) {
  const auto& table = body<Table>(after ? *replaced.after : *replaced.before);
  const std::string name = quote_ident(after && !replaced.built.empty() ? replaced.built : replaced.old->id.name());
  std::vector<std::string> all;
  if (replaced.identity)
    all.push_back("REPLICA IDENTITY " + (table.replica_identity_index.empty() ? "DEFAULT" : "USING INDEX " + name));
  if (replaced.cluster) all.push_back("CLUSTER ON " + name);
  return join(all, ", ");
}

void IndexMarks::set_again(const Replaced& replaced, const Change& change, Steps& steps) const {
  const std::string note = std::string("PostgreSQL forgets the ") +
                           (!replaced.identity ? "CLUSTER ON"
                            : replaced.cluster ? "replica identity and CLUSTER ON"
                                               : "replica identity") +
                           " with its index.";
  const auto swap = std::find_if(steps.rbegin(), steps.rend(), [](const Step& step) {
    return is_one_of(
        step, {&constraint::swap_key, &constraint::replace_key, &constraint::replace_exclusion, &constraint::drop});
  });
  if (swap != steps.rend()) {
    swap->sql += ", " + actions(replaced, true);
    if (!swap->back.empty()) swap->back += ", " + actions(replaced, false);
    swap->note += (swap->note.empty() ? "" : "\n") + note;
    if (replaced.identity) free_columns(from_, *replaced.old, *swap);
    return;
  }
  const std::string name = quote_ident(replaced.old->id.name());
  const auto named = std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
    return step.form == &index::rename && step.sql.ends_with(" RENAME TO " + name);
  });
  Step step = make_step(replaced.identity ? forms::set_replica_identity : forms::set_cluster, change.id(),
                        alter_table(change.id(), actions(replaced, true)));
  step.note = note;
  if (replaced.identity) free_columns(from_, *replaced.old, step);
  if (named == steps.end()) {
    steps.push_back(step);
    return;
  }
  const std::string old = quote_ident(free_name(from_, to_, replaced.after->id, replaced.old->id.name(), "old"));
  if (replaced.old->id.kind == kinds::index.name)
    step.back = alter_table(change.id(), replace_all(actions(replaced, false), " " + name, " " + old));
  step.unit = named->unit;
  steps.insert(named + 1, step);
}

/// What is said with the part of the whole is not said again.
void IndexMarks::leave_out_said(const Change& change, Steps& steps) const {
  if (!is_marked_with_whole(change.to)) return;
  std::erase_if(steps, [](const Step& step) {
    return is_one_of(step, {&forms::set_replica_identity, &forms::set_cluster});
  });
}

void IndexMarks::move_identity(const Change& change, Steps& steps) const {
  const Object& identity = *moving_.at(change.id());
  const bool is_said = std::any_of(replaced_.begin(), replaced_.end(), [&](const auto& entry) {
    return entry.second.identity && entry.second.after == change.to;
  });
  if (is_said) std::erase_if(steps, [](const Step& step) { return step.form == &forms::set_replica_identity; });
  for (Step& step : steps) {
    if (step.form != &forms::set_replica_identity) continue;
    step.frees.push_back(identity_word(change.id()));
    free_columns(from_, identity, step);
  }
}

void IndexMarks::keep(const Change& change, Steps& steps) const {
  if (const auto found = parts_.find(change.id()); found != parts_.end()) mark_parts(found->second, steps);
  if (change.id().kind == kinds::table.name) leave_out_said(change, steps);
  if (moving_.contains(change.id())) return move_identity(change, steps);
  if (const auto found = replaced_.find(change.id()); found != replaced_.end()) set_again(found->second, change, steps);
  for (const auto& [table, identity] : moving_)
    if (is_indexed(change.id()) && identity->id.path == change.id().path)
      for (Step& step : steps)
        if (is_one_of(step, {&constraint::swap_key, &constraint::replace_key, &constraint::drop, &index::drop,
                             &index::drop_concurrently}))
          step.breaks.push_back(identity_word(table));
}

} // namespace lockstep
