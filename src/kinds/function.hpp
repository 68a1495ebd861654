// Functions and procedures: what statements on them do.
#pragma once

#include "model/step.hpp"

namespace lockstep::function {

inline constexpr Form create{.code = "create_function",
                             .explain = "CREATE FUNCTION touches no table; nobody calls it yet."};
inline constexpr Form create_in_c{
    .code = "create_function_in_c",
    .hazards = needs_superuser,
    .explain = "A function in C can do whatever the server can, so only a superuser may create one."};
inline constexpr Form replace{.code = "replace_function",
                              .explain = "CREATE OR REPLACE FUNCTION keeps owner, grants and whatever uses it. Calls "
                                         "that run finish with the old body, the next ones take the new one."};
inline constexpr Form set_attributes{.code = "alter_function",
                                     .explain = "ALTER FUNCTION changes the catalog only; the next call obeys it."};
inline constexpr Form make_way{.code = "rename_replaced_function",
                               .explain = "The old function keeps its users under another name until each of them has "
                                          "moved to the new one."};
inline constexpr Form reshape{
    .code = "reshape_function",
    .hazards = breaks_old_code,
    .explain = "Result, names of arguments, or defaults of a function change in a way that CREATE OR REPLACE does not "
               "allow: application code that calls it the old way fails at once. The safe way is a second function "
               "with a name of its own, and dropping the old one in a later release."};
inline constexpr Form drop_replaced{.code = "drop_replaced_function",
                                    .transaction = Transaction::alone,
                                    .explain = "Nothing uses the replaced function any more."};
inline constexpr Form create_ambiguous{
    .code = "create_ambiguous_function",
    .hazards = breaks_old_code,
    .explain = "With its defaults it takes calls that another function of this name took so far. PostgreSQL then calls "
               "neither: \"function is not unique\". The safe way is a name of its own, or no default for the "
               "arguments that only the new one has, until nobody calls the old one any more."};
inline constexpr Form drop_taken_over{
    .code = "drop_taken_over_function",
    .explain = "Another function of this name comes in the same transaction, and takes every call of the old one by "
               "its defaults: no call fails, before or after."};
inline constexpr Form drop{.code = "drop_function",
                           .hazards = breaks_old_code,
                           .explain = "DROP FUNCTION touches no table; code that calls it fails."};
inline constexpr Form rename{.code = "rename_function",
                             .hazards = breaks_old_code,
                             .explain = "Instant for the database, fatal for code that still calls the old name."};

} // namespace lockstep::function
