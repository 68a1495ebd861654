// An enum that loses labels, or gets them in another order: PostgreSQL can not do that to a type, so a new one comes
// beside it, and with it a new column beside each that has the old one.
#include "kinds/column.hpp"
#include "kinds/kinds.hpp"
#include "kinds/render.hpp"
#include "kinds/row_checks.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/expand_types.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

class Rebuilt {
public:
  Rebuilt(const State& from, const State& to, const Change& change)
      : from_(from), to_(to), change_(change), name_(own_sql(change.id())) {}

  void find(std::vector<Expansion>& found) {
    std::vector<Id> columns;
    for (const Id& id : from_.dependents(change_.id()))
      if (id.kind == "column") columns.push_back(id);
    if (columns.empty() || !why_not_rebuilt(change_, from_, to_).empty()) return;
    name_beside();
    const std::size_t first = found.size();
    for (const Id& column : columns) found.push_back(expansion_of(column));
    found[first].functions = function_twins(from_, to_, change_.id(), beside_);
    const std::set<Id> held = held_by_type(from_, change_.id());
    found[first].held.assign(held.begin(), held.end());
  }

private:
  [[nodiscard]] const Column& column_of(const State& state, const Id& id) const {
    return body<Column>(*state.find(id));
  }

  /// "[]" for an array of it.
  [[nodiscard]] std::string array_part(const Id& column) const {
    return column_of(from_, column).type.ends_with("[]") ? "[]" : "";
  }

  /// A free name, or the one that the type has since an expansion was opened.
  void name_beside() {
    beside_ = change_.id();
    for (int n = 1; n == 1 || from_.find(beside_) != nullptr || to_.find(beside_) != nullptr; ++n) {
      beside_.path =
          change_.id().path.with_back(helper_name(change_.id().name(), n == 1 ? "new" : "new" + std::to_string(n)));
      const Object* there = from_.find(beside_);
      if (there != nullptr && to_.find(beside_) == nullptr && !differing(*there, *change_.to).has("values")) return;
    }
  }

  [[nodiscard]] Expansion expansion_of(const Id& id) const {
    const Object& object = *to_.find(id);
    const auto hint = [&](const char* key) {
      return object.hints.contains(key) ? object.hints.at(key) : std::string();
    };
    const std::string array = array_part(id);
    const std::string up = hint("using");
    const std::string down = hint("reverse_using");
    const auto as = [&](const std::string& value, const Id& type) {
      return value + "::text::" + own_sql(type) + array;
    };
    Expansion expansion{table_of(id), {}, {}, object.home, up.empty() ? strangers(id) : std::string()};
    expansion.type = change_.id();
    expansion.type_beside = beside_;
    expansion.news.push_back({id, id, as(up.empty() ? quote_ident(id.name()) : "(" + up + ")", beside_), up.empty()});
    expansion.olds.push_back({id, {}, false});
    place_beside(expansion, from_, to_, own_sql(beside_) + array);
    OldSide& old = expansion.olds.front();
    const std::string beside = quote_ident(expansion.news.front().beside.name());
    old.down = as(down.empty() ? beside : "(" + down + ")", change_.id());
    old.plain_down = down.empty() && !gains_labels();
    if (down.empty() && gains_labels())
      old.down = "CASE WHEN " + holds_only(beside, array, *change_.from) + " THEN " + old.down + " END";
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

  /// SQL: the type has the label, or each of an array.
  [[nodiscard]] static std::string holds_only(const std::string& column, const std::string& array, const Object& type) {
    std::vector<std::string> labels;
    for (const std::string& label : labels_of(type)) labels.push_back(quote_literal(label));
    const std::string list = "ARRAY[" + join(labels, ", ") + "]::text[]";
    if (array.empty()) return column + "::text = ANY (" + list + ")";
    // An array may hold NULL, and have more than one dimension.
    return "NOT EXISTS (SELECT FROM unnest(" + column + ") AS label WHERE label::text <> ALL (" + list + "))";
  }
  [[nodiscard]] static std::string holds_another(const std::string& column, const std::string& array,
                                                 const Object& type) {
    const std::string only = holds_only(column, array, type);
    return array.empty() ? "NOT (" + only + ")" : only.substr(std::string_view("NOT ").size());
  }

  /// Rows that hold a label that goes.
  [[nodiscard]] std::string strangers(const Id& id) const {
    return row_checks::matching(from_, table_of(id),
                                holds_another(quote_ident(id.name()), array_part(id), *change_.to));
  }

  const State& from_;
  const State& to_;
  const Change& change_;
  std::string name_;
  Id beside_;
};

} // namespace

void find_rebuilt_enums(const State& from, const State& to, const std::vector<Change>& changes,
                        std::vector<Expansion>& found) {
  for (const Change& change : changes)
    if (is_rebuilt(change, to)) Rebuilt(from, to, change).find(found);
}

} // namespace lockstep::expand
