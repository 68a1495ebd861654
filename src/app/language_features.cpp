// Keys come from the field tables, names from the declared state.
#include "app/language_features.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "toml/language.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

constexpr std::array<const char*, 28> usual_types{
    "bigint",    "boolean",       "bytea",    "char(1)",  "cidr",         "date",    "double precision",
    "inet",      "integer",       "interval", "json",     "jsonb",        "macaddr", "money",
    "numeric",   "numeric(10,2)", "real",     "smallint", "text",         "text[]",  "time",
    "timestamp", "timestamptz",   "tsvector", "uuid",     "varchar(255)", "xml",     "daterange"};

std::string shown(const Path& path) {
  return path.size() > 1 && path.front() == "public" ? path.back() : name_text(path);
}

void add_objects(const State& declared, std::string_view kind, const char* detail, std::vector<Proposal>& proposals) {
  for (auto at = declared.objects().lower_bound({kind, {}}); at != declared.objects().end() && at->first.kind == kind;
       ++at)
    proposals.push_back({shown(at->first.path), detail});
}

/// The table in whose section the cursor is.
const Object* table_of(const Spot& spot, const State& declared) {
  if (spot.name.empty()) return nullptr;
  for (const auto& [id, object] : declared.objects())
    if (id.path.size() == 2 && (id.path.back() == spot.name.front() || name_text(id.path) == spot.name.front()) &&
        object.kind->parent == nullptr && !child_kinds(*object.kind).empty())
      return &object;
  return nullptr;
}

void add_columns(const Object* table, const State& declared, std::vector<Proposal>& proposals) {
  if (table == nullptr) return;
  for (const Object* column : declared.children(table->id, "column"))
    proposals.push_back({column->id.name(), "column of " + shown(table->id.path)});
}

void add_types(const State& declared, std::vector<Proposal>& proposals) {
  for (const char* type : usual_types) proposals.push_back({type, "type"});
  for (const char* kind : {"enum", "domain", "composite_type", "range"}) add_objects(declared, kind, kind, proposals);
}

/// Tables with their keys: "customers(id)".
void add_references(const State& declared, std::vector<Proposal>& proposals) {
  for (const auto& [id, object] : declared.objects()) {
    if (id.kind != "table") continue;
    for (const Object* key : declared.children(id, "primary_key")) {
      const Value columns = find_field(*key->kind, "columns")->get(key->body.get());
      proposals.push_back({shown(id.path) + "(" + to_text(columns) + ")", "table"});
    }
  }
}

/// The field behind a key: the object's own, or that of what a sugar makes.
const Field* field_of(const Spot& spot) {
  if (spot.kind == nullptr) return nullptr;
  const std::string_view key = spot.key.empty() ? spot.kind->short_form : std::string_view(spot.key);
  if (const Field* field = find_shown_field(*spot.kind, key)) return field;
  const Sugar* sugar = find_sugar(*spot.kind, key);
  return sugar == nullptr || sugar->field.empty() ? nullptr : find_field(*sugar->makes, sugar->field);
}

void add_values(const Spot& spot, const State& declared, std::vector<Proposal>& proposals) {
  const Field* field = field_of(spot);
  const bool truth = field == nullptr || field->shape == Shape::boolean;
  if (truth && !spot.key.empty())
    for (const char* word : {"true", "false"}) proposals.push_back({word, ""});
  if (field == nullptr) return;
  for (const std::string_view choice : field->options.choices) proposals.push_back({std::string(choice), "choice"});
  if (field->options.points == Points::type) add_types(declared, proposals);
  if (field->key == "references")
    add_references(declared, proposals);
  else if (field->options.points == Points::relation)
    add_objects(declared, "table", "table", proposals);
  if (field->key == "columns" || field->key == "include") add_columns(table_of(spot, declared), declared, proposals);
}

void add_keys(const Spot& spot, const State& declared, std::vector<Proposal>& proposals) {
  if (spot.kind == nullptr) {
    for (const std::string& key : top_keys()) proposals.push_back({key, "section"});
  } else if (spot.is_object) {
    for (const std::string& key : keys_of(*spot.kind)) {
      const Field* field = find_shown_field(*spot.kind, key);
      proposals.push_back({key, field == nullptr ? std::string() : std::string(field->summary)});
    }
  } else if (spot.kind->parent == nullptr) {
    add_objects(declared, spot.kind->name, spot.kind->title.data(), proposals);
  }
}

std::string says(const Object& object) {
  const std::shared_ptr<void> usual = object.kind->make();
  std::string text;
  for (const Field& field : object.kind->fields) {
    const Value value = field.get(object.body.get());
    if (!field.options.hidden && value != field.get(usual.get()))
      text += "- `" + std::string(field.key) + "`: " + to_text(value) + "\n";
  }
  return text;
}

} // namespace

std::vector<Proposal> complete_at(const Cursor& cursor, const State& declared) {
  std::vector<Proposal> proposals;
  std::vector<std::string> path = cursor.path;
  if (cursor.in_value) {
    add_values(spot_of(path), declared, proposals);
    return proposals;
  }
  if (cursor.in_header && !path.empty()) path.pop_back();
  add_keys(spot_of(path), declared, proposals);
  return proposals;
}

const Object* definition_at(const Cursor& cursor, const State& declared) {
  std::string word = cursor.whole;
  while (word.ends_with("]") || word.ends_with("[")) word.pop_back();
  const std::vector<std::string> parts = parse_name(word);
  if (parts.empty()) return nullptr;
  const auto names = [&](const Id& id) {
    return parts.size() == 1 ? id.path.back() == parts.front() : id.path == Path(parts.begin(), parts.end());
  };
  if (cursor.in_value) // a column of the table at hand, in a list of columns
    if (const Object* table = table_of(spot_of(cursor.path), declared))
      if (const Spot spot = spot_of(cursor.path);
          spot.key == "primary_key" || spot.key == "columns" || spot.key.empty())
        for (const Object* column : declared.children(table->id, "column"))
          if (column->id.name() == parts.back()) return column;
  for (const auto& [id, object] : declared.objects())
    if (object.kind->parent == nullptr && names(id)) return &object;
  for (const auto& [id, object] : declared.objects())
    if (names(id)) return &object;
  return nullptr;
}

std::string hover_at(const Cursor& cursor, const State& declared, const State* there, const std::string& where) {
  const Spot spot = spot_of(cursor.path);
  std::vector<std::string> with = cursor.path;
  if (!cursor.in_value && !cursor.in_header && !cursor.whole.empty()) with.push_back(cursor.whole);
  const Spot at = spot_of(with);
  if (!at.key.empty() && at.kind != nullptr && !cursor.in_value)
    if (const Field* field = field_of(at)) return "**" + at.key + "**: " + std::string(field->summary);
  const Object* object = definition_at(cursor, declared);
  if (object == nullptr) return {};
  std::string text =
      "**" + std::string(object->kind->title) + " " + name_text(object->id.path) + "**\n\n" + says(*object);
  if (!object->kind->manual.empty()) text += "\n" + std::string(object->kind->summary) + "\n";
  if (there == nullptr) return text;
  const Object* now = there->find(object->id);
  return text + "\nIn " + where + ": " + (now == nullptr ? "not there\n" : "\n" + says(*now));
}

} // namespace lockstep
