// What the numbers of columns stand for. https://www.postgresql.org/docs/current/catalog-pg-index.html
#include "catalog/attributes.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace lockstep {

const std::string_view attributes_query = R"(
SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.attcollation, {attoptions}
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE a.attrelid >= 16384 AND a.attnum > 0 AND (c.relkind IN ('r', 'p', 'm') OR c.relkind IN ('i', 'I') AND a.attoptions IS NOT NULL))";

const std::string_view opclasses_query = R"(
SELECT o.oid, o.opcmethod, o.opcintype, o.opcdefault,
       CASE WHEN n.nspname = 'pg_catalog' THEN '' ELSE quote_ident(n.nspname) || '.' END || quote_ident(o.opcname)
  FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace)";

const std::string_view index_collations_query = R"(
SELECT oid, oid::regcollation FROM pg_collation
 WHERE oid IN (SELECT unnest(indcollation::oid[]) FROM pg_index WHERE indrelid >= 16384))";

namespace {

constexpr std::uint64_t default_collation = 100;
constexpr std::uint32_t btree = 403;
constexpr std::uint32_t text_type = 25;
constexpr std::uint32_t varchar_type = 1043;

std::uint64_t key_of(std::uint64_t relation, std::uint64_t number) { return relation << 16U | number; }

/// All numbers in a text, whatever stands between them.
std::vector<std::uint64_t> numbers_in(std::string_view text) {
  std::vector<std::uint64_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    std::uint64_t number = 0;
    const auto [behind, problem] = std::from_chars(at, end, number);
    if (problem == std::errc()) numbers.push_back(number);
    at = behind == at ? at + 1 : behind;
  }
  return numbers;
}

/// Takes the part before the next '|' off the text.
std::string_view next_part(std::string_view& text) {
  const std::size_t bar = text.find('|');
  const std::string_view part = text.substr(0, bar);
  text.remove_prefix(bar == std::string_view::npos ? text.size() : bar + 1);
  return part;
}

std::string_view order_of(std::uint64_t option) {
  switch (option & 3U) {
  case 1:
    return " DESC NULLS LAST";
  case 2:
    return " NULLS FIRST";
  case 3:
    return " DESC";
  default:
    return {};
  }
}

/// {name=value,…} as (name='value', …).
std::string options_sql(std::string_view options) {
  std::vector<std::string> items;
  for (const std::string& item : parse_array(options)) {
    const std::size_t equals = item.find('=');
    items.push_back(item.substr(0, equals) + "=" + quote_literal(item.substr(equals + 1)));
  }
  return "(" + join(items, ", ") + ")";
}

} // namespace

/// One key of an index.
struct Attributes::Key {
  std::string name; ///< or expression
  std::uint32_t type = 0;
  std::uint64_t usual_collation = default_collation;
  std::uint64_t collation = 0;
  std::uint64_t opclass = 0;
  std::uint64_t option = 0;
  std::string_view opclass_options;
};

Attributes::Attributes(Rows attributes, const Rows& opclasses, const Rows& collations) : rows_(std::move(attributes)) {
  attributes_.reserve(rows_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row)
    attributes_.emplace(
        key_of(static_cast<std::uint64_t>(rows_.number(row, 0)), static_cast<std::uint64_t>(rows_.number(row, 1))),
        Attribute{rows_.get(row, 2), static_cast<std::uint32_t>(rows_.number(row, 3)),
                  static_cast<std::uint32_t>(rows_.number(row, 4)), rows_.get(row, 5)});
  for (std::size_t row = 0; row < opclasses.size(); ++row)
    opclasses_.emplace(static_cast<std::uint64_t>(opclasses.number(row, 0)),
                       Opclass{static_cast<std::uint32_t>(opclasses.number(row, 1)),
                               static_cast<std::uint32_t>(opclasses.number(row, 2)), opclasses.get(row, 3) == "t",
                               std::string(opclasses.get(row, 4))});
  for (std::size_t row = 0; row < collations.size(); ++row)
    collations_.emplace(static_cast<std::uint64_t>(collations.number(row, 0)), collations.get(row, 1));
}

const Attributes::Attribute* Attributes::find(std::uint64_t relation, std::uint64_t number) const {
  const auto found = attributes_.find(key_of(relation, number));
  return found == attributes_.end() ? nullptr : &found->second;
}

std::vector<std::string> Attributes::names(std::string_view cell, bool quoted) const {
  const std::vector<std::uint64_t> numbers = numbers_in(cell);
  std::vector<std::string> names;
  for (std::size_t i = 1; i < numbers.size(); ++i)
    if (const Attribute* attribute = find(numbers.front(), numbers[i]))
      names.push_back(quoted ? quote_ident(attribute->name) : std::string(attribute->name));
  return names;
}

/// Whether PostgreSQL chooses the operator class by itself for a key of that type.
bool Attributes::is_chosen(const Opclass& opclass, std::uint32_t type) const {
  if (!opclass.is_default) return false;
  if (type == varchar_type) type = text_type;
  return opclass.type == type || std::none_of(opclasses_.begin(), opclasses_.end(), [&](const auto& entry) {
           const Opclass& other = entry.second;
           return other.method == opclass.method && other.is_default && other.type == type;
         });
}

std::string Attributes::spelled(const Key& key) const {
  std::string sql = key.name;
  if (key.collation != 0 && key.collation != key.usual_collation)
    if (const auto found = collations_.find(key.collation); found != collations_.end())
      sql += " COLLATE " + found->second;
  const auto found = opclasses_.find(key.opclass);
  if (found == opclasses_.end()) return sql;
  if (!key.opclass_options.empty() || !is_chosen(found->second, key.type)) sql += " " + found->second.name;
  if (!key.opclass_options.empty()) sql += options_sql(key.opclass_options);
  if (found->second.method == btree) sql += order_of(key.option);
  return sql;
}

std::vector<std::string> Attributes::keys(std::string_view cell) const {
  const std::vector<std::uint64_t> relations = numbers_in(next_part(cell));
  const std::vector<std::uint64_t> columns = numbers_in(next_part(cell));
  const std::vector<std::uint64_t> collations = numbers_in(next_part(cell));
  const std::vector<std::uint64_t> opclasses = numbers_in(next_part(cell));
  const std::vector<std::uint64_t> options = numbers_in(next_part(cell));
  const std::vector<std::string> texts = cell.empty() ? std::vector<std::string>{} : parse_array(cell);
  auto text = texts.begin();
  std::vector<std::string> keys;
  for (std::size_t n = 0; n < options.size(); ++n) {
    Key key;
    if (const Attribute* attribute = columns[n] == 0 ? nullptr : find(relations[1], columns[n])) {
      key.name = quote_ident(attribute->name);
      key.type = attribute->type;
      key.usual_collation = attribute->collation;
    } else if (text != texts.end()) { // "TYPE EXPRESSION"
      const std::size_t space = text->find(' ');
      key.type = static_cast<std::uint32_t>(std::stoul(text->substr(0, space)));
      key.name = text++->substr(space + 1);
    }
    key.collation = collations[n];
    key.opclass = opclasses[n];
    key.option = options[n];
    if (const Attribute* own = find(relations[0], n + 1)) key.opclass_options = own->options;
    keys.push_back(spelled(key));
  }
  for (std::string& key : keys) // the operators of an exclusion constraint
    if (text != texts.end()) key += " WITH " + *text++;
  return keys;
}

std::string Attributes::read(std::string_view reading, std::string_view cell) const {
  if (reading == "keys") return array_literal(keys(cell));
  if (reading != "target") return array_literal(names(cell, reading == "quoted"));
  const std::string_view columns = next_part(cell);
  return std::string(cell) + "(" + join(names(columns, true), ", ") + ")";
}

} // namespace lockstep
