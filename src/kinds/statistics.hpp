// Extended statistics: what statements on them do.
#pragma once

#include "model/step.hpp"

namespace lockstep::statistics {

inline constexpr Form create{.code = "create_statistics",
                             .lock = Lock::share_update_exclusive,
                             .explain = "CREATE STATISTICS changes the catalog only; the next ANALYZE fills it."};
inline constexpr Form target{.code = "set_statistics_target",
                             .explain = "Changes the catalog only; the next ANALYZE uses it."};
inline constexpr Form drop{.code = "drop_statistics",
                           .lock = Lock::share_update_exclusive,
                           .explain = "DROP STATISTICS changes the catalog only; plans may change."};
inline constexpr Form rename{.code = "rename_statistics", .explain = "Changes the catalog only."};

} // namespace lockstep::statistics
