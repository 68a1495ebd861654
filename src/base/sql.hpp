// SQL identifiers, literals and names, as PostgreSQL itself spells them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// PostgreSQL cuts identifiers at NAMEDATALEN - 1 bytes.
inline constexpr std::size_t max_identifier_bytes = 63;

/// The identifier, in double quotes only where PostgreSQL needs them (as quote_ident does).
[[nodiscard]] std::string quote_ident(std::string_view name);
/// The string as a literal in single quotes, E'…' where it holds a backslash.
[[nodiscard]] std::string quote_literal(std::string_view text);
/// schema.name, each part quoted where needed.
[[nodiscard]] std::string qualified(std::string_view schema, std::string_view name);
/// All parts quoted where needed and joined by dots.
[[nodiscard]] std::string qualified(const std::vector<std::string>& parts);
/// The names quoted where needed, joined by ", ".
[[nodiscard]] std::string ident_list(const std::vector<std::string>& names);
/// Splits `billing."odd.name"` into its parts. Unquoted parts are taken as they are stored (no case folding).
/// Returns an empty list when quotes do not match or a part is empty.
[[nodiscard]] std::vector<std::string> parse_name(std::string_view text);
/// The name that a text begins with, as it is quoted there: up to a space or "(" outside of quotes.
[[nodiscard]] std::string_view leading_name(std::string_view text);
/// The name cut to 63 bytes, never inside a UTF-8 character (as PostgreSQL does).
[[nodiscard]] std::string truncate_identifier(std::string_view name);
/// "<stem>_<suffix>" within 63 bytes: the stem is shortened, the suffix is kept.
[[nodiscard]] std::string derived_name(std::string_view stem, std::string_view suffix);

/// One statement of a script.
struct Statement {
  std::string text;    ///< without the final semicolon, leading comments and white space removed
  std::string comment; ///< the comment lines directly before it, without "-- "
  int line = 1;        ///< where `text` begins, from 1
};
/// Cuts a script at its semicolons as psql does: strings, E'' strings, quoted names, dollar quotes, nested comments
/// and BEGIN ATOMIC bodies are respected. Empty statements are left out.
[[nodiscard]] std::vector<Statement> split_statements(std::string_view script);

/// {"a","b c"}: the texts as PostgreSQL reads an array.
[[nodiscard]] std::string array_literal(const std::vector<std::string>& texts);

} // namespace lockstep
