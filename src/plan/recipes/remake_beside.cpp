// The state between expand and contract of a table that is partitioned: the old table with all that stands on it, and
// beside it the new one, without what would act on its rows or let anybody else at them.
#include "kinds/column.hpp"
#include "kinds/partition.hpp"
#include "plan/recipes/remake.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

using expand::is_of_table;

class Beside {
public:
  Beside(const State& from, const State& declared, const Remade& remade)
      : from_(from), declared_(declared), remade_(remade), standing_(expand::standing_on(from, remade.table)) {}

  State run() {
    both_.server_major = declared_.server_major;
    for (const auto& [id, object] : declared_.objects())
      if (!waits(id)) put_declared(object);
    for (const auto& [id, object] : from_.objects())
      if (is_of_table(id, remade_.table) || standing_.contains(id)) put_old(id);
    if (remade_.open) put_old(expand::mirror_of(remade_).function);
    return std::move(both_);
  }

private:
  /// What comes only in the contract.
  bool waits(const Id& id) const {
    constexpr std::array<std::string_view, 2> acting{"trigger", "policy"};
    const bool acts = std::find(acting.begin(), acting.end(), id.kind) != acting.end();
    return standing_.contains(id) || (acts && is_of_table(id, remade_.table));
  }

  Id beside(const Id& id) const {
    for (const Twin& twin : remade_.twins)
      if (twin.declared == id) return twin.beside;
    if (id == remade_.table) return remade_.beside;
    if (!is_of_table(id, remade_.table)) return id;
    Id moved = id;
    moved.path = remade_.beside.path.child(id.name());
    return moved;
  }

  void put_declared(const Object& object) {
    Object one = object;
    one.id = beside(object.id);
    if (object.id == remade_.table) strip_table(one);
    if (object.id.kind == "column" && is_of_table(object.id, remade_.table)) strip_column(one);
    if (object.id.kind == "table" && partition::parent_of(object) == remade_.table) attach_beside(one);
    for (const Id& need : declared_.needs(object.id)) both_.need(one.id, beside(need));
    both_.put(std::move(one));
  }

  static void strip_table(Object& object) {
    Table table = body<Table>(object);
    table.owner.clear();
    table.grants.reset();
    table.row_security = table.force_row_security = false;
    table.replica_identity.clear();
    table.replica_identity_index.clear();
    table.cluster_on.clear();
    object.body = std::make_shared<const Table>(table);
  }

  static void strip_column(Object& object) {
    Column column = body<Column>(object);
    column.identity.clear();
    column.identity_options = {};
    object.body = std::make_shared<const Column>(column);
  }

  void attach_beside(Object& object) const {
    Table table = body<Table>(object);
    table.partition_of = qualified(remade_.beside.path);
    object.body = std::make_shared<const Table>(table);
  }

  void put_old(const Id& id) {
    both_.put(*from_.find(id));
    for (const Id& need : from_.needs(id)) both_.need(id, need);
  }

  const State& from_;
  const State& declared_;
  const Remade& remade_;
  std::set<Id> standing_;
  State both_;
};

} // namespace

void stand_remade_beside(const State& from, std::vector<Remade> remade, Expanded& expanded) {
  expanded.remade = std::move(remade);
  for (const Remade& one : expanded.remade) expanded.both = Beside(from, expanded.both, one).run();
}

} // namespace lockstep
