// Steps of columns that are there and whose identity changes.
#pragma once

#include "kinds/column.hpp"

#include <string>
#include <string_view>

namespace lockstep::identity {

/// Whether an identity can count in the type.
[[nodiscard]] bool counts_in(std::string_view type);
/// Nothing gives a value any more where the application says none.
[[nodiscard]] bool is_left_without(const Column& before, const Column& after);
/// The column owns the sequence, in SQL spelling, that its default counts with.
[[nodiscard]] bool is_own(const std::string& sequence, const Id& column, const State& state);

/// The identity comes or changes: numbers that old code says are refused (ALWAYS) only in the contract phase.
void take_on(const Id& id, const Column& before, const Column& after, Steps& steps);
/// The identity goes: in the contract phase, where nothing takes its place.
void let_go(const Id& id, const Column& before, const Column& after, Steps& steps);
/// The sequence of this SQL expression counts on behind the numbers that are there, which came from somewhere else.
void push_count_behind(const Id& id, const std::string& sequence, bool down, Steps& steps);
/// What counted hands its number on: without it numbers would begin again, and meet those that are there.
void push_numbers(const Id& id, const std::string& sql, const std::string& back, const std::string& sequence,
                  Steps& steps);

} // namespace lockstep::identity
