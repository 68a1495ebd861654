// Statements on roles as changes to rows: what CREATE ROLE, ALTER ROLE, GRANT role TO … say, kept by one database.
#pragma once

#include "emit/statement.hpp"

#include <string>
#include <string_view>

namespace lockstep {

/// By which such roles are told from those of others.
inline constexpr std::string_view bare_role_comment = "a name that lockstep made for its shadow";

/// What does to the rows what the statement does to the server; empty for statements that are not about roles.
[[nodiscard]] std::string role_rows_sql(const std::string& statement, int server_major);
/// Makes the role, in SQL spelling, with nothing but its name and a comment, none where it is empty. Another session
/// may be making it at this very moment.
[[nodiscard]] std::string bare_role_sql(const std::string& role, std::string_view comment = bare_role_comment);
/// The name or string that a token stands for.
[[nodiscard]] std::string unquoted(const Token& token);

} // namespace lockstep
