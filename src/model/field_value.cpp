// See the header.
#include "model/field_value.hpp"

#include "model/kind.hpp"

namespace lockstep {

Value value_of(const Object& object, std::string_view key) {
  const Field* field = find_field(*object.kind, key);
  return field == nullptr ? Value() : field->get(object.body.get());
}

std::string text_of(const Object& object, std::string_view key) {
  const Value value = value_of(object, key);
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::string() : *text;
}

} // namespace lockstep
