// Transactions that lock several tables ask for them first, and all plans in the same order.
#pragma once

#include "model/state.hpp"
#include "plan/plan.hpp"

namespace lockstep {

/// Fills `locks_first` of every unit that was seen to lock two tables or more, of those that were there before the
/// plan, so that one of two plans waits for the other before it holds anything: neither can meet the other in a
/// deadlock. Referenced tables come before those that refer to them, tables before their partitions, others by name.
void lock_in_order(Plan& plan, const State& from, const State& to);

} // namespace lockstep
