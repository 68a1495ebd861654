// Kahn's sort over nodes (a step, or the steps of one unit), ties by phase, kind of file, weight, position and id.
#include "plan/order.hpp"

#include <lockstep/error.hpp>

#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <tuple>

namespace lockstep {

namespace {

using Edges = std::vector<std::set<std::size_t>>; // before → after

struct Roles {
  std::map<Id, std::vector<std::size_t>> makers;
  std::map<Id, std::vector<std::size_t>> breakers;
};

Roles roles_of(const std::vector<Planned>& steps) {
  Roles roles;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const Id& id : steps[i].step.makes) roles.makers[id].push_back(i);
    for (const Id& id : steps[i].step.breaks) roles.breakers[id].push_back(i);
  }
  return roles;
}

const std::vector<std::size_t>& at(const std::map<Id, std::vector<std::size_t>>& map, const Id& id) {
  static const std::vector<std::size_t> none;
  const auto found = map.find(id);
  return found == map.end() ? none : found->second;
}

/// Inside a unit the maker of the same unit is enough: what else happens to the object comes later.
std::vector<std::size_t> needed_makers(const std::vector<Planned>& steps, std::size_t user,
                                       const std::vector<std::size_t>& makers) {
  std::vector<std::size_t> inside;
  for (const std::size_t maker : makers)
    if (steps[user].step.unit > 0 && steps[maker].step.unit == steps[user].step.unit) inside.push_back(maker);
  return inside.empty() ? makers : inside;
}

bool makes(const Planned& planned, const Id& id) {
  const auto& made = planned.step.makes;
  return std::find(made.begin(), made.end(), id) != made.end();
}

/// It takes something away that it does not bring back in the same statement.
bool takes_away(const Planned& planned) {
  const auto& broken = planned.step.breaks;
  return std::any_of(broken.begin(), broken.end(), [&](const Id& id) { return !makes(planned, id); });
}

/// DROP NOT NULL: its column is of use before it as well, but for other columns that follow it.
bool only_lets_go(const Planned& maker, const Planned& user) {
  const auto& broken = maker.step.breaks;
  return user.step.subject.kind != kinds::column.name && std::any_of(broken.begin(), broken.end(), [](const Id& id) {
           return id == not_null_of({kinds::column.name, id.path});
         });
}

Edges edges_of(const std::vector<Planned>& steps) {
  const Roles roles = roles_of(steps);
  Edges edges(steps.size());
  const auto add = [&](std::size_t before, std::size_t after) {
    if (before != after && steps[before].sequence != steps[after].sequence) edges[before].insert(after);
  };
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i].step;
    if (i > 0 && steps[i - 1].sequence == steps[i].sequence) edges[i - 1].insert(i);
    for (const Id& id : step.needs)
      for (const std::size_t maker : needed_makers(steps, i, at(roles.makers, id)))
        if (!only_lets_go(steps[maker], steps[i])) add(maker, i);
    for (const Id& id : step.frees)
      for (const std::size_t breaker : at(roles.breakers, id))
        // What is only reshaped stays usable: steps that drop come before it, others find it in its new shape.
        if (!makes(steps[breaker], id) || takes_away(steps[i])) add(i, breaker);
    for (const Id& id : step.makes)
      for (const std::size_t breaker : at(roles.breakers, id)) add(breaker, i);
  }
  return edges;
}

/// Steps grouped by unit; the order inside a node follows the edges.
struct Graph {
  std::vector<std::vector<std::size_t>> members;
  std::vector<std::size_t> node_of;
  Edges edges;
};

Graph graph_of(const std::vector<Planned>& steps, const Edges& edges) {
  Graph graph;
  std::map<int, std::size_t> unit_nodes;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const int unit = steps[i].step.unit;
    std::size_t node = graph.members.size();
    if (unit > 0) node = unit_nodes.try_emplace(unit, node).first->second;
    if (node == graph.members.size()) graph.members.emplace_back();
    graph.members[node].push_back(i);
    graph.node_of.push_back(node);
  }
  graph.edges.resize(graph.members.size());
  for (std::size_t i = 0; i < steps.size(); ++i)
    for (const std::size_t after : edges[i])
      if (graph.node_of[i] != graph.node_of[after]) graph.edges[graph.node_of[i]].insert(graph.node_of[after]);
  return graph;
}

bool reaches(const Graph& graph, std::size_t from, std::size_t to) {
  std::vector<std::size_t> work{from};
  std::set<std::size_t> seen;
  while (!work.empty()) {
    const std::size_t node = work.back();
    work.pop_back();
    if (node == to) return true;
    if (seen.insert(node).second) work.insert(work.end(), graph.edges[node].begin(), graph.edges[node].end());
  }
  return false;
}

/// What a text names comes before it, unless it must come after it.
void add_mention_edges(const std::vector<Planned>& steps, Graph& graph) {
  const Roles roles = roles_of(steps);
  for (std::size_t i = 0; i < steps.size(); ++i)
    for (const Id& id : steps[i].mentions)
      for (const std::size_t maker : at(roles.makers, id)) {
        const std::size_t before = graph.node_of[maker];
        const std::size_t after = graph.node_of[i];
        const bool late = steps[maker].step.phase > steps[i].step.phase;
        if (before != after && !late && !reaches(graph, after, before)) graph.edges[before].insert(after);
      }
}

using Key = std::tuple<int, int, int, std::string_view, std::vector<std::string>, int, Id, int, std::size_t>;

int weight_of(const Step& step) {
  const Kind* kind = find_kind(step.subject.kind);
  const int weight = kind == nullptr ? 0 : kind->weight;
  return step.makes.empty() && !step.breaks.empty() ? 1000 - weight : weight;
}

Key key_of(const std::vector<Planned>& steps, const std::vector<std::size_t>& members) {
  const Planned& first = steps[members.front()];
  int phase = 0;
  bool own_transaction = members.size() > 1;
  for (const std::size_t i : members) {
    phase = std::max(phase, static_cast<int>(steps[i].step.phase));
    own_transaction = own_transaction || wants_own_transaction(steps[i]);
  }
  const Id& subject = first.step.subject;
  return {phase,   own_transaction ? 1 : 0, weight_of(first.step), subject.kind, subject.path.parent(), first.position,
          subject, first.sequence,          members.front()};
}

[[noreturn]] void report_loop(const std::vector<Planned>& steps, const Graph& graph,
                              const std::vector<std::size_t>& waiting) {
  std::vector<std::size_t> path;
  std::size_t node = static_cast<std::size_t>(
      std::find_if(waiting.begin(), waiting.end(), [](std::size_t n) { return n > 0; }) - waiting.begin());
  // Walking backwards through nodes that still wait must come round.
  while (std::find(path.begin(), path.end(), node) == path.end()) {
    path.push_back(node);
    for (std::size_t before = 0; before < graph.edges.size(); ++before)
      if (waiting[before] > 0 && graph.edges[before].contains(node)) {
        node = before;
        break;
      }
  }
  std::vector<std::string> lines;
  for (const std::size_t n : path)
    for (const std::size_t i : graph.members[n])
      lines.push_back((i == graph.members[n].front() ? "  " : "    with ") + to_text(steps[i].step.subject) + ": " +
                      steps[i].step.sql);
  throw proof_error("the steps of the plan depend on each other in a loop:\n" + join(lines, "\n"));
}

/// Nodes in order. `keys` decide among those that are ready.
std::vector<std::size_t> sort_nodes(const std::vector<Planned>& steps, const Graph& graph,
                                    const std::vector<Key>& keys) {
  std::vector<std::size_t> waiting(graph.members.size(), 0);
  for (const auto& after : graph.edges)
    for (const std::size_t node : after) ++waiting[node];
  const auto later = [&](std::size_t a, std::size_t b) { return keys[a] > keys[b]; };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> ready(later);
  for (std::size_t node = 0; node < graph.members.size(); ++node)
    if (waiting[node] == 0) ready.push(node);
  std::vector<std::size_t> order;
  while (!ready.empty()) {
    const std::size_t node = ready.top();
    ready.pop();
    order.push_back(node);
    for (const std::size_t after : graph.edges[node])
      if (--waiting[after] == 0) ready.push(after);
  }
  if (order.size() < graph.members.size()) report_loop(steps, graph, waiting);
  return order;
}

/// A step can not run in an earlier phase than what it waits for.
void push_phases(std::vector<Planned>& steps, const Graph& graph, const std::vector<std::size_t>& order,
                 std::vector<Key>& keys) {
  for (const std::size_t node : order)
    for (const std::size_t after : graph.edges[node])
      std::get<0>(keys[after]) = std::max(std::get<0>(keys[after]), std::get<0>(keys[node]));
  for (std::size_t node = 0; node < graph.members.size(); ++node)
    for (const std::size_t i : graph.members[node]) steps[i].step.phase = static_cast<Phase>(std::get<0>(keys[node]));
}

/// The phases of the nodes, of which none can run in an earlier one than what it waits for.
std::vector<int> phases_of(const std::vector<Planned>& steps, const Graph& graph) {
  std::vector<Key> keys;
  for (const auto& members : graph.members) keys.push_back(key_of(steps, members));
  std::vector<Planned> pushed = steps;
  push_phases(pushed, graph, sort_nodes(steps, graph, keys), keys);
  std::vector<int> phases;
  for (const Key& key : keys) phases.push_back(std::get<0>(key));
  return phases;
}

/// Its rows, or those that a foreign key sets to NULL, need the column without its NOT NULL.
bool writes_null(const Step& step, const Id& column) {
  const bool writes = step.subject.kind == "rows" || step.subject.kind == kinds::foreign_key.name;
  return writes && table_of(step.subject) == table_of(column);
}

/// What uses a column comes behind its DROP NOT NULL, unless it must come before, as what gives up a primary key does,
/// or would wait for a later phase without need.
void add_nullable_edges(const std::vector<Planned>& steps, Graph& graph) {
  std::vector<int> phases;
  const Roles roles = roles_of(steps);
  for (std::size_t i = 0; i < steps.size(); ++i)
    for (const Id& id : steps[i].step.needs)
      for (const std::size_t maker : needed_makers(steps, i, at(roles.makers, id))) {
        const std::size_t before = graph.node_of[maker];
        const std::size_t after = graph.node_of[i];
        if (before == after || steps[maker].sequence == steps[i].sequence || !only_lets_go(steps[maker], steps[i]))
          continue;
        if (phases.empty()) phases = phases_of(steps, graph);
        const bool waits = phases[before] > phases[after] && !writes_null(steps[i].step, id);
        if (!waits && !reaches(graph, after, before)) graph.edges[before].insert(after);
      }
}

} // namespace

std::vector<Planned> order_steps(std::vector<Planned> steps) {
  const Edges edges = edges_of(steps);
  Graph graph = graph_of(steps, edges);
  add_nullable_edges(steps, graph);
  add_mention_edges(steps, graph);
  std::vector<Key> keys;
  for (const auto& members : graph.members) keys.push_back(key_of(steps, members));
  push_phases(steps, graph, sort_nodes(steps, graph, keys), keys);
  std::vector<Planned> result;
  for (const std::size_t node : sort_nodes(steps, graph, keys)) {
    std::vector<Planned> inside;
    for (const std::size_t i : graph.members[node]) inside.push_back(steps[i]);
    if (inside.size() > 1) {
      // Inside a unit every step is a node of its own.
      for (Planned& planned : inside) planned.step.unit = 0;
      const int unit = steps[graph.members[node].front()].step.unit;
      inside = order_steps(std::move(inside));
      for (Planned& planned : inside) planned.step.unit = unit;
    }
    for (Planned& planned : inside) result.push_back(std::move(planned));
  }
  return result;
}

} // namespace lockstep
