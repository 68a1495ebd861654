// What statements on types and domains do.
#pragma once

#include "model/step.hpp"

#include <string>
#include <utility>
#include <vector>

namespace lockstep {

namespace type {

inline constexpr Form rename{.code = "rename_type",
                             .hazards = breaks_old_code,
                             .explain =
                                 "Renaming a type locks no table, but code that casts to the old name fails at once."};

} // namespace type

namespace enum_type {

inline constexpr Form create{.code = "create_enum", .explain = "CREATE TYPE … AS ENUM touches no table."};
inline constexpr Form add{.code = "add_enum_value",
                          .transaction = Transaction::alone,
                          .explain =
                              "ALTER TYPE … ADD VALUE locks no table. The label can be used only after the commit, "
                              "and it can never be taken away again."};
inline constexpr Form rename_value{
    .code = "rename_enum_value",
    .hazards = breaks_old_code,
    .explain = "ALTER TYPE … RENAME VALUE locks no table, and rows have the new label at once: code that writes or "
               "compares the old one fails."};
inline constexpr Form drop{.code = "drop_enum",
                           .hazards = breaks_old_code,
                           .explain = "DROP TYPE removes an unused type; code that casts to it fails."};
inline constexpr Form replace{.code = "replace_enum",
                              .hazards = breaks_old_code,
                              .explain = "Nothing in the database uses the type, so it is dropped and created again; "
                                         "code that casts to it may fail."};
inline constexpr Form remove{.code = "remove_enum_value",
                             .hazards = breaks_old_code | data_loss,
                             .explain = "PostgreSQL can not remove or reorder labels."};

} // namespace enum_type

namespace composite_type {

/// Names as SQL writes them, and types, in their order.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> attributes_of(const Object& type);
/// Whether it has no such attribute.
[[nodiscard]] bool lacks(const Object& type, const std::string& attribute);

inline constexpr Form create{.code = "create_type", .explain = "CREATE TYPE touches no table."};
inline constexpr Form alter{.code = "alter_type",
                            .explain = "ADD ATTRIBUTE changes the catalog only; values that are there get NULL."};
inline constexpr Form reshape{.code = "reshape_type",
                              .hazards = data_loss | breaks_old_code,
                              .explain = "An attribute goes or changes its type: code that names it fails at once, and "
                                         "what stored values hold of it is lost."};
inline constexpr Form refused{.code = "refused_type_change", .explain = "PostgreSQL can not do this to a type in use."};
inline constexpr Form drop{.code = "drop_type",
                           .hazards = breaks_old_code,
                           .explain = "DROP TYPE removes an unused type; code that casts to it fails."};

} // namespace composite_type

namespace range_type {

inline constexpr Form create{.code = "create_range", .explain = "CREATE TYPE … AS RANGE touches no table."};
inline constexpr Form replace{.code = "replace_range",
                              .hazards = breaks_old_code,
                              .explain = "Nothing in the database uses the type, so it is dropped and created again; "
                                         "code that casts to it may fail."};
inline constexpr Form drop{.code = "drop_range",
                           .hazards = breaks_old_code,
                           .explain = "DROP TYPE removes an unused type; code that casts to it fails."};

} // namespace range_type

namespace domain {

inline constexpr Form create{.code = "create_domain", .explain = "CREATE DOMAIN touches no table."};
inline constexpr Form alter{.code = "alter_domain", .explain = "Changes the catalog only; no table is locked."};
inline constexpr Form drop_default{
    .code = "drop_domain_default",
    .hazards = breaks_old_code,
    .explain = "Application code that leaves a column of the domain out counts on its default. It goes in the contract "
               "phase, when every version says the value itself."};
inline constexpr Form not_null{.code = "domain_not_null",
                               .other = Lock::share,
                               .cost = Cost::scan,
                               .transaction = Transaction::alone,
                               .hazards = blocks_writes | data_dependent,
                               .explain = "SET NOT NULL on a domain reads every table that uses it while nobody writes "
                                          "there. There is no online way: a check on the tables is one."};
inline constexpr Form drop{.code = "drop_domain",
                           .hazards = breaks_old_code,
                           .explain = "DROP DOMAIN removes an unused type; code that casts to it fails."};
inline constexpr Form rename{.code = "rename_domain",
                             .hazards = breaks_old_code,
                             .explain = "Renaming a domain locks no table, but code that casts to the old name fails."};
inline constexpr Form retype{.code = "retype_domain", .explain = "PostgreSQL can not change the type of a domain."};
inline constexpr Form add_check{.code = "add_domain_check",
                                .explain = "NOT VALID: counts for new values from now on, reads no table."};
inline constexpr Form validate{.code = "validate_domain_check",
                               .other = Lock::share,
                               .cost = Cost::scan,
                               .transaction = Transaction::alone,
                               .hazards = blocks_writes | data_dependent,
                               .explain = "VALIDATE reads every table that uses the domain while nobody writes there; "
                                          "not_valid = true leaves the old values unchecked."};
inline constexpr Form drop_check{.code = "drop_domain_check", .explain = "Changes the catalog only."};

} // namespace domain

} // namespace lockstep
