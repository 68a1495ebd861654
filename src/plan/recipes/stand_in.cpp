// Renames and moves of tables under a view.
#include "plan/stand_in.hpp"

#include "kinds/privileges.hpp"
#include "kinds/render.hpp"
#include "kinds/table.hpp"

#include <algorithm>

namespace lockstep {

namespace {

/// Far from the numbers of the plan's own units.
int next_unit(const Steps& steps) { return 2000000000 + static_cast<int>(steps.size()); }

/// SET SCHEMA and RENAME, as far as the names differ.
std::vector<std::string> moves(const Id& from, const Id& to) {
  std::vector<std::string> all;
  Id at = from;
  if (at.path.front() != to.path.front()) {
    all.push_back(alter_table(at, "SET SCHEMA " + quote_ident(to.path.front())));
    at.path = {to.path.front(), at.name()};
  }
  if (at.name() != to.name()) all.push_back(alter_table(at, "RENAME TO " + quote_ident(to.name())));
  return all;
}

void push_moves(const Form& form, const Id& subject, const Id& from, const Id& to, Steps& steps) {
  for (const std::string& sql : moves(from, to)) {
    steps.push_back(make_step(form, subject, sql));
    steps.back().breaks = {from};
  }
}

bool has_name(const State& state, const Id& id) {
  return std::any_of(state.objects().begin(), state.objects().end(), [&](const auto& entry) {
    const Object& object = entry.second;
    return object.kind->is_relation && object.id.path.front() == id.path.front() && object.id.name() == id.name();
  });
}

std::string user_of_row_type(const Id& table, const State& state) {
  for (const Id& id : state.dependents(table)) {
    const Object* object = state.find(id);
    if (object != nullptr && object->kind->has_signature) return to_text(id);
  }
  return {};
}

std::string publication_of(const Id& table, const State& state) {
  for (const Id& id : state.dependents(table))
    if (id.kind == "publication") return to_text(id);
  return {};
}

} // namespace

static std::string obstacle_of(const Id& old, const State& from, const State& to) {
  const std::string table = qualified(old.path);
  if (has_name(to, old)) return "the name " + table + " is taken by something else.";
  if (body<Table>(*from.find(old)).row_security && from.server_major < 15)
    return table + " has row security, which a view would pass by: security_invoker came with PostgreSQL 15.";
  if (const std::string user = user_of_row_type(old, from); !user.empty())
    return user + " takes or returns rows of " + table + ", and rows of a view are of another type.";
  if (const std::string publication = publication_of(old, from); !publication.empty())
    return publication + " sends " + table + ", and its subscribers know the old name only.";
  return {};
}

std::string why_no_stand_in(const Id& old, const State& from, const State& to) {
  const std::string obstacle = obstacle_of(old, from, to);
  if (obstacle.empty()) return {};
  return "The old application version can not go on with a view under the old name: " + obstacle;
}

void push_stand_in(const StandIn& names, int server_major, Steps& steps) {
  const int unit = next_unit(steps);
  const std::size_t first = steps.size();
  push_moves(expand::rename_under_view, names.table, names.view, names.table, steps);
  const std::string view = own_sql(names.view);
  steps.push_back(make_step(expand::create_stand_in, names.view,
                            "CREATE VIEW " + view + (server_major >= 15 ? " WITH (security_invoker=true)" : "") +
                                " AS\nSELECT * FROM " + own_sql(names.table),
                            "DROP VIEW " + view));
  steps.push_back(share_privileges(names.table, names.view));
  steps.back().form = &expand::share_privileges;
  steps[first].note = "The old application version goes on with " + view + ", a view from now on.";
  std::vector<std::string> back = moves(names.table, names.view);
  for (std::size_t i = first; i < steps.size(); ++i) {
    steps[i].unit = unit;
    if (!back.empty() && steps[i].form == &expand::rename_under_view) {
      steps[i].back = back.back();
      back.pop_back();
    }
  }
}

void push_stand_in_back(const StandIn& names, Steps& steps) {
  const int unit = next_unit(steps);
  const std::size_t first = steps.size();
  steps.push_back(make_step(expand::drop_stand_in, names.view, "DROP VIEW IF EXISTS " + own_sql(names.view)));
  push_moves(expand::rename_under_view, names.view, names.table, names.view, steps);
  for (std::size_t i = first; i < steps.size(); ++i) {
    steps[i].unit = unit;
    steps[i].phase = Phase::contract;
  }
}

void add_open(const StandIn& names, Plan& plan) {
  const std::string table = own_sql(names.table);
  plan.open.push_back({{{"table", names.view.path}},
                       {names.table},
                       table + ": the old version reads and writes it through the view " + own_sql(names.view) +
                           ", the new one by its name.",
                       false});
  for (Planned& planned : plan.steps)
    if (planned.step.subject == names.view && planned.step.phase == Phase::contract)
      planned.step.note = "Whoever still uses the old name fails from now on.";
}

} // namespace lockstep
