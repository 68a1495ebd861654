// An enum that loses labels, or gets them in another order: PostgreSQL can not do that to a type, so a new one comes
// beside it, and with it a new column beside each that has the old one.
#include "kinds/column.hpp"
#include "kinds/kinds.hpp"
#include "kinds/render.hpp"
#include "kinds/row_checks.hpp"
#include "kinds/type_forms.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/expand_types.hpp"

#include <algorithm>
#include <array>

namespace lockstep::expand {

namespace {

class Rebuilt {
public:
  Rebuilt(const State& from, const State& to, const Change& change) : from_(from), to_(to), change_(change) {}

  void find(std::vector<Expansion>& found) {
    const std::vector<Id> types = stored_types(from_, change_.id());
    const std::set<Id> columns = columns_of(from_, types);
    if (columns.empty() || !why_not_rebuilt(change_, from_, to_).empty()) return;
    for (const Id& type : types) name_beside(type);
    const std::size_t first = found.size();
    for (const Id& column : columns) found.push_back(expansion_of(column));
    found[first].functions = function_twins(from_, to_, types_);
    for (const Id& id : held_by_type(from_, change_.id()))
      (to_.find(id) != nullptr ? found[first].held : found[first].going).push_back(id);
  }

private:
  [[nodiscard]] const Column& column_of(const State& state, const Id& id) const {
    return body<Column>(*state.find(id));
  }

  /// "[]" for an array of it.
  [[nodiscard]] std::string array_part(const Id& column) const {
    return column_of(from_, column).type.ends_with("[]") ? "[]" : "";
  }

  [[nodiscard]] const Twin& type_of(const Id& column) const {
    const std::string& type = column_of(from_, column).type;
    return *std::find_if(types_.begin(), types_.end(),
                         [&](const Twin& twin) { return type == own_sql(twin.declared) + array_part(column); });
  }

  /// A free name, or the one that the type has since an expansion was opened.
  void name_beside(const Id& type) {
    Twin twin{type, type};
    for (int n = 1; n == 1 || is_taken(from_, twin.beside) || is_taken(to_, twin.beside); ++n) {
      twin.beside.path = type.path.with_back(helper_name(type.name(), n == 1 ? "new" : "new" + std::to_string(n)));
      if (is_open(twin)) break;
    }
    types_.push_back(twin);
  }

  [[nodiscard]] static bool is_taken(const State& state, const Id& type) {
    constexpr std::array<std::string_view, 7> kinds{"enum",  "domain", "composite_type",   "range_type",
                                                    "table", "view",   "materialized_view"};
    return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) {
      return state.find({kind, type.path}) != nullptr;
    });
  }

  [[nodiscard]] bool is_open(const Twin& twin) const {
    const Object* there = from_.find(twin.beside);
    if (there == nullptr || to_.find(twin.beside) != nullptr) return false;
    if (types_.empty()) return !differing(*there, *change_.to).has("values");
    const auto& needs = from_.needs(twin.beside);
    return std::any_of(types_.begin(), types_.end(), [&](const Twin& one) { return needs.contains(one.beside); });
  }

  [[nodiscard]] Expansion expansion_of(const Id& id) const {
    const Object& object = *to_.find(id);
    const auto hint = [&](const char* key) {
      return object.hints.contains(key) ? object.hints.at(key) : std::string();
    };
    const Twin& twin = type_of(id);
    const std::string array = array_part(id);
    const std::string up = hint("using");
    const std::string down = hint("reverse_using");
    const auto as = [&](const std::string& value, const Id& type) {
      return value + "::text::" + own_sql(type) + array;
    };
    Expansion expansion{table_of(id), {}, {}, object.home, up.empty() ? strangers(id) : std::string()};
    expansion.types = types_;
    expansion.news.push_back(
        {id, id, as(up.empty() ? quote_ident(id.name()) : "(" + up + ")", twin.beside), up.empty()});
    expansion.olds.push_back({id, {}, false});
    place_beside(expansion, from_, to_, own_sql(twin.beside) + array);
    OldSide& old = expansion.olds.front();
    const std::string beside = quote_ident(expansion.news.front().beside.name());
    old.down = as(down.empty() ? beside : "(" + down + ")", twin.declared);
    old.plain_down = down.empty() && !gains_labels();
    if (!down.empty() || !gains_labels()) return expansion;
    // It is asked of a row in which the new column has its declared name.
    const std::string declared = quote_ident(id.name());
    old.down = "CASE WHEN " + holds_only(declared, column_of(from_, id).type, *change_.from) + " THEN " +
               as(declared, twin.declared) + " END";
    return expansion;
  }

  [[nodiscard]] static std::vector<std::string> labels_of(const Object& type) {
    const Value values = find_field(*type.kind, "values")->get(type.body.get());
    const auto* list = std::get_if<std::vector<std::string>>(&values);
    return list == nullptr ? std::vector<std::string>() : *list;
  }
  [[nodiscard]] bool gains_labels() const {
    const std::vector<std::string> before = labels_of(*change_.from);
    const std::vector<std::string> after = labels_of(*change_.to);
    return std::any_of(after.begin(), after.end(), [&](const std::string& label) {
      return std::find(before.begin(), before.end(), label) == before.end();
    });
  }

  [[nodiscard]] static std::string list_of(const Object& type) {
    std::vector<std::string> labels;
    for (const std::string& label : labels_of(type)) labels.push_back(quote_literal(label));
    return "(ARRAY[" + join(labels, ", ") + "]::text[])";
  }

  /// SQL: a value of this type holds a label that is not in the list; empty: it holds none at all.
  [[nodiscard]] std::string another(const std::string& value, const std::string& type, const std::string& list) const {
    if (type.ends_with("[]")) {
      // It may hold NULL, and have more than one dimension.
      const std::string inside = another("label", type.substr(0, type.size() - 2), list);
      return inside.empty() ? "" : "EXISTS (SELECT FROM unnest(" + value + ") AS label WHERE " + inside + ")";
    }
    if (type == own_sql(change_.id())) return value + "::text <> ALL " + list;
    if (const Object* domain = from_.find({"domain", parse_name(type)}); domain != nullptr)
      return another(value, to_text(find_field(*domain->kind, "type")->get(domain->body.get())), list);
    const Object* composite = from_.find({"composite_type", parse_name(type)});
    if (composite == nullptr) return {};
    std::vector<std::string> parts;
    for (const auto& [name, its_type] : composite_type::attributes_of(*composite))
      if (const std::string part = another("(" + value + ")." + name, its_type, list); !part.empty())
        parts.push_back(part);
    return join(parts, " OR ");
  }

  /// SQL: all labels that the value holds are of this type.
  [[nodiscard]] std::string holds_only(const std::string& value, const std::string& type, const Object& labels) const {
    const std::string list = list_of(labels);
    const std::string other = another(value, type, list);
    if (other == value + "::text <> ALL " + list) return value + "::text = ANY " + list;
    return type.ends_with("[]") ? "NOT " + other : "(" + other + ") IS NOT TRUE";
  }

  /// Rows that hold a label that goes.
  [[nodiscard]] std::string strangers(const Id& id) const {
    const std::string name = quote_ident(id.name());
    const std::string only = holds_only(name, column_of(from_, id).type, *change_.to);
    const std::string other = another(name, column_of(from_, id).type, list_of(*change_.to));
    return row_checks::matching(from_, table_of(id), only.starts_with(name) ? "NOT (" + only + ")" : other);
  }

  const State& from_;
  const State& to_;
  const Change& change_;
  std::vector<Twin> types_;
};

} // namespace

void find_rebuilt_enums(const State& from, const State& to, const std::vector<Change>& changes,
                        std::vector<Expansion>& found) {
  for (const Change& change : changes)
    if (is_rebuilt(change, to)) Rebuilt(from, to, change).find(found);
}

} // namespace lockstep::expand
