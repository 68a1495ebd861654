// What an object says in its fields.
#pragma once

#include "model/field.hpp"
#include "model/object.hpp"
#include "model/value.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace lockstep {

/// The value of a field; none where the kind has no such field.
[[nodiscard]] Value value_of(const Object& object, std::string_view key);
/// The text of a field; empty where it says none, or something else than text.
[[nodiscard]] std::string text_of(const Object& object, std::string_view key);
/// The object with each field as the object that `source` names says it, which is of the same kind; where it names
/// none, as nobody has said it.
[[nodiscard]] Object with_fields_of(const Object& object, const std::function<const Object*(const Field&)>& source);
/// A copy of the object's body, to be changed.
[[nodiscard]] std::shared_ptr<void> copied_body(const Object& object);

} // namespace lockstep
