// See the header. The order is one of all tables of the state before the plan: two plans that start from it agree.
#include "plan/lock_order.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/partition.hpp"
#include "kinds/render.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace lockstep {

namespace {

using Locks = std::map<Id, Lock>;

bool is_table(const State& state, const Id& id) { return id.kind == "table" && state.find(id) != nullptr; }

/// What must be locked before the table: those that its foreign keys and it itself as a partition stand on.
std::set<Id> before(const State& state, const Id& table) {
  std::set<Id> tables;
  for (const Object* key : state.children(table, "foreign_key"))
    for (const Id& need : state.needs(key->id))
      if (need.path.size() > 1) tables.insert(table_of(need));
  for (const Id& parent : partition::parents_of(*state.find(table))) tables.insert(parent);
  std::erase_if(tables, [&](const Id& other) { return other == table || !is_table(state, other); });
  return tables;
}

/// How far a table stands from those that refer to nothing. Tables that refer to each other in a circle, and what
/// stands on them, share the last level.
class Levels {
public:
  explicit Levels(const State& state) {
    std::map<Id, std::set<Id>> left;
    for (const auto& [id, object] : state.objects())
      if (is_table(state, id)) left[id] = before(state, id);
    for (bool again = true; again; ++last_) {
      std::vector<Id> free;
      for (const auto& [id, others] : left)
        if (std::all_of(others.begin(), others.end(), [&](const Id& other) { return levels_.contains(other); }))
          free.push_back(id);
      for (const Id& id : free) {
        levels_[id] = last_;
        left.erase(id);
      }
      again = !free.empty();
    }
  }
  [[nodiscard]] int of(const Id& table) const {
    const auto found = levels_.find(table);
    return found == levels_.end() ? last_ : found->second;
  }

private:
  std::map<Id, int> levels_;
  int last_ = 0;
};

/// A lock on the table is one on all of its partitions, and they are locked no stronger.
bool covers(const State& state, const Locks& locks, const Id& table) {
  const std::vector<const Object*> children = partition::children_of(state, table);
  return !children.empty() && std::all_of(children.begin(), children.end(), [&](const Object* child) {
    const auto found = locks.find(child->id);
    return found != locks.end() && found->second <= locks.at(table) &&
           (partition::children_of(state, child->id).empty() || covers(state, locks, child->id));
  });
}

void erase_below(const State& state, Locks& locks, const Id& table) {
  for (const Object* child : partition::children_of(state, table)) {
    locks.erase(child->id);
    erase_below(state, locks, child->id);
  }
}

class Orderer {
public:
  explicit Orderer(const State& from) : from_(from) {}

  /// "LOCK TABLE …", one for each mode that comes.
  std::vector<std::string> statements(Locks locks) {
    std::set<Id> whole;
    std::vector<Id> tables;
    for (const auto& [table, lock] : locks) tables.push_back(table);
    for (const Id& table : tables)
      if (locks.contains(table) && covers(from_, locks, table)) {
        whole.insert(table);
        erase_below(from_, locks, table);
      }
    if (locks.size() < 2) return {};
    std::erase_if(tables, [&](const Id& table) { return !locks.contains(table); });
    if (!levels_) levels_.emplace(from_);
    std::stable_sort(tables.begin(), tables.end(),
                     [&](const Id& one, const Id& other) { return levels_->of(one) < levels_->of(other); });
    return written(tables, locks, whole);
  }

private:
  [[nodiscard]] std::vector<std::string> written(const std::vector<Id>& tables, const Locks& locks,
                                                 const std::set<Id>& whole) const {
    std::vector<std::string> result;
    for (std::size_t at = 0; at < tables.size();) {
      const Lock lock = locks.at(tables[at]);
      std::vector<std::string> names;
      for (; at < tables.size() && locks.at(tables[at]) == lock; ++at) {
        const bool alone = !whole.contains(tables[at]) && !partition::children_of(from_, tables[at]).empty();
        names.push_back((alone ? "ONLY " : "") + qualified(tables[at].path));
      }
      result.push_back("LOCK TABLE " + join(names, ", ") + " IN " + std::string(to_text(lock)) + " MODE");
    }
    return result;
  }

  const State& from_;
  std::optional<Levels> levels_;
};

/// Weaker ones than this only stop what is stronger, and are no part of a circle among plans for longer than the
/// lock_timeout of the other one.
constexpr Lock weakest = Lock::share_update_exclusive;

/// Tables that come with the plan are in use by its contract.
Locks locks_of(const Plan& plan, std::size_t begin, std::size_t end, const State& from, const State& to) {
  Locks locks;
  for (std::size_t i = begin; i < end; ++i) {
    if (plan.steps[i].step.form->transaction == Transaction::outside) return {};
    for (const SeenLock& seen : plan.steps[i].seen) {
      const Id table{"table", parse_name(seen.relation)};
      if (seen.lock < weakest || (!is_table(from, table) && !is_table(to, table))) continue;
      Lock& lock = locks[table];
      lock = std::max(lock, seen.lock);
    }
  }
  return locks;
}

} // namespace

void lock_in_order(Plan& plan, const State& from, const State& to) {
  Orderer orderer(from);
  for (std::size_t begin = 0; begin < plan.steps.size();) {
    std::size_t end = begin + 1;
    const int unit = plan.steps[begin].step.unit;
    while (unit > 0 && end < plan.steps.size() && plan.steps[end].step.unit == unit) ++end;
    const Locks locks = locks_of(plan, begin, end, from, to);
    if (locks.size() > 1) plan.steps[begin].locks_first = orderer.statements(locks);
    begin = end;
  }
}

} // namespace lockstep
