// Identity of columns that are there: how it comes, goes and counts on, with old application code at work.
#include "kinds/identity_steps.hpp"

#include "base/sql.hpp"
#include "kinds/identity.hpp"
#include "kinds/identity_forms.hpp"
#include "kinds/list.hpp"
#include "model/field_value.hpp"

namespace lockstep {

using column::alter_column;

namespace {

void alter_identity(const Id& id, const Column& before, const Column& after, Steps& steps) {
  const std::string action = identity::action(before, after);
  if (action.empty()) return;
  // A dropped identity takes its sequence along, and with it the last number.
  const std::string back = after.identity.empty() ? "" : alter_column(id, identity::action(after, before));
  steps.push_back(make_step(column::change_identity, id, alter_column(id, action), back));
}

} // namespace

bool identity::is_left_without(const Column& before, const Column& after) {
  const bool gave = !before.default_value.empty() || !before.identity.empty();
  return gave && after.default_value.empty() && after.identity.empty() && after.generated.empty();
}

void identity::take_on(const Id& id, const Column& before, const Column& after, Steps& steps) {
  Column open = after;
  if (before.identity != "always") open.identity = "by default";
  alter_identity(id, before, open, steps);
  if (open.identity == after.identity) return;
  alter_identity(id, open, after, steps);
  steps.back().form = &column::set_identity_always;
  steps.back().phase = Phase::contract;
}

void identity::push_count_behind(const Id& id, const std::string& sequence, bool down, Steps& steps) {
  steps.push_back(make_step(column::count_behind, id, identity::count_behind(id, sequence, down)));
  steps.back().note = id.name() + " counts on behind the numbers that are there.";
}

bool identity::counts_in(std::string_view type) { return type == "smallint" || type == "integer" || type == "bigint"; }

void identity::let_go(const Id& id, const Column& before, const Column& after, Steps& steps) {
  alter_identity(id, before, after, steps);
  if (!is_left_without(before, after)) return;
  steps.back().form = &column::drop_identity;
  if (counts_in(after.type)) steps.back().phase = Phase::contract; // else the type can not change before
}

bool identity::is_own(const std::string& sequence, const Id& column, const State& state) {
  const Object* object = state.find({kinds::sequence.name, parse_name(sequence)});
  return object != nullptr && parse_name(text_of(*object, "owned_by")) == column.path.names();
}

void identity::push_numbers(const Id& id, const std::string& sql, const std::string& back, const std::string& sequence,
                            Steps& steps) {
  steps.push_back(make_step(column::change_identity, id, sql, back));
  steps.back().note = id.name() + (back.empty() ? " counts on with " : " counts on from where ") + sequence +
                      (back.empty() ? " from where the identity is." : " is.");
}

} // namespace lockstep
