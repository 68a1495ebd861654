// What an object says in one field, by the field's key.
#pragma once

#include "model/object.hpp"
#include "model/value.hpp"

#include <string>
#include <string_view>

namespace lockstep {

/// The value of a field; none where the kind has no such field.
[[nodiscard]] Value value_of(const Object& object, std::string_view key);
/// The text of a field; empty where it says none, or something else than text.
[[nodiscard]] std::string text_of(const Object& object, std::string_view key);

} // namespace lockstep
