// Which columns can have a second one beside them until a contract, and what keeps the others from it.
#pragma once

#include "model/state.hpp"

#include <string>
#include <vector>

namespace lockstep::expand {

/// Whether rows of the table stand in tables that INHERIT from it, or it inherits itself.
[[nodiscard]] bool is_inherited(const State& state, const Id& table);
/// What partitions say of their own of the column, and indexes, rules and views of their own over it: no twin of the
/// whole's finds them.
[[nodiscard]] std::vector<Id> own_of_parts(const State& state, const Id& column);
/// Why a column of this state can not have a second one beside it, which a trigger keeps in step, and what to do; empty
/// when it can.
[[nodiscard]] std::string why_no_second(const State& state, const Id& column);
/// Whether its primary key is made of those of partitions that are managed elsewhere, which get nothing of their own.
[[nodiscard]] bool is_key_of_unseen(const State& from, const State& to, const Id& column);
/// Whether a column of this state has an online way to another type.
[[nodiscard]] bool can_move(const State& state, const Id& column);

} // namespace lockstep::expand
