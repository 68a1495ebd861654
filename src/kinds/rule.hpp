// Rewrite rules: what statements on them do.
#pragma once

#include "model/step.hpp"

namespace lockstep::rule {

inline constexpr Form create{.code = "create_rule",
                             .lock = Lock::access_exclusive,
                             .other = Lock::row_exclusive,
                             .explain = "CREATE RULE changes the catalog only, but readers and writers wait until its "
                                        "commit."};
inline constexpr Form enable{.code = "enable_rule",
                             .lock = Lock::access_exclusive,
                             .explain = "Changes the catalog only; readers and writers wait until the commit."};
inline constexpr Form drop{.code = "drop_rule",
                           .lock = Lock::access_exclusive,
                           .explain = "DROP RULE changes the catalog only. Writes no longer do what it did."};
inline constexpr Form rename{
    .code = "rename_rule", .lock = Lock::access_exclusive, .explain = "Changes the catalog only."};

} // namespace lockstep::rule
