// One table of the stats file for each table of the database, sorted, so that two of them compare well.
#include "toml/sizes.hpp"

#include "base/text.hpp"
#include "toml/mistakes.hpp"
#include "toml/toml_text.hpp"

#include <lockstep/suggest.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace lockstep {

namespace {

constexpr std::string_view head =
    R"(# Sizes of tables, without their data, rounded. `lockstep pull --stats SOURCE` writes them anew; plans tell from
# them how long their statements take and which tables are small.
)";

class Reader {
public:
  Reader(const std::string& text, const std::string& name) : document_(text, name, mistakes_), name_(name) {}

  Sizes read() {
    if (document_.readable()) read_top();
    if (!mistakes_.empty()) throw with_hint(mistakes_error(std::move(mistakes_), "in the sizes of tables", name_));
    return std::move(sizes_);
  }

private:
  static Error with_hint(Error error) {
    error.hint = "`lockstep pull --stats SOURCE` writes the file anew.";
    return error;
  }

  void complain(const Entry& entry, const std::string& message, const std::string& hint) {
    mistakes_.push_back(document_.mistake(document_.position(entry), "bad-stats", message, hint));
  }

  void complain_type(const Entry& entry, const std::string& expected) {
    complain(entry, "'" + std::string(entry.name()) + "' must be " + expected + ", not " + describe(*entry.value), {});
  }

  void complain_unknown(const Entry& entry, const std::vector<std::string>& known) {
    const std::string near = nearest(entry.name(), known);
    complain(entry, "unknown key '" + std::string(entry.name()) + "'",
             near.empty() ? "known here: " + join(known, ", ") : "did you mean '" + near + "'?");
  }

  std::int64_t number_of(const Entry& entry) {
    const auto* number = entry.value->as_integer();
    if (number != nullptr && number->get() >= 0) return number->get();
    complain_type(entry, "a number from 0");
    return 0;
  }

  void read_top() {
    for (const Entry& entry : entries_of(document_.root())) {
      if (entry.name() == "server") {
        sizes_.server_major = static_cast<int>(number_of(entry));
      } else if (entry.name() == "taken") {
        if (const auto* date = entry.value->as_date())
          sizes_.taken = spell_date(date->get());
        else
          complain_type(entry, "a date");
      } else if (entry.name() != "tables") {
        complain_unknown(entry, {"server", "taken", "tables"});
      } else if (const auto* tables = entry.value->as_table()) {
        for (const Entry& table : entries_of(*tables)) read_table(table);
      } else {
        complain_type(entry, "a table");
      }
    }
    if (mistakes_.empty() && (sizes_.taken.empty() || sizes_.server_major == 0))
      mistakes_.push_back(document_.mistake({name_, 1, 1}, "bad-stats",
                                            "the sizes do not say when and where they were taken",
                                            "server = 16 and taken = 2026-11-22 belong to them"));
  }

  void read_table(const Entry& entry) {
    const auto* table = entry.value->as_table();
    if (table == nullptr) return complain_type(entry, "a table");
    TableSize& size = sizes_.tables[std::string(entry.name())];
    for (const Entry& key : entries_of(*table)) {
      if (key.name() == "rows")
        size.rows = number_of(key);
      else if (key.name() == "bytes")
        size.bytes = number_of(key);
      else if (key.name() == "columns")
        read_columns(key, size);
      else if (key.name() != "indexes")
        complain_unknown(key, {"rows", "bytes", "indexes", "columns"});
      else if (const auto* indexes = key.value->as_table())
        for (const Entry& index : entries_of(*indexes)) size.indexes[std::string(index.name())] = number_of(index);
      else
        complain_type(key, "a table");
    }
  }

  void read_columns(const Entry& entry, TableSize& size) {
    const auto* columns = entry.value->as_table();
    if (columns == nullptr) return complain_type(entry, "a table");
    for (const Entry& column : entries_of(*columns)) {
      const auto* shape = column.value->as_table();
      if (shape == nullptr) {
        complain_type(column, "a table");
        continue;
      }
      for (const Entry& key : entries_of(*shape)) read_shape(key, size.columns[std::string(column.name())]);
    }
  }

  void read_shape(const Entry& entry, ColumnShape& shape) {
    if (entry.name() == "distinct") {
      shape.distinct = number_of(entry);
    } else if (entry.name() != "nulls") {
      complain_unknown(entry, {"nulls", "distinct"});
    } else if (const auto nulls = entry.value->value<double>(); nulls && *nulls >= 0 && *nulls <= 1) {
      shape.nulls = *nulls;
    } else {
      complain_type(entry, "a number from 0 to 1");
    }
  }

  Mistakes mistakes_;
  Document document_;
  std::string name_;
  Sizes sizes_;
};

} // namespace

namespace {

std::string spell_shape(const ColumnShape& shape) {
  std::vector<std::string> parts;
  if (shape.nulls > 0) parts.push_back(fmt::format("nulls = {:.2f}", shape.nulls));
  if (shape.distinct > 0) parts.push_back("distinct = " + std::to_string(shape.distinct));
  return "{ " + join(parts, ", ") + " }";
}

} // namespace

std::string write_sizes(const Sizes& sizes) {
  std::string text(head);
  text += "server = " + std::to_string(sizes.server_major) + "\ntaken = " + sizes.taken + "\n";
  for (const auto& [name, table] : sizes.tables) {
    text += "\n[tables." + spell_key(name) + "]\n";
    if (table.rows) text += "rows = " + std::to_string(*table.rows) + "\n";
    text += "bytes = " + std::to_string(table.bytes) + "\n";
    for (const auto& [index, bytes] : table.indexes)
      text += "indexes." + spell_key(index) + " = " + std::to_string(bytes) + "\n";
    for (const auto& [column, shape] : table.columns)
      text += "columns." + spell_key(column) + " = " + spell_shape(shape) + "\n";
  }
  return text;
}

Sizes read_sizes_text(const std::string& text, const std::string& name) { return Reader(text, name).read(); }

} // namespace lockstep
