// The array of all kinds, in the order of their weight.
#include "kinds/kinds.hpp"

#include "kinds/list.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

std::span<const Kind* const> all_kinds() {
  static constexpr std::array kinds{
      &kinds::role,
      &kinds::schema,
      &kinds::extension,
      &kinds::default_privileges,
      &kinds::collation,
      &kinds::enum_type,
      &kinds::domain,
      &kinds::domain_check,
      &kinds::composite_type,
      &kinds::range_type,
      &kinds::sequence,
      &kinds::raw_sql,
      &kinds::language,
      &kinds::function,
      &kinds::procedure,
      &kinds::operator_,
      &kinds::aggregate,
      &kinds::cast,
      &kinds::transform,
      &kinds::operator_family,
      &kinds::operator_class,
      &kinds::conversion,
      &kinds::text_search_parser,
      &kinds::text_search_template,
      &kinds::foreign_data_wrapper,
      &kinds::text_search_dictionary,
      &kinds::text_search_configuration,
      &kinds::foreign_server,
      &kinds::user_mapping,
      &kinds::table,
      &kinds::column,
      &kinds::primary_key,
      &kinds::unique,
      &kinds::check,
      &kinds::exclusion,
      &kinds::foreign_key,
      &kinds::index,
      &kinds::statistics,
      &kinds::foreign_table,
      &kinds::foreign_column,
      &kinds::foreign_check,
      &kinds::view,
      &kinds::materialized_view,
      &kinds::materialized_view_index,
      &kinds::trigger,
      &kinds::view_trigger,
      &kinds::policy,
      &kinds::rule,
      &kinds::view_rule,
      &kinds::publication,
      &kinds::subscription,
      &kinds::event_trigger,
      &kinds::security_label,
      &kinds::reference_data,
  };
  return kinds;
}

const Kind* find_kind(std::string_view name) {
  for (const Kind* kind : all_kinds())
    if (kind->name == name) return kind;
  return nullptr;
}

std::vector<const Kind*> child_kinds(const Kind& parent) {
  std::vector<const Kind*> children;
  for (const Kind* kind : all_kinds())
    if (kind->parent == &parent) children.push_back(kind);
  return children;
}

std::vector<Object> contents_of(const State& state) {
  std::vector<Object> contents;
  for (const Kind* kind : all_kinds()) {
    if (kind->contents_sql == nullptr) continue;
    for (auto at = state.objects().lower_bound({kind->name, {}}); at != state.objects().end(); ++at) {
      if (at->first.kind != kind->name) break;
      contents.push_back(at->second);
    }
  }
  return contents;
}

bool is_constraint(const Kind& kind) {
  static constexpr std::array constraints{&kinds::primary_key, &kinds::unique, &kinds::check, &kinds::exclusion,
                                          &kinds::foreign_key};
  return std::find(constraints.begin(), constraints.end(), &kind) != constraints.end();
}

} // namespace lockstep
