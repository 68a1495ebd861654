// Identity of columns.
#pragma once

#include "kinds/column.hpp"

#include <string>

namespace lockstep::identity {

/// "GENERATED ALWAYS AS IDENTITY (START WITH 5)"
[[nodiscard]] std::string definition(const Column& column);
/// "START WITH 5": what CREATE SEQUENCE says of the identity's options.
[[nodiscard]] std::string options(const Column& column);
/// The sequence in a default nextval('…'::regclass), in SQL spelling; empty for other defaults.
[[nodiscard]] std::string numbers_of(const std::string& default_value);
/// The identity counts on from the number that the sequence has reached.
[[nodiscard]] std::string take_over(const Id& column, const std::string& sequence);
/// The sequence counts on from the number that the identity has reached.
[[nodiscard]] std::string hand_over(const Id& column, const std::string& sequence);
/// The sequence of this SQL expression counts on behind the highest number that the column holds, unless its next one
/// is behind that anyway. `down` for one that counts downwards.
[[nodiscard]] std::string count_behind(const Id& column, const std::string& sequence, bool down = false);
/// The SQL expression of the sequence that a column's identity, or what it owns, counts with.
[[nodiscard]] std::string own_sequence(const Id& column);
/// Whether the identity counts downwards.
[[nodiscard]] bool counts_down(const Column& column);
/// The action of ALTER COLUMN that turns one identity into the other.
[[nodiscard]] std::string action(const Column& before, const Column& after);

/// The column whose identity has a sequence of this name, as PostgreSQL names it, or null.
[[nodiscard]] const Object* counting_with(const State& state, const Id& relation);

} // namespace lockstep::identity
