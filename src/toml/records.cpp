// Values of rows: what a cell holds is a text in PostgreSQL's spelling, { null = true } is none, an array one of
// PostgreSQL's.
#include "toml/records.hpp"

#include "base/text.hpp"
#include "toml/toml_text.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

using Cell = std::optional<std::string>;

std::optional<std::string> scalar(const Document& document, const toml::node& given) {
  if (const auto* text = given.as_string()) return text->get();
  if (given.is_date() || given.is_time() || given.is_date_time())
    return replace_all(std::string(document.written(given)), "T", " ");
  auto literal = read_literal(document, given);
  // What is no number of TOML's (NaN, Infinity) is a literal in quotes.
  if (literal && literal->starts_with('\'')) literal = literal->substr(1, literal->size() - 2);
  return literal;
}

std::string in_array(const std::string& element) {
  return "\"" + replace_all(replace_all(element, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

bool is_null(const toml::node& given) {
  const auto* table = given.as_table();
  const toml::node* null = table != nullptr && table->size() == 1 ? table->get("null") : nullptr;
  return null != nullptr && null->value_or(false);
}

std::optional<Misfit> read_cell(const Document& document, const std::string& column, const toml::node& given,
                                Cell& cell) {
  if (is_null(given)) return std::nullopt;
  cell = scalar(document, given);
  if (cell) return std::nullopt;
  const Misfit misfit{&given, "wrong-type",
                      "'" + column + "' must be a string, a number, a date, true or false, or an array of them, not " +
                          describe(given),
                      "write " + spell_key(column) + " = \"…\"; NULL is " + spell_key(column) + " = { null = true }"};
  const auto* array = given.as_array();
  if (array == nullptr) return misfit;
  std::vector<std::string> elements;
  for (const toml::node& one : *array) {
    const auto element = scalar(document, one);
    if (!element) return misfit;
    elements.push_back(in_array(*element));
  }
  cell = "{" + join(elements, ",") + "}";
  return std::nullopt;
}

} // namespace

std::optional<Misfit> read_records(const Document& document, const Field& field, const toml::node& given, Value& out) {
  const auto* array = given.as_array();
  if (array == nullptr || (!array->empty() && !array->is_array_of_tables()))
    return Misfit{&given, "wrong-type",
                  "'" + std::string(field.key) + "' must be an array of tables, one for each row, not " +
                      describe(given),
                  "write " + std::string(field.key) + " = [{ column = \"value\" }]"};
  Records records;
  for (const toml::node& row : *array) {
    Record& record = records.list.emplace_back();
    for (const Entry& entry : entries_of(*row.as_table())) {
      const std::string column(entry.name());
      if (auto misfit = read_cell(document, column, *entry.value, record[column])) return misfit;
    }
  }
  out = std::move(records);
  return std::nullopt;
}

namespace {

bool is_plain(const std::string& text) { return text == "true" || text == "false" || is_whole_number(text); }

/// Columns in which every value can stand without quotes: a text column with one number in it keeps them.
std::set<std::string> plain_columns(const Records& records) {
  std::set<std::string> plain;
  std::set<std::string> quoted;
  for (const Record& record : records.list)
    for (const auto& [column, text] : record)
      if (text) (is_plain(*text) ? plain : quoted).insert(column);
  for (const std::string& column : quoted) plain.erase(column);
  return plain;
}

std::string cell_text(const Cell& cell, bool plain) {
  if (!cell) return "{ null = true }";
  return plain ? *cell : spell_string(*cell);
}

} // namespace

Node records_node(std::string key, const Records& records) {
  const std::set<std::string> plain = plain_columns(records);
  std::vector<std::string> rows;
  for (const Record& record : records.list) {
    std::vector<std::string> cells;
    const auto add = [&](const std::string& column, const Cell& cell) {
      cells.push_back(spell_key(column) + " = " + cell_text(cell, plain.contains(column)));
    };
    for (const std::string& column : records.key)
      if (const auto found = record.find(column); found != record.end()) add(column, found->second);
    for (const auto& [column, cell] : record)
      if (std::find(records.key.begin(), records.key.end(), column) == records.key.end()) add(column, cell);
    rows.push_back("{ " + join(cells, ", ") + " }");
  }
  Node node = array_node(std::move(key), rows);
  node.tall = !rows.empty();
  return node;
}

} // namespace lockstep
