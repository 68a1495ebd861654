// See the header. From PostgreSQL 16 on the server itself says which texts a type takes; before, patterns do for the
// types whose form is simple, and for others apply brings the function along.
#include "kinds/narrowing.hpp"

#include "kinds/render.hpp"
#include "kinds/row_checks.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace lockstep::row_checks {

namespace {

constexpr int says_what_is_valid_since = 16;

struct Range {
  std::string_view type;
  std::string_view low, high;
};
constexpr std::array<Range, 3> integers{{{"smallint", "-32768", "32767"},
                                         {"integer", "-2147483648", "2147483647"},
                                         {"bigint", "-9223372036854775808", "9223372036854775807"}}};

std::size_t rank_of(const std::string& type) {
  const auto found = std::find_if(integers.begin(), integers.end(), [&](const Range& r) { return r.type == type; });
  return static_cast<std::size_t>(found - integers.begin());
}
bool is_integer(const std::string& type) { return rank_of(type) < integers.size(); }
bool is_text(const std::string& type) { return type == "text" || type.starts_with("character"); }
bool is_bits(const std::string& type) { return type.starts_with("bit"); }
bool has_fraction(const std::string& type) {
  return type.starts_with("numeric") || type == "real" || type == "double precision";
}

/// The numbers in "numeric(10,2)" or "character varying(20)"; 0 where there is none.
struct Modifier {
  int first = 0;
  int second = 0;
};
Modifier modifier_of(const std::string& type) {
  Modifier result;
  const auto open = type.find('(');
  if (open == std::string::npos) return result;
  const char* end = type.data() + type.size();
  const auto read = std::from_chars(type.data() + open + 1, end, result.first);
  if (read.ptr != end && *read.ptr == ',') std::from_chars(read.ptr + 1, end, result.second);
  return result;
}

std::string outside(const Range& range, const std::string& value) {
  return value + " NOT BETWEEN " + std::string(range.low) + " AND " + std::string(range.high);
}

std::string of_integer(const std::string& value, const std::string& from, const Range& range) {
  if (is_integer(from)) return rank_of(from) > rank_of(std::string(range.type)) ? outside(range, value) : std::string();
  return has_fraction(from) ? outside(range, "round(" + value + "::numeric)") : std::string();
}

/// Digits before the point; what comes behind it is rounded first.
std::string of_numeric(const std::string& value, const std::string& from, const std::string& to) {
  const Modifier wanted = modifier_of(to);
  const int digits = wanted.first - wanted.second;
  if (wanted.first == 0 || wanted.second < 0 || digits < 0 || !(has_fraction(from) || is_integer(from))) return {};
  const Modifier given = modifier_of(from);
  if (given.first > 0 && given.second <= wanted.second && given.first - given.second <= digits) return {};
  return "abs(round(" + value + "::numeric, " + std::to_string(wanted.second) + ")) >= 1" +
         std::string(static_cast<std::size_t>(digits), '0') +
         (has_fraction(from) ? " AND " + value + " <> 'NaN'" : std::string());
}

std::string of_length(const std::string& value, const std::string& from, const std::string& to) {
  const int length = modifier_of(to).first;
  const int before = modifier_of(from).first;
  if (length > 0 && to.starts_with("bit(")) return "length(" + value + ") <> " + std::to_string(length);
  return length > 0 && (before == 0 || before > length) ? "length(" + value + ") > " + std::to_string(length)
                                                        : std::string();
}

/// What a text must look like before PostgreSQL 16.
std::string of_pattern(const std::string& value, const std::string& to) {
  if (to == "uuid") {
    const std::string digits = "([0-9a-fA-F]{4}-?){7}[0-9a-fA-F]{4}";
    return value + " !~ '^(\\{" + digits + "\\}|" + digits + ")$'";
  }
  if (is_integer(to))
    return "CASE WHEN " + value + " ~ '^\\s*[-+]?[0-9]+\\s*$' THEN " +
           outside(integers.at(rank_of(to)), value + "::numeric") + " ELSE " + value + " IS NOT NULL END";
  return {};
}

std::string of_input(const std::string& value, const std::string& type) {
  return "NOT pg_input_is_valid(" + value + "::text, " + quote_literal(type) + ")";
}

std::string of_text(const State& state, const std::string& value, const std::string& to) {
  if (state.find({"enum", parse_name(to)}) != nullptr)
    return "NOT " + value + "::text = ANY (enum_range(NULL::" + to + ")::text[])";
  if (std::string simple = of_pattern(value, to); state.server_major < says_what_is_valid_since && !simple.empty())
    return simple;
  return of_input(value, to);
}

/// All that the domain asks of a value: its type, its checks, NOT NULL.
std::string of_domain(const State& state, const std::string& value, const std::string& from, const Object& domain) {
  const auto said = [](const Object& object, std::string_view field) {
    return object.kind == nullptr ? Value() : find_field(*object.kind, field)->get(object.body.get());
  };
  const std::string type = to_text(said(domain, "type"));
  const bool alike = from == type || (is_text(from) && is_text(type));
  std::vector<std::string> conditions;
  if (is_text(from) && !alike)
    conditions.push_back(of_input(value, qualified(domain.id.path)));
  else if (const std::string other = unfit(state, value, from, type); !other.empty())
    conditions.push_back(other);
  for (const Object* check : state.children(domain.id, "domain_check"))
    if (alike) conditions.push_back("NOT " + in_parens(rule_over(to_text(said(*check, "expression")), value)));
  if (said(domain, "not_null") == Value(true)) conditions.push_back(value + " IS NULL");
  return join(conditions, " OR ");
}

bool is_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_' ||
         (letter >= '0' && letter <= '9');
}

} // namespace

std::string rule_over(const std::string& rule, const std::string& value) {
  const std::string word = "VALUE";
  std::string result;
  char quote = 0;
  for (std::size_t at = 0; at < rule.size(); ++at) {
    if (quote == 0 && (rule[at] == '\'' || rule[at] == '"'))
      quote = rule[at];
    else if (rule[at] == quote)
      quote = 0;
    const bool here = quote == 0 && rule.compare(at, word.size(), word) == 0 && (at == 0 || !is_word(rule[at - 1])) &&
                      (at + word.size() == rule.size() || !is_word(rule[at + word.size()]));
    result += here ? value : std::string(1, rule[at]);
    if (here) at += word.size() - 1;
  }
  return result;
}

std::string unfit(const State& state, const std::string& value, const std::string& from_type,
                  const std::string& to_type) {
  if (from_type == to_type) return {};
  if (const Object* domain = state.find({"domain", parse_name(to_type)}); domain != nullptr)
    return of_domain(state, value, from_type, *domain);
  if ((is_text(from_type) && is_text(to_type)) || (is_bits(from_type) && is_bits(to_type)))
    return of_length(value, from_type, to_type);
  if (is_text(from_type)) return of_text(state, value, to_type);
  if (is_integer(to_type)) return of_integer(value, from_type, integers.at(rank_of(to_type)));
  return to_type.starts_with("numeric") ? of_numeric(value, from_type, to_type) : std::string();
}

bool only_casts(const Object& column) {
  const auto found = column.hints.find("using");
  if (found == column.hints.end()) return true;
  const std::string cast = quote_ident(column.id.name()) + "::";
  const std::string& text = found->second;
  return text.starts_with(cast) &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(cast.size()), text.end(),
                     [](char letter) { return is_word(letter) || letter == '.' || letter == ' '; });
}

std::string narrowed(const State& state, const Id& column, const std::string& from_type, const std::string& to_type) {
  const std::string condition = unfit(state, quote_ident(column.name()), from_type, to_type);
  return condition.empty() ? condition : matching(state, table_of(column), condition);
}

} // namespace lockstep::row_checks
