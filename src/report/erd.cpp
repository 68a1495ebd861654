// Out of a state by the names of kinds and fields: no body is looked into.
#include "report/erd.hpp"

#include "base/references.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "model/field_value.hpp"

#include <algorithm>
#include <map>

namespace lockstep {

namespace {

bool flag_of(const Object& object, std::string_view key) {
  const Value value = value_of(object, key);
  const auto* flag = std::get_if<bool>(&value);
  return flag != nullptr && *flag;
}
std::vector<std::string> list_of(const Object& object, std::string_view key) {
  const Value value = value_of(object, key);
  const auto* list = std::get_if<std::vector<std::string>>(&value);
  return list != nullptr ? *list : std::vector<std::string>();
}
std::int64_t place_of(const Object& object) {
  const Value value = value_of(object, "position");
  const auto* place = std::get_if<std::int64_t>(&value);
  return place != nullptr ? *place : 0;
}

std::string shown_name(const Path& path) {
  return path.front() == "public" ? path.back() : path.front() + "." + path.back();
}

/// A type of a name of its own as that name, others as PostgreSQL spells them.
std::string shown_type(const std::string& type) {
  const std::vector<std::string> name = parse_name(type);
  if (name.size() == 2) return shown_name({name.front(), name.back()});
  return name.size() == 1 ? name.front() : type;
}

ErdColumn* find_column(ErdTable& table, const std::string& name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const ErdColumn& column) { return column.name == name; });
  return found == table.columns.end() ? nullptr : &*found;
}

void add_columns(const State& state, ErdTable& table) {
  std::vector<const Object*> columns = state.children(table.id, "column");
  std::stable_sort(columns.begin(), columns.end(),
                   [](const Object* a, const Object* b) { return place_of(*a) < place_of(*b); });
  for (const Object* column : columns) {
    ErdColumn shown;
    shown.name = column->id.name();
    shown.type = shown_type(text_of(*column, "type"));
    shown.standard = text_of(*column, "default");
    shown.comment = text_of(*column, "comment");
    shown.not_null = flag_of(*column, "not_null");
    shown.counts_up = !text_of(*column, "identity").empty();
    table.columns.push_back(std::move(shown));
  }
}

void add_keys(const State& state, ErdTable& table) {
  for (const Object* key : state.children(table.id, "primary_key")) {
    table.primary_key = list_of(*key, "columns");
    for (const std::string& name : table.primary_key)
      if (ErdColumn* column = find_column(table, name)) column->primary_key = true;
  }
  for (const Object* key : state.children(table.id, "unique")) {
    const std::vector<std::string> columns = list_of(*key, "columns");
    ErdColumn* alone = columns.size() == 1 ? find_column(table, columns.front()) : nullptr;
    if (alone != nullptr)
      alone->unique = true;
    else
      table.unique_keys.push_back(columns);
  }
  for (const Object* index : state.children(table.id, "index"))
    table.indexes.push_back(
        {index->id.name(), list_of(*index, "columns"), text_of(*index, "method"), flag_of(*index, "unique")});
}

bool is_key(const ErdTable& table, const std::vector<std::string>& columns) {
  const auto same = [&](std::vector<std::string> key) {
    std::vector<std::string> mine = columns;
    std::sort(key.begin(), key.end());
    std::sort(mine.begin(), mine.end());
    return key == mine;
  };
  const bool alone =
      columns.size() == 1 && std::any_of(table.columns.begin(), table.columns.end(),
                                         [&](const auto& one) { return one.name == columns.front() && one.unique; });
  return alone || same(table.primary_key) || std::any_of(table.unique_keys.begin(), table.unique_keys.end(), same);
}

void add_reference(const Object& key, std::size_t from, const std::map<Path, std::size_t>& places, Erd& erd) {
  References references = parse_references(text_of(key, "references"));
  std::vector<std::string> name = parse_name(references.table);
  if (name.size() == 1) name.insert(name.begin(), erd.tables[from].id.path.front());
  const auto to = places.find(Path(name.begin(), name.end()));
  if (to == places.end()) return;
  ErdReference reference{key.id.name(), from, to->second, list_of(key, "columns"), {}, {}, {}};
  reference.theirs = std::move(references.columns);
  reference.on_delete = text_of(key, "on_delete");
  reference.on_update = text_of(key, "on_update");
  reference.one_row = is_key(erd.tables[from], reference.columns);
  for (const std::string& column : reference.columns)
    if (ErdColumn* shown = find_column(erd.tables[from], column)) {
      shown->foreign_key = true;
      reference.may_miss = reference.may_miss || !(shown->not_null || shown->primary_key);
    }
  if (reference.theirs.empty()) reference.theirs = erd.tables[to->second].primary_key;
  erd.references.push_back(std::move(reference));
}

} // namespace

Erd erd_of(const State& state) {
  Erd erd;
  std::map<Path, std::size_t> places;
  for (const auto& [id, object] : state.objects()) {
    if (id.kind == "enum") erd.enums.push_back({shown_name(id.path), list_of(object, "values")});
    if (id.kind != "table" || !text_of(object, "partition_of").empty()) continue;
    ErdTable table;
    table.id = id;
    table.name = shown_name(id.path);
    table.comment = text_of(object, "comment");
    add_columns(state, table);
    add_keys(state, table);
    places[id.path] = erd.tables.size();
    erd.tables.push_back(std::move(table));
  }
  for (std::size_t from = 0; from < erd.tables.size(); ++from)
    for (const Object* key : state.children(erd.tables[from].id, "foreign_key")) add_reference(*key, from, places, erd);
  return erd;
}

} // namespace lockstep
