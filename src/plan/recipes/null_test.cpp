// See the header. https://www.postgresql.org/docs/current/functions-comparison.html
#include "plan/recipes/null_test.hpp"

#include "base/sql.hpp"
#include "kinds/kinds.hpp"

namespace lockstep {

namespace {

/// A composite type, the rows of a table, or a domain over one of them.
bool is_row(const State& state, const std::string& type) {
  if (type.ends_with("[]")) return false;
  const std::vector<std::string> path = parse_name(type);
  if (const Object* domain = state.find({"domain", path}); domain != nullptr && domain->kind != nullptr)
    return is_row(state, to_text(find_field(*domain->kind, "type")->get(domain->body.get())));
  return state.find({"composite_type", path}) != nullptr || state.find({"table", path}) != nullptr;
}

} // namespace

std::string is_null(const std::string& value, const State& state, const std::string& type) {
  return value + (is_row(state, type) ? " IS NOT DISTINCT FROM NULL" : " IS NULL");
}

std::string is_not_null(const std::string& value, const State& state, const std::string& type) {
  return value + (is_row(state, type) ? " IS DISTINCT FROM NULL" : " IS NOT NULL");
}

} // namespace lockstep
