// [rows.TABLE]: reference data, declared with its schema. https://www.postgresql.org/docs/current/sql-insert.html
#include "kinds/rows.hpp"

#include "base/text.hpp"
#include "kinds/bare.hpp"
#include "kinds/identity.hpp"
#include "kinds/list.hpp"
#include "kinds/rows_forms.hpp"

#include <algorithm>
#include <array>

namespace lockstep::kinds {
namespace {

Value get_key(const void* body) {
  const auto& key = static_cast<const ReferenceData*>(body)->rows.key;
  return key.empty() ? Value() : Value(key);
}
bool set_key(void* body, Value value) {
  auto& key = static_cast<ReferenceData*>(body)->rows.key;
  key.clear();
  if (std::holds_alternative<std::monostate>(value)) return true;
  auto* given = std::get_if<std::vector<std::string>>(&value);
  if (given != nullptr) key = std::move(*given);
  return given != nullptr;
}
Value get_rows(const void* body) { return static_cast<const ReferenceData*>(body)->rows; }
bool set_rows(void* body, Value value) {
  auto& list = static_cast<ReferenceData*>(body)->rows.list;
  list.clear();
  if (std::holds_alternative<std::monostate>(value)) return true;
  auto* given = std::get_if<Records>(&value);
  if (given != nullptr) list = std::move(given->list);
  return given != nullptr;
}

// Both sides of a comparison are read by what one of them declares, so that only rows can differ.
constexpr Field fields[] = {
    {"key", "columns of a primary key or unique constraint, which tell one row from another", Shape::list,
     FieldOptions{.on_change = OnChange::ignore, .required = true}, get_key, set_key},
    field<&ReferenceData::prune>("prune", "rows that are not declared are deleted; else they are nobody's business",
                                 {.on_change = OnChange::ignore}),
    {"rows",
     "the rows by column: `{ code = \"NO\", name = \"Norway\" }`; a column that a row leaves out has its default, one "
     "that all leave out is left alone; `{ null = true }` is NULL",
     Shape::records, FieldOptions{.required = true}, get_rows, set_rows},
};

/// Stands for rows that have gone: a word between steps, no object of a state.
Id gone(const Id& id) { return {"rows_gone", id.path}; }

/// Stands for rows that are there, but do not refer to others yet: a word between steps, no object of a state.
Id begun(const Id& id) { return {"rows_begun", id.path}; }

/// Of tables that refer to each other none can be filled first: rows come without what leads into the circle, and are
/// completed once those of the others are there.
void push_beginning(const Id& id, const Records& records, const State& state, Steps& steps) {
  const Records bare = rows::without_circle(id, records, state);
  if (bare == records) return;
  Step step = bare_step(rows::upsert, id, rows::upsert_sql(id, bare, state), rows::delete_sql(id, bare, state));
  step.note = "They refer to rows that refer to them: what leads there follows.";
  step.makes.push_back(begun(id));
  steps.push_back(std::move(step));
}

bool begins(const Id& id, const State& state) {
  const Object* object = state.find(id);
  if (object == nullptr) return false;
  const Records& records = body<ReferenceData>(*object).rows;
  return rows::without_circle(id, records, state) != records;
}

/// What completes rows needs those that they refer to, at least begun.
void wait_for_circle(const Id& id, const State& state, Step& step) {
  const bool own = begins({id.kind, table_of(id).path}, state);
  for (const Id& other : rows::in_circle_with(id, state)) {
    if (begins(other, state))
      step.needs.push_back(begun(other));
    else if (own)
      step.needs.push_back(other);
  }
}

/// What follows counts on from the rows that say their numbers themselves.
void push_counting(const Id& id, const Records& records, const State& state, Steps& steps) {
  for (const std::string& column : rows::counted_columns(id, records, state)) {
    const Id counted{kinds::column.name, table_of(id).path.child(column)};
    const Object* object = state.find(counted);
    const bool down = object != nullptr && identity::counts_down(body<Column>(*object));
    steps.push_back(
        bare_step(rows::count_on, id, identity::count_behind(counted, identity::own_sequence(counted), down)));
  }
}

/// `old` are the rows among them that are there, as they are.
void push_upsert(const Id& id, const Records& records, const Records& old, const State& state, Steps& steps) {
  const std::string sql = rows::upsert_sql(id, records, state);
  if (sql.empty()) return;
  const Records fresh = rows::missing_in(old, records, true);
  push_beginning(id, fresh, state, steps);
  std::vector<std::string> back;
  for (const std::string& one : {rows::delete_sql(id, fresh, state), rows::upsert_sql(id, old, state)})
    if (!one.empty()) back.push_back(one);
  steps.push_back(bare_step(rows::upsert, id, sql, join(back, ";\n")));
  wait_for_circle(id, state, steps.back());
  std::vector<std::string> counts;
  if (!fresh.list.empty()) counts.push_back(count_of(fresh.list.size(), "new row"));
  counts.push_back(count_of(old.list.size(), "row") + " that differ" + (old.list.size() == 1 ? "s" : ""));
  if (!old.list.empty()) steps.back().note = join(counts, ", ");
  push_counting(id, fresh, state, steps);
}

void create(const Object& object, const State& state, Steps& steps) {
  const std::size_t first = steps.size();
  push_upsert(object.id, body<ReferenceData>(object).rows, {}, state, steps);
  // A table without rows gets its foreign keys for nothing.
  for (std::size_t i = first; i < steps.size(); ++i)
    for (const Object* key : state.children(table_of(object.id), "foreign_key")) steps[i].needs.push_back(key->id);
}

void alter(const Object& from, const Object& to, const Changed&, const State& state, Steps& steps) {
  const Records& before = body<ReferenceData>(from).rows;
  const Records& after = body<ReferenceData>(to).rows;
  if (before == after) return create(to, state, steps); // what they stand in was made anew
  const Records removed = rows::missing_in(after, before, true);
  Records old = rows::missing_in(after, before, false);
  old.list = rows::missing_in(removed, old, true).list;
  push_upsert(to.id, rows::missing_in(before, after, false), old, state, steps);
  if (removed.list.empty()) return;
  Step step =
      bare_step(rows::remove, to.id, rows::delete_sql(to.id, removed, state), rows::upsert_sql(to.id, removed, state));
  step.phase = Phase::contract;
  step.makes.push_back(gone(to.id));
  // Rows that refer to others go first.
  for (const Id& dependent : state.dependents(to.id))
    if (dependent.kind == to.id.kind) step.needs.push_back(gone(dependent));
  steps.push_back(std::move(step));
}

void drop(const Object& object, const State& state, Steps& steps) {
  const auto& rows = body<ReferenceData>(object).rows;
  if (!rows.list.empty()) steps.push_back(bare_step(rows::remove, object.id, rows::delete_sql(object.id, rows, state)));
}

std::string_view rebinds(const Object&, const Kind&) { return "rows"; }

bool has_column(const Id& table, const std::string& column, const State& state) {
  return state.find({"column", table.path.child(column)}) != nullptr;
}

std::string contents_sql(const Object& wanted, const State& state) {
  const auto& [records, prune] = body<ReferenceData>(wanted);
  const Id table = table_of(wanted.id);
  const auto is_there = [&](const std::string& column) { return has_column(table, column, state); };
  if (state.find(table) == nullptr || !std::all_of(records.key.begin(), records.key.end(), is_there)) return {};
  std::vector<std::string> columns;
  for (const std::string& column : rows::columns_of(records))
    if (is_there(column)) columns.push_back("there." + quote_ident(column) + "::text AS " + quote_ident(column));
  const std::string which = prune                  ? "true"
                            : records.list.empty() ? "false"
                                                   : rows::has_key_sql(wanted.id, records, state, "there.");
  return "SELECT " + join(columns, ", ") + " FROM " + table_sql(wanted.id) + " AS there WHERE " + which + " LIMIT " +
         std::to_string(most_records + 1);
}

bool stands_on_key(const Object& object, const std::vector<std::string>& key) {
  const Field* columns = find_field(*object.kind, "columns");
  const Value value = columns == nullptr ? Value() : columns->get(object.body.get());
  const auto* names = std::get_if<std::vector<std::string>>(&value);
  return names != nullptr && std::is_permutation(names->begin(), names->end(), key.begin(), key.end());
}

std::vector<Id> contents_need(const Object& object, const State& state) {
  const Records& records = body<ReferenceData>(object).rows;
  const Id table = table_of(object.id);
  std::vector<Id> needs{table};
  for (const std::string& column : rows::columns_of(records))
    if (has_column(table, column, state)) needs.push_back({"column", table.path.child(column)});
  for (const char* kind : {"primary_key", "unique", "index"})
    for (const Object* one : state.children(table, kind))
      if (stands_on_key(*one, records.key)) needs.push_back(one->id);
  for (const Object* trigger : state.children(table, "trigger")) needs.push_back(trigger->id);
  for (const Id& other : rows::referenced(table, state)) {
    const Id rows{object.id.kind, other.path};
    if (!rows::refers_to(other, table, state) && state.find(rows) != nullptr) needs.push_back(rows);
  }
  return needs;
}

std::vector<Object> pieces(const Object& object) {
  const Records& records = body<ReferenceData>(object).rows;
  std::vector<Object> result;
  for (std::size_t i = 0; i < records.list.size(); ++i) {
    Object one = object;
    one.id.path = object.id.path.child(key_text(records, records.list[i]));
    one.body = std::make_shared<ReferenceData>(ReferenceData{{records.key, {records.list[i]}}, false});
    if (const auto at = object.places.find(row_place("rows", i)))
      one.places = Places(std::make_shared<const std::string>(at->file), at->line, at->column);
    result.push_back(std::move(one));
  }
  return result;
}

} // namespace

extern const Kind reference_data{
    .name = "rows",
    .title = "rows object",
    .section = "rows",
    .scope = Scope::schema,
    .weight = 210,
    .fields = fields,
    .manual = "sql-insert.html",
    .summary = "Reference data of a table: rows that come with the schema, inserted where they are missing and updated "
               "where they differ. Other rows are left alone unless `prune` says otherwise.",
    .make = make_body<ReferenceData>,
    .create = create,
    .alter = alter,
    .drop = drop,
    .contents_sql = contents_sql,
    .contents_need = contents_need,
    .pieces = pieces,
    .examine = rows::examine,
    .rebinds = rebinds};

} // namespace lockstep::kinds
