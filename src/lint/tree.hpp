// Reading the parse tree that libpg_query gives as JSON: the few questions that rules ask of it.
#pragma once

#include <functional>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::linting {

using Tree = nlohmann::json;

/// The member `key`, or null when there is none: rules may ask on and on.
[[nodiscard]] const Tree& at(const Tree& node, std::string_view key);
[[nodiscard]] std::string text_at(const Tree& node, std::string_view key);
[[nodiscard]] bool flag_at(const Tree& node, std::string_view key);
/// The offset of a node in its statement, the first of its own or its members' ones; 0 when none says.
[[nodiscard]] std::size_t location_of(const Tree& node);

[[nodiscard]] bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words);

/// "schema.name" of a RangeVar, without the schema when it is public, so that both spellings are one name.
[[nodiscard]] std::string relation_name(const Tree& range_var);
/// The same of a List of String nodes, as DROP, ALTER TYPE and function calls have it.
[[nodiscard]] std::string list_name(const Tree& list);
/// The strings of a list of String nodes, one by one.
[[nodiscard]] std::vector<std::string> strings(const Tree& list);

/// A type as it is written, in PostgreSQL's internal words: "int4", "varchar", "pg_catalog" left out.
struct TypeWords {
  std::string name;
  std::vector<int> modifiers;
  bool array = false;
  [[nodiscard]] bool any_of(std::initializer_list<std::string_view> names) const;
};
[[nodiscard]] TypeWords type_of(const Tree& type_name);

/// Calls `see` with the name and the node of each function that an expression calls.
void each_call(const Tree& expression, const std::function<void(const std::string&, const Tree&)>& see);
/// Calls `see` with every node below `tree` that has the sort, at any depth.
void each_node(const Tree& tree, std::string_view sort, const std::function<void(const Tree&)>& see);

} // namespace lockstep::linting
