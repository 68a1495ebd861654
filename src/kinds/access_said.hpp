// What an object says of its owner and its grants.
#pragma once

#include "kinds/rights.hpp"
#include "model/object.hpp"
#include "model/state.hpp"

#include <string>
#include <string_view>

namespace lockstep {

/// The value of a field; none where the kind has no such field.
[[nodiscard]] Value value_of(const Object& object, std::string_view key);
/// Empty where it says none.
[[nodiscard]] std::string owner_said(const Object& object);
[[nodiscard]] RightsOf rights_of(const Object& object, const std::string& owner, const State& state);
/// What is granted on the object, role by role.
[[nodiscard]] Grants grants_in(const Object& object, const RightsOf& rights);

} // namespace lockstep
