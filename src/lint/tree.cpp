// Walks over the JSON form of PostgreSQL's raw parse tree (src/include/nodes/parsenodes.h).
#include "lint/tree.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace lockstep::linting {

const Tree& at(const Tree& node, std::string_view key) {
  static const Tree nothing;
  if (!node.is_object()) return nothing;
  const auto found = node.find(std::string(key));
  return found == node.end() ? nothing : *found;
}

std::string text_at(const Tree& node, std::string_view key) {
  const Tree& value = at(node, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

bool flag_at(const Tree& node, std::string_view key) {
  const Tree& value = at(node, key);
  return value.is_boolean() && value.get<bool>();
}

std::size_t location_of(const Tree& node) {
  if (const Tree& own = at(node, "location"); own.is_number_unsigned()) return own.get<std::size_t>();
  if (!node.is_structured()) return 0;
  std::size_t first = 0;
  for (const Tree& member : node) {
    const std::size_t there = location_of(member);
    if (there != 0 && (first == 0 || there < first)) first = there;
  }
  return first;
}

namespace {
std::string joined_name(const std::string& schema, const std::string& name) {
  return schema.empty() || schema == "public" ? name : schema + "." + name;
}
} // namespace

std::string relation_name(const Tree& range_var) {
  return joined_name(text_at(range_var, "schemaname"), text_at(range_var, "relname"));
}

std::vector<std::string> strings(const Tree& list) {
  const Tree& items = list.is_object() && list.contains("List") ? at(at(list, "List"), "items") : list;
  std::vector<std::string> found;
  if (items.is_array())
    for (const Tree& item : items)
      if (const Tree& text = at(item, "String"); text.is_object()) found.push_back(text_at(text, "sval"));
  if (found.empty() && list.is_object() && list.contains("String"))
    found.push_back(text_at(at(list, "String"), "sval"));
  return found;
}

std::string list_name(const Tree& list) {
  const std::vector<std::string> parts = strings(list);
  if (parts.empty()) return {};
  return joined_name(parts.size() > 1 ? parts[parts.size() - 2] : std::string(), parts.back());
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool TypeWords::any_of(std::initializer_list<std::string_view> names) const { return is_one_of(name, names); }

TypeWords type_of(const Tree& type_name) {
  TypeWords type;
  const std::vector<std::string> parts = strings(at(type_name, "names"));
  if (!parts.empty()) type.name = parts.back();
  const Tree& modifiers = at(type_name, "typmods");
  if (modifiers.is_array())
    for (const Tree& modifier : modifiers) {
      const Tree& value = at(at(at(modifier, "A_Const"), "ival"), "ival");
      type.modifiers.push_back(value.is_number_integer() ? value.get<int>() : 0);
    }
  type.array = at(type_name, "arrayBounds").is_array();
  return type;
}

void each_node(const Tree& tree, std::string_view sort, const std::function<void(const Tree&)>& see) {
  if (!tree.is_structured()) return;
  if (tree.is_object())
    if (const Tree& found = at(tree, sort); !found.is_null()) see(found);
  for (const Tree& member : tree) each_node(member, sort, see);
}

void each_call(const Tree& expression, const std::function<void(const std::string&, const Tree&)>& see) {
  each_node(expression, "FuncCall", [&](const Tree& call) {
    const std::vector<std::string> name = strings(at(call, "funcname"));
    if (!name.empty()) see(lower(name.back()), call);
  });
}

} // namespace lockstep::linting
