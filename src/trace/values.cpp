// One expression for each class of types.
#include "trace/values.hpp"

#include "base/sql.hpp"
#include "emit/statement.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace lockstep {

namespace {

constexpr const char* columns_sql = R"(
SELECT quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), b.typname,
       CASE WHEN b.typtype = 'e' THEN 'E' WHEN e.oid IS NOT NULL AND b.typcategory = 'A' THEN e.typcategory ELSE b.typcategory END,
       coalesce(format_type(e.oid, NULL), format_type(r.rngsubtype, NULL), ''),
       CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,
       coalesce(e.typtype, b.typtype) = 'e', b.typcategory = 'A' AND e.oid IS NOT NULL,
       a.attnotnull OR t.typnotnull, coalesce(pg_get_expr(d.adbin, d.adrelid), ''), a.attnum
  FROM pg_attribute a
  JOIN pg_type t ON t.oid = a.atttypid
  JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
  LEFT JOIN pg_type e ON e.oid = b.typelem AND b.typelem <> 0
  LEFT JOIN pg_range r ON r.rngtypid = b.oid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 ORDER BY a.attnum)";

// What types of no own category take.
struct Class {
  std::string_view type;
  std::string_view value; ///< {k} is the number of the row
};
constexpr std::array<Class, 24> classes{{
    {"bool", "({k} % 2 = 0)"},
    {"int2", "({k} % 32767)"},
    {"int4", "({k} % 2147483647)"},
    {"int8", "{k}"},
    {"float4", "{k}"},
    {"float8", "{k}"},
    {"money", "{k}"},
    {"oid", "({k} % 2147483647)"},
    {"date", "date '2020-01-01' + ({k} % 200000)::int"},
    {"timestamp", "timestamp '2020-01-01' + {k} * interval '1 minute'"},
    {"timestamptz", "timestamptz '2020-01-01 00:00+00' + {k} * interval '1 minute'"},
    {"time", "time '00:00' + ({k} % 86400) * interval '1 second'"},
    {"timetz", "time '00:00' + ({k} % 86400) * interval '1 second'"},
    {"interval", "{k} * interval '1 second'"},
    {"uuid", "md5({k}::text)"},
    {"json", "json_build_object('k', {k})"},
    {"jsonb", "jsonb_build_object('k', {k})"},
    {"bytea", "decode(md5({k}::text), 'hex')"},
    {"inet", "inet '10.0.0.0' + {k}"},
    {"cidr", "inet '10.0.0.0' + {k}"},
    {"xml", "'<a/>'"},
    {"tsvector", "to_tsvector('simple', 'word' || {k})"},
    {"point", "point({k}, {k})"},
    {"bpchar", "{k}"},
}};

std::string with_number(std::string_view value, const std::string& k) {
  std::string text;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t mark = std::min(value.find("{k}", at), value.size());
    text += value.substr(at, mark - at);
    if (mark < value.size()) text += k;
    at = mark + 3;
  }
  return text;
}

/// Text within the length that the type allows, different for different rows as far as it has room.
std::string text_value(const Filled& column, const std::string& k) {
  constexpr int header = 4;
  const bool limited = column.modifier > header && column.base != "text" && !column.is_array;
  if (!limited) return "'value ' || " + k;
  const std::string length = std::to_string(column.modifier - header);
  return "right(lpad(" + k + "::text, " + length + ", '0'), " + length + ")";
}

std::string numeric_value(const Filled& column, const std::string& k) {
  constexpr int header = 4;
  if (column.modifier < header || column.is_array) return k;
  const int precision = ((column.modifier - header) >> 16) & 0xffff;
  const int scale = (column.modifier - header) & 0x7ff;
  const int digits = std::max(0, std::min(precision - scale, 18));
  return "(" + k + " % " + std::to_string([&] {
           std::int64_t most = 1;
           for (int i = 0; i < digits; ++i) most *= 10;
           return most;
         }()) +
         ")";
}

std::string scalar_value(const Filled& column, const std::string& type, const std::string& base, const std::string& k) {
  if (column.is_enum)
    return "(enum_range(NULL::" + type + "))[1 + " + k + " % array_length(enum_range(NULL::" + type + "), 1)]";
  if (base == "numeric") return numeric_value(column, k);
  if (column.category == 'S') return text_value(column, k);
  if (column.category == 'V') return "(" + k + ")::bit(" + std::to_string(std::max(1, column.modifier)) + ")";
  for (const Class& known : classes)
    if (known.type == base) return with_number(known.value, k);
  return {};
}

} // namespace

std::vector<Filled> filled_columns(Connection& connection, const std::string& table) {
  const Rows rows = connection.exec(columns_sql, {table});
  std::vector<Filled> columns;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto text = [&](std::size_t column) { return std::string(rows.get(row, column)); };
    const auto flag = [&](std::size_t column) { return rows.get(row, column) == "t"; };
    Filled column{text(0), text(1), text(2), rows.get(row, 3).front(), text(4), std::stoi(text(5)), flag(6), flag(7),
                  flag(8), text(9), text(10)};
    columns.push_back(std::move(column));
  }
  return columns;
}

std::string value_for(const Filled& column, const std::string& k) {
  std::string value;
  if (column.is_array) {
    std::string base = column.base.starts_with('_') ? column.base.substr(1) : column.base;
    value = scalar_value(column, column.element, base, k);
    if (!value.empty()) value = "ARRAY[(" + value + ")::" + column.element + "]";
  } else if (column.category == 'R') {
    constexpr std::array<Class, 6> bounds{
        {{"integer", "{k}"},
         {"bigint", "{k}"},
         {"numeric", "{k}"},
         {"date", "date '2020-01-01' + ({k} % 200000)::int"},
         {"timestamp without time zone", "timestamp '2020-01-01' + {k} * interval '1 minute'"},
         {"timestamp with time zone", "timestamptz '2020-01-01' + {k} * interval '1 minute'"}}};
    for (const Class& known : bounds)
      if (known.type == column.element && !column.base.ends_with("multirange"))
        value = column.base + "((" + with_number(known.value, k) + ")::" + column.element + ", (" +
                with_number(known.value, "(" + k + " + 1)") + ")::" + column.element + ")";
  } else {
    value = scalar_value(column, column.type, column.base, k);
  }
  return value.empty() ? "NULL" : "(" + value + ")::" + column.type;
}

std::vector<std::string> literals_in(std::string_view check) {
  std::vector<std::string> literals;
  for (const Token& token : tokens_of(check)) {
    const bool literal = token.sort == Token::Sort::string || token.sort == Token::Sort::number;
    if (literal && std::find(literals.begin(), literals.end(), token.text) == literals.end())
      literals.push_back(token.text);
  }
  return literals;
}

} // namespace lockstep
