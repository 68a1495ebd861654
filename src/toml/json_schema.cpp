// The JSON Schema (draft-07) of the language, for editors. A loop over the same tables that the reader uses.
#include "kinds/kinds.hpp"
#include "model/kind.hpp"
#include "toml/language.hpp"
#include "toml/names.hpp"
#include "toml/schema.hpp"

#include <nlohmann/json.hpp>

namespace lockstep {

namespace {

using Json = nlohmann::ordered_json;

// One part of a name as in SQL: in double quotes, or without quotes and dots.
constexpr std::string_view name_part = R"(("([^"]|"")+"|[^".]+))";

Json name_schema(bool with_schema, bool with_arguments = false) {
  const std::string part(name_part);
  if (with_arguments) return {{"type", "string"}, {"pattern", "^" + part + "(\\." + part + ")?\\(.*\\)$"}};
  return {{"type", "string"}, {"pattern", "^" + part + (with_schema ? "(\\." + part + ")?" : "") + "$"}};
}

Json joined_schema(std::string_view joiner) {
  return {{"type", "string"}, {"pattern", "^.+" + std::string(joiner) + ".+$"}};
}

Json reference_to(const std::string& definition) { return {{"$ref", "#/definitions/" + definition}}; }

Json scalar_schema() { return {{"type", {"string", "number", "boolean"}}}; }

Json settings_schema() {
  Json names = {{"pattern", "^[^=]+$"}};
  Json nested = {{"type", "object"}, {"propertyNames", names}, {"additionalProperties", scalar_schema()}};
  return {{"type", "object"},
          {"propertyNames", names},
          {"additionalProperties", {{"anyOf", Json::array({scalar_schema(), nested})}}}};
}

Json records_schema() {
  Json null = {{"type", "object"},
               {"properties", {{"null", {{"const", true}}}}},
               {"required", {"null"}},
               {"additionalProperties", false}};
  Json list = {{"type", "array"}, {"items", scalar_schema()}};
  Json row = {{"type", "object"}, {"additionalProperties", {{"anyOf", Json::array({scalar_schema(), list, null})}}}};
  return {{"type", "array"}, {"items", row}};
}

Json text_schema(const Field& field) {
  if (field.options.literal) return scalar_schema();
  Json schema = {{"type", "string"}};
  if (!field.options.choices.empty()) schema["enum"] = field.options.choices;
  return schema;
}

Json shape_schema(const Field& field) {
  switch (field.shape) {
  case Shape::boolean:
    return {{"type", "boolean"}};
  case Shape::integer:
    return {{"type", "integer"}};
  case Shape::settings:
    return settings_schema();
  case Shape::records:
    return records_schema();
  case Shape::text: {
    Json schema = text_schema(field);
    if (field.options.required) schema["minLength"] = 1;
    return schema;
  }
  case Shape::list: {
    Json schema = {{"type", "array"}, {"items", text_schema(field)}};
    if (field.options.required) schema["minItems"] = 1;
    return schema;
  }
  }
  return {};
}

Json field_schema(const Field& field) {
  Json schema = shape_schema(field);
  std::string description(field.summary);
  if (field.options.since > 0) description += " (PostgreSQL " + std::to_string(field.options.since) + " and later)";
  schema["description"] = description;
  return schema;
}

Json sugar_schema(const Sugar& sugar, const Kind& kind) {
  Json schema;
  if (takes_true(sugar, kind)) {
    schema = {{"type", "boolean"}};
  } else {
    schema = shape_schema(*find_field(*sugar.makes, sugar.field));
    if (is_on_parent(sugar, kind))
      schema = {{"anyOf", Json::array({schema, reference_to(std::string(sugar.makes->name) + "_named")})}};
  }
  schema["description"] = sugar.makes->summary;
  return schema;
}

// What must stand beside a key that goes along with sugar: exactly one taker, in its short form.
Json takers_of(std::string_view key, const Kind& kind) {
  Json takers = Json::array();
  for (const Sugar& sugar : kind.sugar) {
    if (!goes_along(sugar, key)) continue;
    const std::string name(sugar.key);
    Json present = {{"required", {name}}};
    if (takes_true(sugar, kind)) present["properties"] = {{name, {{"const", true}}}};
    if (is_on_parent(sugar, kind)) present["properties"] = {{name, {{"not", {{"type", "object"}}}}}};
    takers.push_back(present);
  }
  return {{"oneOf", takers}};
}

void add_sugar(Json& schema, const Kind& kind) {
  for (const Sugar& sugar : kind.sugar) {
    schema["properties"][std::string(sugar.key)] = sugar_schema(sugar, kind);
    for (const std::string_view key : sugar.along) {
      const std::string name(key);
      if (schema["properties"].contains(name)) continue;
      if (const Field* field = find_shown_field(*sugar.makes, key)) schema["properties"][name] = field_schema(*field);
      schema["dependencies"][name] = takers_of(key, kind);
    }
  }
}

// The switch that this field gives a name to: not_null_name means nothing without not_null.
const Field* named_by(const Field& field, const Kind& kind) {
  constexpr std::string_view ending = "_name";
  if (!field.key.ends_with(ending)) return nullptr;
  const Field* named = find_field(kind, field.key.substr(0, field.key.size() - ending.size()));
  return named != nullptr && named->shape == Shape::boolean ? named : nullptr;
}

// All keys of an object in its long form.
Json keys_schema(const Kind& kind) {
  Json schema = {{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
  for (const Field& field : kind.fields) {
    if (field.options.hidden) continue;
    schema["properties"][std::string(field.key)] = field_schema(field);
    if (field.options.required && !field.options.from_file) schema["required"].push_back(field.key);
    if (const Field* named = named_by(field, kind)) schema["dependencies"][std::string(field.key)] = {named->key};
    if (!field.options.from_file) continue;
    schema["properties"][std::string(file_key)] = {
        {"type", "string"},
        {"description", "file with the " + std::string(field.key) + ", named from beside this one"}};
    // One of the two, and where there must be one, not none.
    const Json both = Json::array({{{"required", {field.key}}}, {{"required", {file_key}}}});
    if (field.options.required)
      schema["oneOf"] = both;
    else
      schema["not"] = {{"required", {field.key, file_key}}};
  }
  add_sugar(schema, kind);
  for (const std::string_view hint : kind.hints)
    schema["properties"][std::string(hint)] = {{"type", "string"},
                                               {"description", "hint, read only while a change needs it"}};
  for (const Kind* child : child_kinds(kind)) {
    const std::string section(child->section);
    if (!section.empty() && !schema["properties"].contains(section))
      schema["properties"][section] = reference_to("section_" + std::string(child->name));
  }
  return schema;
}

Json object_schema(const Kind& kind) {
  Json schema = keys_schema(kind);
  if (const Field* field = kind.short_form.empty() ? nullptr : find_field(kind, kind.short_form))
    schema = {{"anyOf", Json::array({field_schema(*field), schema})}};
  schema["description"] = kind.summary;
  if (!kind.manual.empty())
    schema["x-taplo"] = {{"links", {{"key", "https://www.postgresql.org/docs/current/" + std::string(kind.manual)}}}};
  return schema;
}

Json named_schema(const Kind& kind);

Json section_schema(const Kind& kind) {
  if (kind.listed) {
    Json one = named_schema(kind);
    one["properties"][std::string(name_key)] = {{"type", "string"}, {"minLength", 1}};
    one["required"].push_back(name_key);
    return {{"type", "array"}, {"items", one}};
  }
  const bool in_schema = kind.scope == Scope::schema;
  Json table = {
      {"type", "object"},
      {"propertyNames", kind.joiner.empty() ? name_schema(in_schema, kind.has_signature) : joined_schema(kind.joiner)},
      {"additionalProperties", reference_to(std::string(kind.name))}};
  if (!may_be_bare(kind)) return table;
  return {
      {"anyOf", Json::array({{{"type", "array"}, {"items", name_schema(in_schema)}, {"uniqueItems", true}}, table})}};
}

Json named_schema(const Kind& kind) {
  Json schema = keys_schema(kind);
  schema["properties"][std::string(name_key)] = name_schema(false);
  return schema;
}

Json definitions() {
  Json all = Json::object();
  for (const Kind* kind : all_kinds()) {
    all[std::string(kind->name)] = object_schema(*kind);
    all["section_" + std::string(kind->name)] = section_schema(*kind);
    for (const Sugar& sugar : kind->sugar)
      if (is_on_parent(sugar, *kind)) all[std::string(sugar.makes->name) + "_named"] = named_schema(*sugar.makes);
  }
  return all;
}

} // namespace

std::string json_schema() {
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "lockstep schema"},
                 {"description", "The declared schema of a PostgreSQL database, as lockstep reads it."},
                 {"type", "object"},
                 {"additionalProperties", false}};
  Json home = name_schema(false);
  home["description"] = "the schema of all names in this file that name none; `public` when not given";
  schema["properties"][std::string(default_schema_key)] = home;
  for (const Kind* kind : all_kinds())
    if (kind->parent == nullptr)
      schema["properties"][std::string(kind->section)] = reference_to("section_" + std::string(kind->name));
  schema["definitions"] = definitions();
  return schema.dump(2) + "\n";
}

} // namespace lockstep
