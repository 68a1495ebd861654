// SQL identifiers and literals, as PostgreSQL itself spells them.
#include "base/sql.hpp"

#include "base/references.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

// Keywords of PostgreSQL 18 that are not plainly usable as a name: reserved, column name, type or function name
// (src/include/parser/kwlist.h). Older servers know fewer; quoting one more does no harm there. Sorted.
constexpr std::array keywords = std::to_array<std::string_view>({
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
});
static_assert(std::is_sorted(keywords.begin(), keywords.end()));

bool needs_quotes(std::string_view name) {
  if (name.empty()) return true;
  const auto starts = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  const auto continues = [&](char c) { return starts(c) || (c >= '0' && c <= '9'); };
  if (!starts(name.front()) || !std::all_of(name.begin(), name.end(), continues)) return true;
  return std::binary_search(keywords.begin(), keywords.end(), name);
}

// The text between marks, with each mark inside it doubled.
std::string enclosed(std::string_view text, char mark) {
  std::string result(1, mark);
  for (const char c : text) {
    if (c == mark) result += mark;
    result += c;
  }
  return result + mark;
}

// The name cut to so many bytes, never inside a UTF-8 character.
std::string cut(std::string_view name, std::size_t bytes) {
  if (name.size() <= bytes) return std::string(name);
  while (bytes > 0 && (static_cast<unsigned char>(name[bytes]) & 0xC0U) == 0x80U) --bytes;
  return std::string(name.substr(0, bytes));
}

} // namespace

std::string quote_ident(std::string_view name) { return needs_quotes(name) ? enclosed(name, '"') : std::string(name); }

std::string quote_literal(std::string_view text) {
  if (text.find('\\') == std::string_view::npos) return enclosed(text, '\'');
  return "E" + enclosed(replace_all(std::string(text), "\\", "\\\\"), '\'');
}

std::string qualified(std::string_view schema, std::string_view name) {
  return quote_ident(schema) + "." + quote_ident(name);
}

namespace {

std::string quoted_list(const std::vector<std::string>& names, std::string_view separator) {
  std::vector<std::string> parts;
  parts.reserve(names.size());
  for (const std::string& name : names) parts.push_back(quote_ident(name));
  return join(parts, separator);
}

} // namespace

std::string qualified(const std::vector<std::string>& parts) { return quoted_list(parts, "."); }

std::string ident_list(const std::vector<std::string>& names) { return quoted_list(names, ", "); }

std::vector<std::string> parse_name(std::string_view text) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (true) {
    std::string part;
    if (at < text.size() && text[at] == '"') {
      for (++at;; ++at) {
        if (at >= text.size()) return {};
        if (text[at] == '"') {
          if (at + 1 >= text.size() || text[at + 1] != '"') break;
          ++at;
        }
        part += text[at];
      }
      ++at;
    } else {
      while (at < text.size() && text[at] != '.' && text[at] != '"') part += text[at++];
    }
    if (part.empty()) return {};
    parts.push_back(std::move(part));
    if (at == text.size()) return parts;
    if (text[at++] != '.') return {};
  }
}

std::string_view leading_name(std::string_view text) { return text.substr(0, find_bare(text, " (")); }

std::string truncate_identifier(std::string_view name) { return cut(name, max_identifier_bytes); }

std::string derived_name(std::string_view stem, std::string_view suffix) {
  const std::size_t room = max_identifier_bytes - std::min(max_identifier_bytes - 1, suffix.size() + 1);
  return truncate_identifier(cut(stem, room) + "_" + std::string(suffix));
}

std::string array_literal(const std::vector<std::string>& texts) {
  std::string array = "{";
  for (const std::string& text : texts)
    array += (array.size() == 1 ? "\"" : ",\"") + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + "\"";
  return array + "}";
}

} // namespace lockstep
