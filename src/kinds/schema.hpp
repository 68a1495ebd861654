// Schemas: what statements on them do.
#pragma once

#include "model/step.hpp"

namespace lockstep::schema {

inline constexpr Form create{
    .code = "create_schema", .hazards = needs_privilege, .explain = "CREATE SCHEMA touches no table."};
inline constexpr Form drop{.code = "drop_schema",
                           .hazards = breaks_old_code,
                           .explain = "DROP SCHEMA removes an empty schema; code that still names it fails."};
inline constexpr Form rename{.code = "rename_schema",
                             .hazards = breaks_old_code,
                             .explain = "Every qualified name in application code that uses the schema fails at once."};

} // namespace lockstep::schema
