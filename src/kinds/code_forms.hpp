// What statements on aggregates, operators, casts, collations, languages, conversions and transforms do.
#pragma once

#include "model/step.hpp"

namespace lockstep {

namespace aggregate {
inline constexpr Form create{.code = "create_aggregate", .explain = "CREATE AGGREGATE touches no table."};
inline constexpr Form replace{.code = "replace_aggregate",
                              .explain = "CREATE OR REPLACE AGGREGATE keeps owner, grants and whatever uses it."};
inline constexpr Form rebuild{
    .code = "rebuild_aggregate",
    .hazards = breaks_old_code,
    .explain = "Result or arguments change in a way that CREATE OR REPLACE does not allow: dropped and created again "
               "inside one transaction, with what uses it."};
inline constexpr Form drop{.code = "drop_aggregate",
                           .hazards = breaks_old_code,
                           .explain = "DROP AGGREGATE touches no table; code that calls it fails."};
inline constexpr Form rename{.code = "rename_aggregate",
                             .hazards = breaks_old_code,
                             .explain = "Instant for the database, fatal for code that still calls the old name."};
} // namespace aggregate

namespace operator_ {
inline constexpr Form create{.code = "create_operator", .explain = "CREATE OPERATOR touches no table."};
inline constexpr Form alter{.code = "alter_operator",
                            .explain = "ALTER OPERATOR SET changes what the planner knows of it; the next plan obeys."};
inline constexpr Form drop{.code = "drop_operator",
                           .hazards = breaks_old_code,
                           .explain = "DROP OPERATOR touches no table; code that uses it fails."};
} // namespace operator_

namespace operator_family {
inline constexpr Form create{.code = "create_operator_family",
                             .hazards = needs_privilege,
                             .explain = "CREATE OPERATOR FAMILY touches no table; it needs a superuser."};
inline constexpr Form alter{.code = "alter_operator_family",
                            .hazards = needs_privilege,
                            .explain = "ADD and DROP change the catalog only; they need a superuser. PostgreSQL does "
                                       "not look whether indexes stay consistent with a changed family."};
inline constexpr Form drop{.code = "drop_operator_family",
                           .hazards = needs_privilege,
                           .explain = "DROP OPERATOR FAMILY removes an unused family."};
inline constexpr Form rename{.code = "rename_operator_family",
                             .explain = "No index and no query names a family: a catalog change."};
} // namespace operator_family

namespace operator_class {
inline constexpr Form create{.code = "create_operator_class",
                             .hazards = needs_privilege,
                             .explain = "CREATE OPERATOR CLASS touches no table; it needs a superuser."};
inline constexpr Form replace{.code = "replace_operator_class",
                              .hazards = needs_privilege,
                              .explain = "No index uses the class, so it is dropped and created again."};
inline constexpr Form drop{.code = "drop_operator_class",
                           .hazards = needs_privilege,
                           .explain = "DROP OPERATOR CLASS removes a class that no index uses."};
inline constexpr Form rename{.code = "rename_operator_class",
                             .explain = "Indexes keep their class; CREATE INDEX must name it by the new name."};
} // namespace operator_class

namespace cast {
inline constexpr Form create{.code = "create_cast",
                             .explain = "CREATE CAST touches no table. An implicit or assignment cast may change how "
                                        "PostgreSQL reads expressions that were ambiguous before."};
inline constexpr Form drop{.code = "drop_cast",
                           .hazards = breaks_old_code,
                           .explain = "DROP CAST touches no table; code that relies on the cast fails."};
} // namespace cast

namespace collation {
inline constexpr Form create{.code = "create_collation", .explain = "CREATE COLLATION touches no table."};
inline constexpr Form replace{.code = "replace_collation",
                              .hazards = breaks_old_code,
                              .explain = "Nothing in the database uses the collation, so it is dropped and created "
                                         "again; a query that names it may sort differently."};
inline constexpr Form drop{.code = "drop_collation",
                           .hazards = breaks_old_code,
                           .explain = "DROP COLLATION removes an unused collation; queries that name it fail."};
inline constexpr Form rename{.code = "rename_collation",
                             .hazards = breaks_old_code,
                             .explain = "Columns keep their collation; queries that name the old one fail at once."};
} // namespace collation

namespace language {
inline constexpr Form create{.code = "create_language",
                             .hazards = needs_privilege,
                             .explain = "CREATE LANGUAGE touches no table; it needs a superuser."};
inline constexpr Form replace{.code = "replace_language",
                              .hazards = needs_privilege,
                              .explain = "CREATE OR REPLACE LANGUAGE keeps its functions."};
inline constexpr Form drop{.code = "drop_language",
                           .hazards = breaks_old_code | needs_privilege,
                           .explain = "DROP LANGUAGE removes a language without functions; DO blocks in it fail."};
inline constexpr Form rename{.code = "rename_language",
                             .hazards = breaks_old_code | needs_privilege,
                             .explain = "Functions keep their language; statements that name the old one fail."};
} // namespace language

namespace conversion {
inline constexpr Form create{.code = "create_conversion", .explain = "CREATE CONVERSION touches no table."};
inline constexpr Form replace{.code = "replace_conversion",
                              .explain = "Dropped and created again in one transaction; sessions that convert between "
                                         "the two encodings use the new one."};
inline constexpr Form drop{.code = "drop_conversion", .explain = "DROP CONVERSION touches no table."};
inline constexpr Form rename{.code = "rename_conversion", .explain = "Changes the catalog only."};
} // namespace conversion

namespace transform {
inline constexpr Form create{.code = "create_transform",
                             .explain = "CREATE TRANSFORM touches no table; functions must ask for it."};
inline constexpr Form replace{.code = "replace_transform",
                              .explain = "CREATE OR REPLACE TRANSFORM: the next call of a function takes the new one."};
inline constexpr Form drop{.code = "drop_transform", .explain = "DROP TRANSFORM removes one that no function uses."};
} // namespace transform

} // namespace lockstep
