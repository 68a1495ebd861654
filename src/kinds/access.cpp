// Statements for owners and grants. What is granted comes before what is revoked, so that no moment is without a right
// that both states have.
#include "kinds/access.hpp"

#include "kinds/access_said.hpp"
#include "kinds/kinds.hpp"
#include "kinds/render.hpp"
#include "kinds/rights.hpp"

#include <algorithm>

namespace lockstep {

namespace {

/// The owner that it should have: what belongs to a column has that of the table.
std::string owner_in(const Object& object, const State& state) {
  const Id column = object.kind->owner != nullptr ? object.kind->owner(object) : Id{};
  if (column.kind != "column") return owner_said(object);
  const Object* table = state.find(table_of(column));
  return table != nullptr ? owner_said(*table) : std::string();
}

Step access_step(const Form& form, const Object& object, std::string sql, std::string back) {
  Step step = make_step(form, object.id, std::move(sql), std::move(back));
  if (!object.kind->is_relation) step.table = {};
  return step;
}

Step owner_step(const Form& form, const Object& object, const std::string& owner, const std::string& before) {
  const std::string sql = "ALTER " + object.kind->target(object.id) + " OWNER TO ";
  Step step = access_step(form, object, sql + quote_ident(owner),
                          sql + (before.empty() ? "CURRENT_USER" : quote_ident(before)));
  step.needs.push_back({"role", {owner}});
  step.makes.push_back(owner_of(object.id));
  return step;
}

/// "VIEW public.open_orders" without its first words, which alone are in capitals.
std::string name_in(const std::string& target) {
  std::size_t at = 0;
  for (std::size_t end = 0; (end = target.find(' ', at)) != std::string::npos; at = end + 1) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (!std::all_of(target.begin() + static_cast<std::ptrdiff_t>(at),
                     target.begin() + static_cast<std::ptrdiff_t>(end), is_capital))
      break;
  }
  return target.substr(at);
}

/// Renders GRANT and REVOKE for one object.
class Statements {
public:
  Statements(const Object& object, const RightsOf& rights, Steps& steps)
      : object_(object), rights_(rights), steps_(steps),
        on_(std::string(rights.on) + " " + name_in(object.kind->target(object.id))) {}

  void grant(const Grants& grants, Phase phase, int unit = 0) {
    for (const Clause& clause : clauses_of(grants, rights_))
      push(access::grant, phase, unit, clause, grant_sql(clause), revoke_sql(clause));
  }
  void revoke(const Form& form, const Grants& grants, Phase phase, int unit = 0) {
    for (const Clause& clause : clauses_of(grants, rights_))
      push(form, phase, unit, clause, revoke_sql(clause), grant_sql(clause));
  }
  void revoke_option(const Grants& grants, int unit) {
    for (const Clause& clause : clauses_of(grants, rights_))
      push(access::revoke, Phase::contract, unit, clause, revoke_sql(clause, "GRANT OPTION FOR "), grant_sql(clause));
  }

private:
  [[nodiscard]] std::string grant_sql(const Clause& clause) const {
    return "GRANT " + clause.privileges + " ON " + on_ + " TO " + clause.roles +
           (clause.option ? " WITH GRANT OPTION" : "");
  }
  [[nodiscard]] std::string revoke_sql(const Clause& clause, const char* what = "") const {
    return "REVOKE " + std::string(what) + clause.privileges + " ON " + on_ + " FROM " + clause.roles;
  }
  void push(const Form& form, Phase phase, int unit, const Clause& clause, std::string sql, std::string back) {
    Step step = access_step(form, object_, std::move(sql), std::move(back));
    step.phase = phase;
    step.unit = unit;
    std::vector<Id>& ties = &form == &access::revoke ? step.frees : step.needs;
    for (const auto& [role, rights] : clause.grants) {
      ties.push_back({"role", {role}});
      for (const auto& [right, option] : rights)
        for (const Kind* child : child_kinds(*object_.kind))
          if (child->section == "columns" && !right.column.empty())
            ties.push_back({child->name, object_.id.path.child(right.column)});
    }
    steps_.push_back(std::move(step));
  }

  const Object& object_;
  const RightsOf& rights_;
  Steps& steps_;
  std::string on_;
};

// Steps of one change that share a number share a transaction.
constexpr int owner_unit = 7;
constexpr int column_unit = 8;

/// What concerns one role, moved from one to the other.
void take_out(Difference& difference, const std::string& role, Difference& taken) {
  for (Grants Difference::*const part : {&Difference::gained, &Difference::lost, &Difference::lost_option})
    if (auto found = (difference.*part).extract(role)) (taken.*part).insert(std::move(found));
}

/// What everybody may do once the object has the owner that it is to have, as `rights` says: who owned it before keeps
/// nothing, and the new owner has it.
Grants grants_before(const Object& from, const std::string& old_owner, const RightsOf& rights) {
  if (old_owner.empty() || old_owner == rights.owner) return grants_in(from, rights);
  RightsOf before = rights;
  before.owner = old_owner;
  Grants grants = grants_in(from, before);
  const Rights of_old = grants[old_owner];
  grants.erase(old_owner);
  for (const auto& [right, option] : of_old) {
    bool& has_option = grants[rights.owner].try_emplace(right, option).first->second;
    has_option = has_option || option;
  }
  return grants;
}

/// Without rights on columns that go: those go with them, and not a moment before.
Grants without_gone_columns(Grants lost, const Object& object, const State& to_state) {
  for (const Kind* child : child_kinds(*object.kind)) {
    if (child->section != "columns") continue;
    for (auto& [role, rights] : lost)
      std::erase_if(rights, [&](const auto& entry) {
        const std::string& column = entry.first.column;
        return !column.empty() && to_state.find({child->name, object.id.path.child(column)}) == nullptr;
      });
  }
  std::erase_if(lost, [](const auto& entry) { return entry.second.empty(); });
  return lost;
}

} // namespace

Id owner_of(const Id& id) { return {"owner", id.path}; }

void push_owner(const Object& object, const State& state, Steps& steps) {
  if (const std::string owner = owner_in(object, state); !owner.empty())
    steps.push_back(owner_step(access::give, object, owner, {}));
}

void create_steps(const Object& object, const State& state, Steps& steps) {
  const std::size_t first = steps.size();
  object.kind->create(object, state, steps);
  if (find_field(*object.kind, "owner") == nullptr) return;
  // It gets its owner at once: what belongs to a table must have that of the table.
  if (const std::string owner = owner_in(object, state); !owner.empty()) {
    const auto at = steps.begin() + static_cast<std::ptrdiff_t>(std::min(first + 1, steps.size()));
    steps.insert(at, owner_step(access::give, object, owner, {}));
  }
  if (std::holds_alternative<std::monostate>(value_of(object, "grants"))) return;
  const RightsOf rights = rights_of(object, owner_in(object, state), state);
  const Difference difference = compare(rights.parse({}), grants_in(object, rights));
  Statements statements(object, rights, steps);
  statements.revoke(access::withhold, difference.lost, Phase::expand);
  statements.grant(difference.gained, Phase::expand);
}

void push_access(const Object& from, const Object& to, const Changed& changed, const State& to_state, Steps& steps) {
  if (!changed.has("owner") && !changed.has("grants")) return;
  const std::string old_owner = owner_said(from);
  const bool moves = changed.has("owner") && !owner_said(to).empty();
  const std::string owner = owner_said(to).empty() ? old_owner : owner_said(to);
  const RightsOf rights = rights_of(to, owner, to_state);
  Difference difference;
  const bool says_grants = !std::holds_alternative<std::monostate>(value_of(to, "grants"));
  if (changed.has("grants") || (moves && says_grants))
    difference = compare(grants_before(from, old_owner, rights), grants_in(to, rights));
  difference.lost = without_gone_columns(std::move(difference.lost), to, to_state);
  Difference later; // of both owners: ALTER … OWNER TO puts the new one in the old one's place
  if (moves)
    for (const std::string& role : {owner, old_owner}) take_out(difference, role, later);
  Statements statements(to, rights, steps);
  statements.grant(difference.gained, Phase::expand);
  // A right on the whole table that is revoked takes those on its columns along.
  const auto push_lost = [&](const Difference& part, int unit) {
    const Grants again = taken_along(part.lost, grants_in(to, rights));
    const int together = unit == 0 && !again.empty() ? column_unit : unit;
    statements.revoke(access::revoke, part.lost, Phase::contract, together);
    statements.grant(again, Phase::contract, together);
    statements.revoke_option(part.lost_option, unit);
  };
  push_lost(difference, 0);
  if (!moves) return;
  const bool is_alone = later.gained.empty() && later.lost.empty() && later.lost_option.empty();
  steps.push_back(owner_step(to.kind->is_relation ? access::set_owner : access::hand_over, to, owner, old_owner));
  steps.back().phase = Phase::contract;
  steps.back().unit = is_alone ? 0 : owner_unit;
  push_lost(later, owner_unit);
  statements.grant(later.gained, Phase::contract, owner_unit);
}

void alter_steps(const Object& from, const Object& to, const Changed& changed, const State& to_state, Steps& steps) {
  Changed rest;
  for (const Field* field : changed.fields)
    if (!is_access(*field)) rest.fields.push_back(field);
  if (!rest.fields.empty()) to.kind->alter(from, to, rest, to_state, steps);
  if (rest.fields.size() < changed.fields.size()) push_access(from, to, changed, to_state, steps);
}

bool is_access(const Field& field) { return field.key == "owner" || field.key == "grants"; }

bool is_access(const Form& form) {
  return &form == &access::set_owner || &form == &access::hand_over || &form == &access::give ||
         &form == &access::grant || &form == &access::revoke || &form == &access::withhold;
}

} // namespace lockstep
