// Statements on reference data, a row on each line. https://www.postgresql.org/docs/current/sql-insert.html
#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/column.hpp"
#include "kinds/rows.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace lockstep::rows {

namespace {

const Column* column_of(const Id& id, const std::string& name, const State& state) {
  const Object* object = state.find({"column", table_of(id).path.child(name)});
  return object == nullptr ? nullptr : &body<Column>(*object);
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && is_digit(text.front()) && is_digit(text.back()) &&
         std::count(text.begin(), text.end(), '.') < 2 &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_digit(c) || c == '.'; });
}

/// Whether the text can stand without quotes in a column of the type.
bool is_plain(const std::string& text, const Column* column) {
  if (column == nullptr) return false;
  constexpr std::array<std::string_view, 9> numbers{"int",  "bigint", "smallint", "numeric", "decimal",
                                                    "real", "double", "serial",   "float"};
  const auto is_one = [&](std::string_view word) { return column->type.starts_with(word); };
  if (is_one("bool")) return text == "true" || text == "false";
  const bool plain_type = !column->type.ends_with("]") && !is_one("interval") && !is_one("int4range") &&
                          !is_one("int8range") && !is_one("int4multirange") && !is_one("int8multirange");
  return plain_type && is_number(text) && std::any_of(numbers.begin(), numbers.end(), is_one);
}

std::string value_sql(const std::optional<std::string>& text, const Column* column) {
  if (!text) return "NULL";
  return is_plain(*text, column) ? *text : quote_literal(*text);
}

/// Types that have no equality: they are compared as texts.
bool can_be_compared(const Column* column) {
  constexpr std::array<std::string_view, 4> without{"json", "xml", "point", "polygon"};
  return column == nullptr || std::find(without.begin(), without.end(), column->type) == without.end();
}

std::string listed(const std::vector<std::string>& parts) {
  return parts.size() == 1 ? parts.front() : "(" + join(parts, ", ") + ")";
}

/// In their order in the table, those of the key first.
std::vector<std::string> in_order(const Id& id, const Records& records, const State& state) {
  std::vector<std::string> columns = columns_of(records);
  const auto place = [&](const std::string& name) {
    const Column* column = column_of(id, name, state);
    return column == nullptr ? 0 : column->position.value_or(0);
  };
  std::stable_sort(columns.begin() + static_cast<std::ptrdiff_t>(records.key.size()), columns.end(),
                   [&](const std::string& a, const std::string& b) { return place(a) < place(b); });
  return columns;
}

constexpr std::size_t widest = 110;

std::string on_conflict_sql(const Id& id, const Records& records, const std::vector<std::string>& columns,
                            const State& state) {
  std::vector<std::string> sets;
  std::vector<std::string> there;
  std::vector<std::string> wanted;
  for (const std::string& column : columns) {
    if (std::find(records.key.begin(), records.key.end(), column) != records.key.end()) continue;
    const std::string name = quote_ident(column);
    const std::string as_text = can_be_compared(column_of(id, column, state)) ? "" : "::text";
    sets.push_back(name + " = EXCLUDED." + name);
    there.push_back("there." + name + as_text);
    wanted.push_back("EXCLUDED." + name + as_text);
  }
  const std::string where = listed(there) + " IS DISTINCT FROM " + listed(wanted);
  const std::string target = "\nON CONFLICT (" + ident_list(records.key) + ") DO ";
  if (sets.empty()) return target + "NOTHING";
  return target + "UPDATE\n   SET " + join(sets, ",\n       ") + "\n WHERE " +
         (where.size() < widest ? where : listed(there) + "\n    IS DISTINCT FROM " + listed(wanted));
}

} // namespace

Key key_of(const Records& records, const Record& record) {
  Key key;
  for (const std::string& column : records.key) {
    const auto found = record.find(column);
    key.push_back(found == record.end() ? std::nullopt : found->second);
  }
  return key;
}

Records missing_in(const Records& others, const Records& records, bool by_key) {
  std::map<Key, const Record*> known;
  for (const Record& record : others.list) known.emplace(key_of(others, record), &record);
  Records missing{records.key, {}};
  for (const Record& record : records.list) {
    const auto found = known.find(key_of(records, record));
    if (found == known.end() || (!by_key && *found->second != record)) missing.list.push_back(record);
  }
  return missing;
}

std::vector<std::string> columns_of(const Records& records) {
  std::vector<std::string> columns = records.key;
  std::set<std::string> named;
  for (const Record& record : records.list)
    for (const auto& [column, text] : record) named.insert(column);
  for (const std::string& column : records.key) named.erase(column);
  columns.insert(columns.end(), named.begin(), named.end());
  return columns;
}

std::string upsert_sql(const Id& id, const Records& records, const State& state) {
  if (records.list.empty()) return {};
  const std::vector<std::string> columns = in_order(id, records, state);
  const bool own_identity = std::any_of(columns.begin(), columns.end(), [&](const std::string& name) {
    const Column* column = column_of(id, name, state);
    return column != nullptr && column->identity == "always";
  });
  std::vector<std::string> lines;
  for (const Record& record : records.list) {
    std::vector<std::string> values;
    for (const std::string& column : columns) {
      const auto found = record.find(column);
      values.push_back(found == record.end() ? "DEFAULT" : value_sql(found->second, column_of(id, column, state)));
    }
    lines.push_back("    (" + join(values, ", ") + ")");
  }
  return "INSERT INTO " + table_sql(id) + " AS there (" + ident_list(columns) + ")" +
         (own_identity ? "\nOVERRIDING SYSTEM VALUE" : "") + "\nVALUES\n" + join(lines, ",\n") +
         on_conflict_sql(id, records, columns, state);
}

std::string has_key_sql(const Id& id, const Records& records, const State& state, const std::string& prefix) {
  std::vector<std::string> names;
  for (const std::string& column : records.key) names.push_back(prefix + quote_ident(column));
  std::vector<std::string> keys;
  for (const Record& record : records.list) {
    std::vector<std::string> values;
    const Key key = key_of(records, record);
    for (std::size_t i = 0; i < key.size(); ++i)
      values.push_back(value_sql(key[i], column_of(id, records.key[i], state)));
    keys.push_back(listed(values));
  }
  return listed(names) + " IN (" + join(keys, ", ") + ")";
}

std::string delete_sql(const Id& id, const Records& records, const State& state) {
  if (records.list.empty()) return {};
  return "DELETE FROM " + table_sql(id) + "\n WHERE " + has_key_sql(id, records, state, "");
}

} // namespace lockstep::rows
