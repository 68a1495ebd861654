// Values as text.
#include "model/value.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

std::string spell(const std::optional<std::string>& text) { return text ? *text : "NULL"; }

std::string spell(const Record& record) {
  std::vector<std::string> parts;
  for (const auto& [column, text] : record) parts.push_back(column + " = " + spell(text));
  return join(parts, ", ");
}

} // namespace

std::strong_ordering operator<=>(const Settings& one, const Settings& other) {
  if (one.list == other.list) return std::strong_ordering::equal;
  std::vector<std::string> first = one.list;
  std::vector<std::string> second = other.list;
  std::sort(first.begin(), first.end());
  std::sort(second.begin(), second.end());
  return first <=> second;
}

std::string to_text(const Value& value) {
  struct Show {
    std::string operator()(std::monostate) const { return "(none)"; }
    std::string operator()(bool b) const { return b ? "true" : "false"; }
    std::string operator()(std::int64_t n) const { return std::to_string(n); }
    std::string operator()(const std::string& s) const { return s; }
    std::string operator()(const std::vector<std::string>& list) const { return join(list, ", "); }
    std::string operator()(const Settings& settings) const { return join(settings.list, ", "); }
    std::string operator()(const Records& records) const {
      std::vector<std::string> rows;
      for (const Record& record : records.list) rows.push_back("{ " + spell(record) + " }");
      return join(rows, ", ");
    }
  };
  return std::visit(Show{}, value);
}

std::string row_place(std::string_view field, std::size_t row) {
  return std::string(field) + '.' + std::to_string(row);
}

std::string key_text(const Records& records, const Record& record) {
  Record named;
  for (const std::string& column : records.key)
    if (const auto found = record.find(column); found != record.end()) named.insert(*found);
  return spell(named);
}

} // namespace lockstep
