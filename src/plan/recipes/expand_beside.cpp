// The state between expand and contract: what is declared, under names that are free, and beside it what goes.
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"
#include "model/field_value.hpp"
#include "plan/expansion.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/expand_types.hpp"
#include "plan/recipes/index_marks.hpp"
#include "plan/recipes/partition_parts.hpp"
#include "plan/together.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace lockstep {

using expand::can_be_twin;

namespace {

/// Constraints share the names of their table, indexes those of all relations of the schema, statistics those of all
/// statistics.
bool is_taken(const State& state, const Id& id) {
  if (id.kind == "statistics")
    return std::any_of(state.objects().begin(), state.objects().end(), [&](const auto& entry) {
      return entry.first.kind == id.kind && entry.first.path.front() == id.path.front() &&
             entry.first.name() == id.name();
    });
  for (const std::string_view kind : {"index", "unique", "primary_key", "check", "foreign_key", "exclusion"})
    if (state.find({kind, id.path}) != nullptr) return true;
  return std::any_of(state.objects().begin(), state.objects().end(), [&](const auto& entry) {
    return entry.second.kind->is_relation && entry.first.path.front() == id.path.front() &&
           entry.first.name() == id.name();
  });
}

Twin twin_of(const Object& object, const Expansion& expansion, const Id& beside, const State& from, const State& to) {
  Twin twin{object.id, object.id};
  if (object.kind->name == "primary_key") twin.beside.kind = "index";
  for (int n = 1; n == 1 || is_taken(from, twin.beside) || is_taken(to, twin.beside); ++n) {
    const std::string suffix = n == 1 ? "new" : "new" + std::to_string(n);
    twin.beside.path = object.id.path.with_back(expand::helper_name(object.id.name(), suffix));
    if (expansion.open && from.needs(twin.beside).contains(beside)) break;
  }
  return twin;
}

class Beside {
public:
  Beside(const State& from, const State& renamed, const Expanded& expanded)
      : from_(from), renamed_(renamed), expanded_(expanded), held_(expand::held_by_twins(from, expanded.view_twins)) {}

  State run() {
    both_.server_major = from_.server_major;
    const std::set<Id> over_types = hold_back();
    for (const auto& [id, object] : renamed_.objects())
      if (!held_.contains(id) && !is_filled_later(id)) put_declared(id, object);
    for (const Id& id : over_types) {
      put_old(id);
      for (const Id& label : expand::labels_of(from_, id)) put_old(label);
    }
    for (const Id& id : held_)
      if ((renamed_.find(id) != nullptr && from_.find(id) != nullptr) || belongs_to_twin(id)) put_old(id);
    for (const Expansion& expansion : expanded_.expansions) {
      for (const Twin& type : expansion.types) put_old(type.declared);
      for (const OldSide& old : expansion.olds) keep(expansion, old.column);
    }
    for (const Id& id : expand::needs_of_olds(from_, renamed_, expanded_.expansions)) put_old(id);
    for (const Expansion& expansion : expanded_.expansions) {
      if (!expansion.open) continue;
      for (const Id& id : helper_ids(expansion))
        if (from_.find(id) != nullptr) put_old(id);
    }
    return std::move(both_);
  }

private:
  /// What goes on with the old types until the contract, of all that stays; what it would be with the new ones is held.
  std::set<Id> hold_back() {
    std::set<Id> stays;
    for (const Expansion& expansion : expanded_.expansions) {
      for (const Twin& twin : expansion.functions)
        if (from_.find(twin.declared) != nullptr) stays.insert(twin.declared);
      if (expansion.types.empty()) continue;
      for (const Id& id : expand::going_functions(from_, renamed_, expansion)) stays.insert(id);
      for (const Id& id : expand::held_by_type(from_, expansion.types.front().declared)) {
        const Id over_new = expand::with_types(id, expansion.types);
        if (renamed_.find(over_new) == nullptr) continue;
        stays.insert(id);
        held_.insert(over_new);
        held_.merge(expand::labels_of(renamed_, over_new));
      }
    }
    return stays;
  }

  /// The primary key on a new column stands as a unique index until the contract.
  Id id_of(const Id& id) const {
    if (id.kind != "primary_key") return id;
    for (const Twin& twin : expanded_.twins)
      if (twin.declared == id) return twin.beside;
    return id;
  }

  void put_declared(const Id& id, const Object& object) {
    const Id there = id_of(id);
    if (there != id && expand::is_key_of_leaves(from_, id)) {
      for (const Id& index : expand::leaf_keys(from_, {id, there})) put_index(index, object);
    } else if (there != id) {
      put_index(there, object);
    } else {
      Object one = object;
      if (is_open_side(id)) keep_constraint_name(one);
      put_with_needs(std::move(one), id);
    }
  }

  void put_index(const Id& id, const Object& key) {
    Object index = key;
    index.id = id;
    index.kind = find_kind("index");
    index.body = std::make_shared<const Index>(constraint::key_index(body<KeyConstraint>(key)));
    put_with_needs(std::move(index), key.id);
    both_.need(id, table_of(id));
  }

  void put_with_needs(Object one, const Id& declared) {
    for (const Id& need : renamed_.needs(declared)) both_.need(one.id, id_of(need));
    both_.put(std::move(one));
  }

  bool is_filled_later(const Id& id) const {
    return std::any_of(expanded_.view_twins.begin(), expanded_.view_twins.end(),
                       [&](const Twin& twin) { return twin.beside == id; });
  }

  /// A view that changes places in the contract, or an index of one, which goes with it.
  bool belongs_to_twin(const Id& id) const {
    return std::any_of(expanded_.view_twins.begin(), expanded_.view_twins.end(),
                       [&](const Twin& twin) { return twin.declared == id || twin.declared.path == id.path.parent(); });
  }

  bool is_open_side(const Id& id) const {
    return from_.find(id) != nullptr &&
           std::any_of(expanded_.expansions.begin(), expanded_.expansions.end(), [&](const Expansion& expansion) {
             return expansion.open && std::any_of(expansion.news.begin(), expansion.news.end(),
                                                  [&](const NewSide& side) { return side.beside == id; });
           });
  }

  /// Its NOT NULL has the name that was free when the expansion was opened.
  void keep_constraint_name(Object& object) const {
    Column column = body<Column>(object);
    const auto& before = body<Column>(*from_.find(object.id));
    if (column.not_null && before.not_null) column.not_null_name = before.not_null_name;
    object.body = std::make_shared<const Column>(column);
  }

  void put_old(const Id& id) {
    both_.put(*from_.find(id));
    for (const Id& need : from_.needs(id)) both_.need(id, need);
  }

  void keep(const Expansion& expansion, const Id& old) {
    put_old(old);
    for (const Id& id : from_.dependents(old)) {
      const Object* object = from_.find(id);
      const bool is_data = object != nullptr && object->kind->contents_sql != nullptr;
      if (object == nullptr || object->kind->name == "column" || is_data) continue;
      const bool stays = both_.find(id) != nullptr;
      if (object->kind->name == "sequence") {
        if (stays) keep_owner(id);
      } else if (can_be_twin(*object) ? !stays : stays && expansion.retypes()) {
        // A view is rebuilt around the swap when its column is, else it has its new shape at once.
        put_old(id);
      }
    }
  }

  /// The sequence of a serial column changes hands in the contract.
  void keep_owner(const Id& id) {
    both_.put(with_fields_of(
        *renamed_.find(id), [&](const Field& field) { return (field.key == "owned_by" ? from_ : renamed_).find(id); }));
    for (const Id& need : from_.needs(id)) both_.need(id, need);
  }

  const State& from_;
  const State& renamed_;
  const Expanded& expanded_;
  std::set<Id> held_;
  State both_;
};

} // namespace

bool expand::can_be_twin(const Object& object) {
  constexpr std::array<std::string_view, 6> kinds{"index",       "unique",      "check",
                                                  "foreign_key", "primary_key", "statistics"};
  return std::find(kinds.begin(), kinds.end(), object.kind->name) != kinds.end();
}

static void add_needs(const State& from, const State& to, const Id& of, std::set<Id>& found) {
  for (const Id& id : from.needs(of)) {
    const Object* object = from.find(id);
    const bool stays = object == nullptr || to.find(id) != nullptr || object->kind->scope != Scope::schema;
    const bool counts = object != nullptr && object->kind == &kinds::sequence;
    if (!stays && (counts || !object->kind->is_relation) && found.insert(id).second && !counts)
      add_needs(from, to, id, found);
  }
}

std::set<Id> expand::needs_of_olds(const State& from, const State& to, const std::vector<Expansion>& expansions) {
  std::set<Id> found;
  for (const Expansion& expansion : expansions)
    for (const OldSide& old : expansion.olds) add_needs(from, to, old.column, found);
  for (const Expansion& expansion : expansions)
    for (const Twin& type : expansion.types) found.erase(type.declared); // goes with the columns
  return found;
}

std::vector<Twin> find_twins(const State& from, const State& to, const std::vector<Expansion>& expansions) {
  std::map<Id, Twin> twins;
  for (const Expansion& expansion : expansions)
    for (const NewSide& side : expansion.news)
      for (const Id& id : to.dependents(side.column)) {
        const Object* object = to.find(id);
        if (object == nullptr || !can_be_twin(*object)) continue;
        if (expansion.open && from.needs(id).contains(side.beside)) continue; // has its name
        const bool second_key = id.kind == "primary_key" && !from.children(table_of(id), "primary_key").empty();
        if (second_key || is_taken(from, id)) twins.try_emplace(id, twin_of(*object, expansion, side.beside, from, to));
      }
  std::vector<Twin> list;
  for (const auto& [id, twin] : twins) list.push_back(twin);
  return list;
}

/// A partition goes by its part: that has the name under which it is built until the contract.
static void give_up_marked_parts(const State& from, const State& to, const Twin& twin, const Id& table,
                                 const std::string& built, Steps& steps) {
  for (const Object* part : partition::children_of(to, table)) {
    if (from.find(part->id) == nullptr) continue;
    const std::string name = recipes::part_name(from, part->id, built);
    if (const std::string marked = marked_part(to, part->id, twin.declared); !marked.empty())
      steps.push_back(
          make_step(expand::swap, twin.declared,
                    "ALTER INDEX " + qualified(part->id.path.front(), marked) + " RENAME TO " + quote_ident(name)));
    give_up_marked_parts(from, to, twin, part->id, name, steps);
  }
}

Steps give_up_names(const State& from, const State& to, const std::vector<Expansion>& expansions,
                    const std::vector<Twin>& twins) {
  Steps steps;
  std::set<Id> types;
  for (const Expansion& expansion : expansions)
    for (const Twin& twin : expansion.functions)
      to.find(twin.declared)->kind->rename(*to.find(twin.declared), twin.beside, steps);
  for (const Expansion& expansion : expansions)
    for (const Twin& type : expansion.types) {
      if (!types.insert(type.declared).second) continue;
      const Object& object = *to.find(type.declared);
      const Object plain = expand::without_default(object);
      object.kind->alter(object, plain, differing(object, plain), to, steps);
      object.kind->rename(object, type.beside, steps);
    }
  for (const Expansion& expansion : expansions)
    for (const NewSide& side : expansion.news) {
      const Object& object = *to.find(side.column);
      const auto& column = body<Column>(object);
      const auto drop = [&](const char* what) {
        steps.push_back(make_step(expand::swap, side.column, column::alter_column(side.column, what)));
      };
      if (!column.identity.empty()) drop("DROP IDENTITY");
      if (!column.default_value.empty() && expansion.defaults_wait) drop("DROP DEFAULT");
      if (side.beside != side.column) object.kind->rename(object, side.beside, steps);
    }
  for (const Twin& twin : twins)
    if (twin.declared.kind != "primary_key") {
      to.find(twin.declared)->kind->rename(*to.find(twin.declared), twin.beside, steps);
      if (twin.declared.kind == "index" || is_key(twin.declared))
        give_up_marked_parts(from, to, twin, table_of(twin.declared), twin.beside.name(), steps);
    }
  return steps;
}

State filled_later(const State& renamed, const std::vector<Twin>& twins) {
  State filled;
  filled.server_major = renamed.server_major;
  for (const Twin& twin : twins) {
    filled.put(*renamed.find(twin.beside));
    for (const Id& need : renamed.needs(twin.beside)) filled.need(twin.beside, need);
  }
  return filled;
}

Expanded stand_beside(const State& from, const State& renamed, std::vector<Expansion> expansions,
                      std::vector<Twin> twins, std::vector<Twin> view_twins) {
  Expanded expanded{std::move(expansions), std::move(twins), {}};
  expanded.filled = filled_later(renamed, view_twins);
  expanded.view_twins = std::move(view_twins);
  expanded.both = Beside(from, renamed, expanded).run();
  return expanded;
}

} // namespace lockstep
