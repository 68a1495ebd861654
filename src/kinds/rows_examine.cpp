// Reference data against the table that it is for, before any server sees it.
#include "base/text.hpp"
#include "kinds/column.hpp"
#include "kinds/rows.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace lockstep::rows {

namespace {

class Examination {
public:
  Examination(const Object& object, const State& declared, Diagnostics& diagnostics)
      : object_(object), declared_(declared), records_(body<ReferenceData>(object).rows), table_(table_of(object.id)),
        diagnostics_(diagnostics) {
    for (const Object* column : declared.children(table_, "column")) names_.push_back(column->id.name());
  }

  void run() {
    if (!check_table() || !check_columns("key", records_.key, "the key") || !check_size()) return;
    std::set<Key> keys;
    for (std::size_t row = 0; row < records_.list.size(); ++row) check_row(row, keys);
  }

private:
  bool check_table() {
    if (!names_.empty()) return true;
    std::vector<std::string> tables;
    for (const auto& [id, object] : declared_.objects())
      if (id.kind == "table") tables.push_back(id.name());
    const std::string near = nearest(table_.name(), tables);
    complain(object_.places.whole(), "unknown-table",
             to_text(table_) + " is not declared here, so that it can have no rows",
             near.empty() ? "rows belong to tables whose columns the schema declares" : "did you mean " + near + "?");
    return false;
  }

  bool check_columns(std::string_view place, const std::vector<std::string>& columns, const std::string& what) {
    bool fine = true;
    for (const std::string& column : columns) {
      if (std::find(names_.begin(), names_.end(), column) != names_.end()) continue;
      const std::string near = nearest(column, names_);
      complain(object_.places.find(place).value_or(object_.places.whole()), "unknown-column",
               what + " of " + to_text(object_.id) + " names '" + column + "', which " + to_text(table_) +
                   " does not have",
               near.empty() ? "its columns: " + join(names_, ", ") : "did you mean '" + near + "'?");
      fine = false;
    }
    return fine;
  }

  bool check_size() {
    if (records_.list.size() <= most_records) return true;
    complain(object_.places.whole(), "too-many-rows",
             to_text(object_.id) + " are " + std::to_string(records_.list.size()) + " rows; at most " +
                 std::to_string(most_records) + " can be declared",
             "so much is data and no part of a schema: load it by other means");
    return false;
  }

  void check_row(std::size_t row, std::set<Key>& keys) {
    const Record& record = records_.list[row];
    const std::string place = row_place("rows", row);
    std::vector<std::string> columns;
    for (const auto& [column, text] : record) columns.push_back(column);
    if (!check_columns(place, columns, "this row")) return;
    const Key key = key_of(records_, record);
    if (std::find(key.begin(), key.end(), std::nullopt) != key.end())
      return complain(at(place), "row-without-key",
                      "this row of " + to_text(object_.id) + " does not say all of its key",
                      "the key is " + join(records_.key, ", ") + ", and none of it may be NULL");
    if (!keys.insert(key).second)
      complain(at(place), "duplicate", key_text(records_, record) + " is declared twice for " + to_text(table_),
               "keep one of the two");
    check_defaults(place, record);
  }

  /// What another row says and this one does not has its default, which then must be the same on every day.
  void check_defaults(const std::string& place, const Record& record) {
    for (const std::string& column : columns_of(records_)) {
      const Object* object = declared_.find({"column", table_.path.child(column)});
      if (object == nullptr || record.contains(column)) continue;
      const auto& told = body<Column>(*object);
      const std::string text = lower(told.default_value);
      const bool calls = text.find('(') != std::string::npos || text.starts_with("current_") ||
                         text.starts_with("local") || text == "session_user" || text == "user";
      const bool counts = !told.identity.empty() || told.type.find("serial") != std::string::npos;
      if (calls || counts)
        complain(at(place), "row-without-value",
                 "this row of " + to_text(object_.id) + " does not say '" + column +
                     "', and its default is no constant",
                 "say it in every row, or in none");
    }
  }

  [[nodiscard]] Position at(const std::string& place) const {
    return object_.places.find(place).value_or(object_.places.whole());
  }
  void complain(const Position& position, const char* code, std::string message, std::string hint) {
    diagnostics_.add({.severity = Severity::error,
                      .code = code,
                      .position = position,
                      .message = std::move(message),
                      .hint = std::move(hint),
                      .line = {}});
  }

  const Object& object_;
  const State& declared_;
  const Records& records_;
  Id table_;
  Diagnostics& diagnostics_;
  std::vector<std::string> names_;
};

} // namespace

void examine(const Object& object, const State& declared, Diagnostics& diagnostics) {
  Examination(object, declared, diagnostics).run();
}

} // namespace lockstep::rows
