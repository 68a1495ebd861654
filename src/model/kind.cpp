// The generic functions over a kind's field table.
#include "model/kind.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

namespace lockstep {

const Field* find_field(const Kind& kind, std::string_view key) {
  for (const Field& field : kind.fields)
    if (field.key == key) return &field;
  return nullptr;
}

Changed differing(const Object& from, const Object& to) {
  Changed changed;
  for (const Field& field : from.kind->fields) {
    if (field.options.on_change == OnChange::ignore) continue;
    const Value before = field.get(from.body.get());
    const Value after = field.get(to.body.get());
    if (before == after) continue;
    const bool one_is_silent =
        std::holds_alternative<std::monostate>(before) || std::holds_alternative<std::monostate>(after);
    if (field.options.when_declared && one_is_silent) continue;
    changed.fields.push_back(&field);
  }
  return changed;
}

std::string name_text(const std::vector<std::string>& path) {
  const bool has_arguments =
      path.size() == 2 && path.back().ends_with(')') && path.back().find('(') != std::string::npos;
  return has_arguments ? quote_ident(path.front()) + "." + path.back() : qualified(path);
}

std::string to_text(const Id& id) { return replace_all(std::string(id.kind), "_", " ") + " " + name_text(id.path); }

} // namespace lockstep
