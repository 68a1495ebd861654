// Takes away what PostgreSQL adds by itself when it reads a type or a name again.
#include "toml/shorten.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

// Types of pg_catalog, which stands before every other schema in the search path: a type of the user with such a name
// is found only by its schema. Sorted.
constexpr std::array built_in = std::to_array<std::string_view>({
    "aclitem",
    "any",
    "anyarray",
    "anycompatible",
    "anycompatiblearray",
    "anycompatiblemultirange",
    "anycompatiblenonarray",
    "anycompatiblerange",
    "anyelement",
    "anyenum",
    "anymultirange",
    "anynonarray",
    "anyrange",
    "bigint",
    "bit",
    "bool",
    "boolean",
    "box",
    "bpchar",
    "bytea",
    "char",
    "character",
    "cid",
    "cidr",
    "circle",
    "cstring",
    "date",
    "datemultirange",
    "daterange",
    "dec",
    "decimal",
    "double",
    "event_trigger",
    "fdw_handler",
    "float",
    "float4",
    "float8",
    "gtsvector",
    "index_am_handler",
    "inet",
    "int",
    "int2",
    "int2vector",
    "int4",
    "int4multirange",
    "int4range",
    "int8",
    "int8multirange",
    "int8range",
    "integer",
    "internal",
    "interval",
    "json",
    "jsonb",
    "jsonpath",
    "language_handler",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "national",
    "nchar",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "oid8",
    "oidvector",
    "path",
    "point",
    "polygon",
    "real",
    "record",
    "refcursor",
    "regclass",
    "regcollation",
    "regconfig",
    "regdatabase",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "setof",
    "smallint",
    "table_am_handler",
    "text",
    "tid",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "trigger",
    "tsm_handler",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "unknown",
    "uuid",
    "varbit",
    "varchar",
    "void",
    "xid",
    "xid8",
    "xml",
});
static_assert(std::is_sorted(built_in.begin(), built_in.end()));

// The first identifier of `text`, with its quotes.
std::string_view first_identifier(std::string_view text) {
  if (!text.starts_with('"')) return text.substr(0, text.find_first_of(".([ "));
  std::size_t end = 1;
  while (end < text.size() && (text[end] != '"' || (end + 1 < text.size() && text[end + 1] == '"')))
    end += text[end] == '"' ? 2 : 1;
  return text.substr(0, end + 1);
}

bool is_of_the_system(std::string_view identifier) {
  const auto parts = parse_name(identifier);
  if (parts.size() != 1) return true;
  const std::string& name = parts.front();
  return name.starts_with("pg_") || name.starts_with('_') || std::binary_search(built_in.begin(), built_in.end(), name);
}

// What follows the schema and its dot, or nothing when the text does not begin with it.
std::string_view behind_schema(std::string_view text, std::string_view schema) {
  const std::string prefix = quote_ident(schema) + ".";
  return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view();
}

struct ShortWord {
  std::string_view before; ///< first words of PostgreSQL's own spelling
  std::string_view after;  ///< words behind the modifier, with their blank
  std::string_view word;
};
constexpr ShortWord short_words[] = {
    {"timestamp", " with time zone", "timestamptz"},
    {"timestamp", " without time zone", "timestamp"},
    {"time", " with time zone", "timetz"},
    {"time", " without time zone", "time"},
    {"character varying", "", "varchar"},
    {"bit varying", "", "varbit"},
    {"character", "", "char"},
};

struct LongWord {
  std::string_view word;
  std::string_view spelled;
};
constexpr LongWord long_words[] = {
    {"int", "integer"},
    {"int2", "smallint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"float", "double precision"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"bool", "boolean"},
    {"dec", "numeric"},
    {"decimal", "numeric"},
    {"char", "character"},
    {"bpchar", "character"},
    {"varchar", "character varying"},
    {"varbit", "bit varying"},
    {"timestamp", "timestamp without time zone"},
    {"timestamptz", "timestamp with time zone"},
    {"time", "time without time zone"},
    {"timetz", "time with time zone"},
};

// "(3)" or nothing; anything else is no modifier.
bool is_modifier(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() < 3 || text.front() != '(' || text.back() != ')') return false;
  const std::string_view digits = text.substr(1, text.size() - 2);
  return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string short_word(std::string_view type) {
  for (const ShortWord& rule : short_words) {
    if (!type.starts_with(rule.before) || !type.ends_with(rule.after)) continue;
    if (type.size() < rule.before.size() + rule.after.size()) continue;
    const std::string_view modifier =
        type.substr(rule.before.size(), type.size() - rule.before.size() - rule.after.size());
    if (is_modifier(modifier)) return std::string(rule.word) + std::string(modifier);
  }
  return std::string(type);
}

// A quoted name alone may also be one of pg_catalog's (a collation); with columns behind it, it is a table.
std::string shorten_relation(std::string_view text, std::string_view default_schema) {
  if (const std::string_view bare = behind_schema(text, "pg_catalog"); !bare.empty()) return std::string(bare);
  const std::string_view bare = behind_schema(text, default_schema);
  const std::string_view name = first_identifier(bare);
  if (bare.empty() || is_of_the_system(name)) return std::string(text);
  return name.starts_with('"') && name.size() == bare.size() ? std::string(text) : std::string(bare);
}

} // namespace

std::string shorten_type(std::string_view type, std::string_view default_schema) {
  std::string_view array = type.substr(std::min(type.size(), type.find_last_not_of("[]") + 1));
  std::string_view element = type.substr(0, type.size() - array.size());
  const std::string_view bare = behind_schema(element, default_schema);
  if (!bare.empty() && !is_of_the_system(first_identifier(bare))) element = bare;
  return short_word(element) + std::string(array);
}

std::string lengthen_type(std::string_view type, std::string_view home) {
  std::string text(trim(type));
  if (text.find('"') == std::string::npos) text = lower(text);
  const bool array = text.ends_with("[]");
  while (text.ends_with("[]")) text = std::string(trim(text.substr(0, text.size() - 2)));
  const auto open = text.find('(');
  if (const auto close = text.find(')', open); open != std::string::npos && close != std::string::npos)
    text = std::string(trim(text.substr(0, open))) + text.substr(close + 1);
  const auto* const known = std::find_if(std::begin(long_words), std::end(long_words),
                                         [&](const LongWord& rule) { return rule.word == text; });
  if (known != std::end(long_words)) text = known->spelled;
  const std::string_view first = first_identifier(text);
  const bool has_schema = text.size() > first.size() && text[first.size()] == '.';
  if (!has_schema && !is_of_the_system(first)) text = quote_ident(home) + "." + text;
  return text + (array ? "[]" : "");
}

std::string shorten(const Field& field, const std::string& text, std::string_view default_schema) {
  if (field.options.points == Points::type) return shorten_type(text, default_schema);
  if (field.options.points == Points::relation) return shorten_relation(text, default_schema);
  return text;
}

} // namespace lockstep
