// What an object says of its owner and its grants.
#pragma once

#include "kinds/rights.hpp"
#include "model/field_value.hpp"
#include "model/object.hpp"
#include "model/state.hpp"

#include <string>
#include <string_view>

namespace lockstep {

/// Empty where it says none.
[[nodiscard]] std::string owner_said(const Object& object);
[[nodiscard]] RightsOf rights_of(const Object& object, const std::string& owner, const State& state);
/// What is granted on the object, role by role.
[[nodiscard]] Grants grants_in(const Object& object, const RightsOf& rights);

} // namespace lockstep
