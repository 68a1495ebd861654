// Which tables can be partitioned beside the traffic, and under which names they stand until then.
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/partition.hpp"
#include "plan/recipes/remake.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace expand {

bool is_of_table(const Id& id, const Id& table) {
  const bool below = id.path.size() > 2 && id.path[0] == table.path[0] && id.path[1] == table.path[1];
  return id == table || below;
}

bool is_partitioning(const Change& change) {
  return change.verb == Verb::alter && change.id().kind == "table" && change.changed.has("partition_by") &&
         body<Table>(*change.from).partition_by.empty();
}

static void add_standing(const State& state, const Id& on, const Id& table, std::set<Id>& found) {
  for (const Id& id : state.dependents(on)) {
    const Object* object = state.find(id);
    const bool is_part = id.kind == "table" && object != nullptr && partition::parent_of(*object) == table;
    if (object == nullptr || is_part || is_of_table(id, table)) continue;
    if (found.insert(id).second && object->kind->rebuilt_around) add_standing(state, id, table, found);
  }
}

std::set<Id> standing_on(const State& state, const Id& table) {
  std::set<Id> found;
  for (const auto& [id, object] : state.objects())
    if (is_of_table(id, table)) add_standing(state, id, table, found);
  return found;
}

std::vector<std::string> written_columns(const State& state, const Id& table) {
  std::vector<const Object*> columns = state.children(table, "column");
  std::erase_if(columns, [](const Object* column) { return !body<Column>(*column).generated.empty(); });
  std::stable_sort(columns.begin(), columns.end(), [](const Object* one, const Object* other) {
    return body<Column>(*one).position < body<Column>(*other).position;
  });
  std::vector<std::string> names;
  for (const Object* column : columns) names.push_back(column->id.name());
  return names;
}

std::vector<std::string> primary_key_of(const State& state, const Id& table) {
  const auto keys = state.children(table, "primary_key");
  return keys.empty() ? std::vector<std::string>{} : body<KeyConstraint>(*keys.front()).columns;
}

} // namespace expand

namespace {

using expand::is_of_table;

template <typename List> bool holds(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string key_obstacle(const Id& table, const State& from, const State& to) {
  const std::string name = to_text(table);
  const auto before = expand::primary_key_of(from, table);
  const auto after = expand::primary_key_of(to, table);
  if (before.empty() || after.empty())
    return name + " has no primary key, by which its rows are told apart. Give it one in a plan of its own.";
  for (const std::string& column : before)
    if (!holds(after, column))
      return "the primary key of " + name + " loses " + column +
             ": while it is partitioned, rows are told apart by all columns of the old key. Keep it, and add the "
             "columns of the partition key.";
  for (const std::string& column : after)
    if (!body<Column>(*from.find({"column", table.path.child(column)})).not_null)
      return column + " of " + name +
             " may be NULL and is to be a part of the primary key: give it not_null = true in a plan of its own.";
  for (const Object* key : from.children(table, "exclusion"))
    return to_text(key->id) + " is checked on the new table row by row, where the order of writes is another.";
  for (const char* kind : {"primary_key", "unique"})
    for (const Object* key : to.children(table, kind))
      if (!body<KeyConstraint>(*key).deferrable.empty())
        return to_text(key->id) + " is deferrable, and the new table is written row by row.";
  return {};
}

std::string change_obstacle(const Remade& remade, const State& from, const std::vector<Change>& changes) {
  const Id& table = remade.table;
  const expand::Mirror mirror = expand::mirror_of(remade);
  constexpr std::array<std::string_view, 3> free_kinds{"primary_key", "unique", "index"};
  constexpr std::array<std::string_view, 3> free_fields{"partition_by", "with", "tablespace"};
  const std::set<Id> standing = expand::standing_on(from, table);
  for (const Change& change : changes) {
    const Id& id = change.id();
    const bool of_table = is_of_table(id, table);
    if ((!of_table && !standing.contains(id)) || holds(free_kinds, id.kind)) continue;
    if (remade.open && (id == mirror.rows || id == mirror.truncate)) continue;
    if (id != table) return to_text(id) + " changes as well. Do that in a plan of its own, before or after.";
    for (const Field* field : change.changed.fields)
      if (!holds(free_fields, field->key))
        return std::string(field->key) + " of " + to_text(id) +
               " changes as well. Do that in a plan of its own, before or after.";
  }
  return {};
}

/// A materialized view is filled over one new table, and the other one would still be the old one.
std::string shared_view_obstacle(const Id& table, const State& from, const std::vector<Change>& changes) {
  const std::set<Id> standing = expand::standing_on(from, table);
  for (const Change& change : changes) {
    if (!expand::is_partitioning(change) || change.id() == table) continue;
    for (const Id& id : expand::standing_on(from, change.id()))
      if (id.kind == "materialized_view" && standing.contains(id))
        return to_text(id) + " reads " + to_text(change.id()) +
               " as well, which is partitioned in the same change. Partition one of them first, and the other when the "
               "contract has run.";
  }
  return {};
}

std::string kin_obstacle(const Id& table, const State& from, const State& to) {
  const auto& before = body<Table>(*from.find(table));
  if (!before.inherits.empty() || !before.of_type.empty() || !before.partition_of.empty() ||
      !partition::children_of(from, table).empty())
    return to_text(table) + " inherits from another table, or is inherited, or has a type.";
  if (partition::children_of(to, table).empty())
    return to_text(table) + " has no partition yet, so that its rows would have no place: declare some.";
  for (const Object* key : from.children(table, "foreign_key"))
    if (body<ForeignKey>(*key).references.starts_with(qualified(table.path) + "("))
      return to_text(key->id) + " points at the table itself.";
  for (const char* kind : {"check", "foreign_key"})
    for (const Object* rule : from.children(table, kind))
      if (find_field(*rule->kind, "not_valid")->get(rule->body.get()) == Value(true))
        return to_text(rule->id) + " is NOT VALID: rows that break it could not be copied. Validate it before.";
  if (before.force_row_security)
    return to_text(table) + " says force_row_security, which hides rows from its owner, who copies them.";
  for (const Object* rule : from.children(table, "rule"))
    return to_text(rule->id) + " writes in the place of others, or beside them.";
  const std::vector<Twin> views = expand::view_twins_over(from, to, {table});
  for (const Id& id : expand::standing_on(from, table)) {
    constexpr std::array<std::string_view, 3> can_move{"foreign_key", "sequence", "materialized_view_index"};
    const auto is_it = [&](const Twin& twin) { return twin.declared == id; };
    if (id.kind == "materialized_view" && std::none_of(views.begin(), views.end(), is_it))
      return to_text(id) +
             " can not be filled over the new table beside its old self, because what reads it is new in this change "
             "or can not be made again around it, and would be filled anew while nobody may use the table. Let what is "
             "new come when the contract has run; or take the view away in a change before this one, and declare it "
             "again behind it.";
    if (id.kind == "publication")
      return to_text(id) +
             " sends it, and subscribers would miss the rows that it has. Take the table out of it before.";
    if (!from.find(id)->kind->rebuilt_around && !holds(can_move, id.kind))
      return to_text(id) + " stands on " + to_text(table) + " itself, and that one goes.";
  }
  return {};
}

bool has_relation(const State& state, const std::string& schema, const std::string& name) {
  return std::any_of(state.objects().begin(), state.objects().end(), [&](const auto& entry) {
    return entry.second.kind->is_relation && entry.first.path.front() == schema && entry.first.name() == name;
  });
}

/// Somebody else than the new table has the name of this index, key or statistics before the contract.
bool gives_way(const Object& object, const State& from, const Id& beside) {
  return std::any_of(from.objects().begin(), from.objects().end(), [&](const auto& entry) {
    const auto& [id, other] = entry;
    const bool shares = object.kind->name == "statistics" ? other.kind == object.kind : other.kind->is_relation;
    return shares && id.path.front() == object.id.path.front() && id.name() == object.id.name() &&
           !is_of_table(id, beside);
  });
}

/// "<name>_new", numbered where something else has that name. What an open expansion has made has it already.
class Names {
public:
  Names(const State& from, const State& to, bool open, const Id& beside)
      : from_(from), to_(to), open_(open), beside_(beside) {}

  std::string take(const std::string& schema, const std::string& name) {
    for (int n = 1;; ++n) {
      std::string fresh = expand::helper_name(name, n == 1 ? "new" : "new" + std::to_string(n));
      const bool taken = has_relation(to_, schema, fresh) || (has_relation(from_, schema, fresh) && !is_own(fresh));
      if (!taken && taken_.insert(fresh).second) return fresh;
    }
  }

private:
  bool is_own(const std::string& name) const {
    return open_ && std::any_of(from_.objects().begin(), from_.objects().end(), [&](const auto& entry) {
             return is_of_table(entry.first, beside_) && entry.first.name() == name;
           });
  }
  const State& from_;
  const State& to_;
  bool open_;
  const Id& beside_;
  std::set<std::string> taken_;
};

Remade remade_of(const Id& table, const State& from, const State& to) {
  Remade remade{table, table, {}};
  for (int n = 1;; ++n) {
    remade.beside.path =
        table.path.with_back(expand::helper_name(table.name(), n == 1 ? "new" : "new" + std::to_string(n)));
    const Id function = expand::mirror_of(remade).function;
    if (to.find(function) != nullptr || has_relation(to, table.path.front(), remade.beside.name())) continue;
    remade.open = from.find(function) != nullptr && partition::is_partitioned(from, remade.beside);
    if (remade.open) break;
    if (from.find(function) == nullptr && !has_relation(from, table.path.front(), remade.beside.name())) break;
  }
  Names names(from, to, remade.open, remade.beside);
  for (const char* kind : {"primary_key", "unique", "index", "statistics"})
    for (const Object* object : to.children(table, kind)) {
      if (!gives_way(*object, from, remade.beside)) continue;
      Id beside = object->id;
      beside.path = remade.beside.path.child(names.take(table.path.front(), object->id.name()));
      remade.twins.push_back({object->id, beside});
    }
  return remade;
}

} // namespace

std::string expand::why_not_remade(const Id& table, const State& from, const State& to,
                                   const std::vector<Change>& changes) {
  std::string obstacle = kin_obstacle(table, from, to);
  if (obstacle.empty()) obstacle = change_obstacle(remade_of(table, from, to), from, changes);
  if (obstacle.empty()) obstacle = shared_view_obstacle(table, from, changes);
  if (obstacle.empty()) obstacle = key_obstacle(table, from, to);
  return obstacle.empty() ? obstacle : to_text(table) + " can not be partitioned while it is used: " + obstacle;
}

std::vector<Remade> find_remade(const State& from, const State& to, const std::vector<Change>& changes) {
  std::vector<Remade> found;
  for (const Change& change : changes)
    if (expand::is_partitioning(change) && expand::why_not_remade(change.id(), from, to, changes).empty())
      found.push_back(remade_of(change.id(), from, to));
  return found;
}

} // namespace lockstep
