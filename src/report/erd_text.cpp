// Pictures of a schema as text: DBML, Mermaid, and JSON of all there is.
#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "report/erd.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace lockstep {

namespace {

using Json = nlohmann::ordered_json;

bool is_word(std::string_view text) {
  return !text.empty() && (text.front() < '0' || text.front() > '9') &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
         });
}

std::string dbml_name(const std::string& name) {
  return is_word(name) ? name : "\"" + replace_all(replace_all(name, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

/// The schema stands before the name where it is not public.
std::string dbml_table(const ErdTable& table) {
  const std::string& schema = table.id.path.front();
  return (schema == "public" ? "" : dbml_name(schema) + ".") + dbml_name(table.id.path.back());
}

std::string dbml_text(const std::string& text) {
  return "'" + replace_all(replace_all(replace_all(text, "\\", "\\\\"), "'", "\\'"), "\n", " ") + "'";
}

std::string dbml_columns(const std::vector<std::string>& columns) {
  std::vector<std::string> names;
  for (const std::string& column : columns) names.push_back(dbml_name(column));
  return columns.size() == 1 ? names.front() : "(" + join(names, ", ") + ")";
}

std::string dbml_type(const std::string& type) {
  const std::size_t open = std::min(type.find('('), type.size());
  const std::size_t dot = std::min(type.find('.'), open);
  const bool plain = is_word(type.substr(0, dot)) && (dot == open || is_word(type.substr(dot + 1, open - dot - 1)));
  return plain && (open == type.size() || type.ends_with(')')) ? type : dbml_name(type);
}

std::string dbml_settings(const ErdTable& table, const ErdColumn& column) {
  std::vector<std::string> settings;
  if (column.primary_key && table.primary_key.size() == 1) settings.emplace_back("pk");
  if (column.counts_up) settings.emplace_back("increment");
  if (column.not_null && !column.primary_key) settings.emplace_back("not null");
  if (column.unique) settings.emplace_back("unique");
  if (!column.standard.empty()) settings.push_back("default: `" + replace_all(column.standard, "`", "'") + "`");
  if (!column.comment.empty()) settings.push_back("note: " + dbml_text(column.comment));
  return settings.empty() ? "" : " [" + join(settings, ", ") + "]";
}

std::string dbml_index(const ErdIndex& index) {
  std::vector<std::string> columns;
  for (const std::string& column : index.columns) {
    const std::vector<std::string> words = split(column, ' ');
    columns.push_back(is_word(words.front()) ? words.front() : "`" + replace_all(column, "`", "'") + "`");
  }
  std::string text = "    " + (columns.size() == 1 ? columns.front() : "(" + join(columns, ", ") + ")");
  text += " [" + std::string(index.unique ? "unique, " : "");
  if (index.method == "hash") text += "type: hash, ";
  return text + "name: " + dbml_text(index.name) + "]\n";
}

std::string dbml_of(const ErdTable& table) {
  std::string text = "Table " + dbml_table(table) + " {\n";
  for (const ErdColumn& column : table.columns)
    text += "  " + dbml_name(column.name) + " " + dbml_type(column.type) + dbml_settings(table, column) + "\n";
  if (!table.comment.empty()) text += "\n  Note: " + dbml_text(table.comment) + "\n";
  std::string indexes;
  if (table.primary_key.size() > 1) indexes += "    " + dbml_columns(table.primary_key) + " [pk]\n";
  for (const auto& key : table.unique_keys) indexes += "    " + dbml_columns(key) + " [unique]\n";
  for (const ErdIndex& index : table.indexes) indexes += dbml_index(index);
  if (!indexes.empty()) text += "\n  Indexes {\n" + indexes + "  }\n";
  return text + "}\n";
}

std::string mermaid_name(const std::string& name) {
  return is_word(name) ? name : "\"" + replace_all(name, "\"", "'") + "\"";
}

/// A type or a column in the characters that the diagram has for them.
std::string mermaid_word(const std::string& text) {
  std::string word;
  for (const char c : text) {
    const bool plain = is_word(std::string("x") + c) || c == '(' || c == ')' || c == '[' || c == ']';
    word += plain ? c : '_';
  }
  return !word.empty() && word.front() >= '0' && word.front() <= '9' ? "_" + word : word;
}

std::string mermaid_column(const ErdColumn& column) {
  std::vector<std::string> keys;
  if (column.primary_key) keys.emplace_back("PK");
  if (column.foreign_key) keys.emplace_back("FK");
  if (column.unique) keys.emplace_back("UK");
  std::string text = "    " + mermaid_word(column.type) + " " + mermaid_word(column.name);
  if (!keys.empty()) text += " " + join(keys, ", ");
  if (!column.comment.empty()) text += " \"" + replace_all(replace_all(column.comment, "\"", "'"), "\n", " ") + "\"";
  return text + "\n";
}

Json json_of(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return *list;
  const auto* settings = std::get_if<Settings>(&value);
  return settings != nullptr ? Json(settings->list) : Json();
}

Json json_of(const Object& object, const State& state) {
  const std::shared_ptr<void> usual = object.kind->make();
  Json fields = Json::object();
  for (const Field& field : object.kind->fields) {
    const Value value = field.get(object.body.get());
    if (value != field.get(usual.get())) fields[std::string(field.key)] = json_of(value);
  }
  Json needs = Json::array();
  for (const Id& id : state.needs(object.id)) needs.push_back(to_text(id));
  Json path = Json::array();
  for (const std::string& part : object.id.path) path.push_back(part);
  return {{"kind", object.id.kind}, {"path", path}, {"fields", fields}, {"needs", needs}};
}

} // namespace

std::string as_dbml(const Erd& erd) {
  std::string text;
  for (const ErdEnum& one : erd.enums) {
    std::vector<std::string> name;
    for (const std::string& part : split(one.name, '.')) name.push_back(dbml_name(part));
    text += "Enum " + join(name, ".") + " {\n";
    for (const std::string& value : one.values) text += "  " + dbml_name(value) + "\n";
    text += "}\n\n";
  }
  for (const ErdTable& table : erd.tables) text += dbml_of(table) + "\n";
  for (const ErdReference& reference : erd.references) {
    text += "Ref " + dbml_name(reference.name) + ": " + dbml_table(erd.tables[reference.from]) + "." +
            dbml_columns(reference.columns) + (reference.one_row ? " - " : " > ") +
            dbml_table(erd.tables[reference.to]) + "." + dbml_columns(reference.theirs);
    std::vector<std::string> settings;
    if (!reference.on_delete.empty()) settings.push_back("delete: " + lower(reference.on_delete));
    if (!reference.on_update.empty()) settings.push_back("update: " + lower(reference.on_update));
    text += settings.empty() ? "\n" : " [" + join(settings, ", ") + "]\n";
  }
  return text;
}

std::string as_mermaid(const Erd& erd) {
  std::string text = "erDiagram\n";
  for (const ErdTable& table : erd.tables) {
    text += "  " + mermaid_name(table.name) + " {\n";
    for (const ErdColumn& column : table.columns) text += mermaid_column(column);
    text += "  }\n";
  }
  for (const ErdReference& reference : erd.references)
    text += "  " + mermaid_name(erd.tables[reference.to].name) + (reference.may_miss ? " |o--" : " ||--") +
            (reference.one_row ? "o| " : "o{ ") + mermaid_name(erd.tables[reference.from].name) + " : \"" +
            join(reference.columns, ", ") + "\"\n";
  return text;
}

std::string as_json(const State& state) {
  Json objects = Json::array();
  for (const Kind* kind : all_kinds())
    for (auto at = state.objects().lower_bound({kind->name, {}}); at != state.objects().end(); ++at) {
      if (at->first.kind != kind->name) break;
      objects.push_back(json_of(at->second, state));
    }
  const Json all{{"version", 1}, {"server", state.server_major}, {"objects", objects}, {"not_modelled", state.unknown}};
  return all.dump(2) + "\n";
}

} // namespace lockstep
