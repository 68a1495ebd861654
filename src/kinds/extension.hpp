// Extensions: what statements on them do.
#pragma once

#include "model/step.hpp"

namespace lockstep::extension {

inline constexpr Form create{.code = "create_extension",
                             .hazards = needs_privilege,
                             .explain = "CREATE EXTENSION touches no user table; a trusted one needs CREATE on the "
                                        "database."};
inline constexpr Form create_untrusted{
    .code = "create_untrusted_extension",
    .hazards = needs_superuser,
    .explain = "CREATE EXTENSION touches no user table; one that is not trusted needs a superuser."};
inline constexpr Form update{.code = "update_extension",
                             .hazards = needs_privilege,
                             .explain = "ALTER EXTENSION UPDATE runs the extension's script, as a superuser for some."};
inline constexpr Form move{.code = "move_extension",
                           .hazards = breaks_old_code,
                           .explain = "ALTER EXTENSION SET SCHEMA touches no user table, but code that finds the "
                                      "extension's types and functions by their old schema fails."};
inline constexpr Form drop{.code = "drop_extension",
                           .hazards = breaks_old_code,
                           .explain = "DROP EXTENSION removes its types and functions; code that uses them fails."};

} // namespace lockstep::extension
