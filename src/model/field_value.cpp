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

namespace {

using Source = std::function<const Object*(const Field&)>;

std::shared_ptr<void> body_of(const Kind& kind, const Source& source) {
  std::shared_ptr<void> body = kind.make();
  for (const Field& field : kind.fields)
    if (const Object* said = source(field); said != nullptr) field.set(body.get(), field.get(said->body.get()));
  return body;
}

} // namespace

Object with_fields_of(const Object& object, const Source& source) {
  Object result = object;
  result.body = body_of(*object.kind, source);
  return result;
}

std::shared_ptr<void> copied_body(const Object& object) {
  return body_of(*object.kind, [&](const Field&) { return &object; });
}

} // namespace lockstep
