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
/// The action of ALTER COLUMN that turns one identity into the other.
[[nodiscard]] std::string action(const Column& before, const Column& after);

/// The column whose identity has a sequence of this name, as PostgreSQL names it, or null.
[[nodiscard]] const Object* counting_with(const State& state, const Id& relation);

} // namespace lockstep::identity
