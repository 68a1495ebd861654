// The array of all kinds, in the order of their weight, and what rooms that know no kind by name ask of them.
#pragma once

#include "model/kind.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace lockstep {

[[nodiscard]] std::span<const Kind* const> all_kinds();
/// The kind with this name, or null.
[[nodiscard]] const Kind* find_kind(std::string_view name);
/// The kinds whose objects live below this kind's, in weight order.
[[nodiscard]] std::vector<const Kind*> child_kinds(const Kind& parent);
/// True when the names of its objects share one namespace per table with those of other kinds of constraints.
[[nodiscard]] bool is_constraint(const Kind& kind);
/// Whether somebody else than the schema looks after the object: a table declared with `partitions = "managed
/// elsewhere"` has partitions that are no difference between two states.
[[nodiscard]] bool is_left_alone(const Object& object, const State& from, const State& to);
/// Whether the object would get this value of the field without saying it, given the rest of the state: NOT NULL on the
/// columns of a primary key and on identity columns, the version of an extension.
[[nodiscard]] bool is_implied(const Object& object, const Field& field, const State& state);
/// The objects of kinds with contents.
[[nodiscard]] std::vector<Object> contents_of(const State& state);
/// What to read for all rows of a table; nothing when it has no primary key.
[[nodiscard]] std::optional<Object> all_rows_of(const Id& table, const State& state);
/// The state with rows as one would write them: they say neither `prune` nor the NULLs that a column has anyway.
[[nodiscard]] State with_plain_rows(State state);
/// Takes owners and grants out of a state, where the function says so.
void forget_access(State& state, const std::function<bool(const Object&, const Field&)>& is_forgotten);
/// Takes out default privileges that the other state says nothing about.
void forget_unsaid_defaults(State& state, const State& like);
/// Grants that mean the same, whatever owner `like` leaves unsaid, are spelled as there.
void spell_grants(State& state, const State& like);
/// Takes out both where the other state says nothing about them.
void say_only(State& state, const State& like);
/// What a state says nothing of and the other does: the owner that made everything, and the grants that PostgreSQL
/// gives.
void say_usual(State& state, const State& like, const std::string& made_by);
/// The statements that make the object with its owner and grants.
void create_steps(const Object& object, const State& state, Steps& steps);
/// Those that change it, owner and grants included.
void alter_steps(const Object& from, const Object& to, const Changed& changed, const State& to_state, Steps& steps);

} // namespace lockstep
