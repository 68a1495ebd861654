// Materialized views: what statements on them do.
#pragma once

#include "model/step.hpp"

namespace lockstep::materialized_view {

inline constexpr Form create{.code = "create_materialized_view",
                             .cost = Cost::scan,
                             .explain = "CREATE MATERIALIZED VIEW runs the query; the tables are only read."};
inline constexpr Form rebuild{.code = "rebuild_materialized_view",
                              .lock = Lock::access_exclusive,
                              .cost = Cost::scan,
                              .explain = "The materialized view is dropped, created and filled again inside one "
                                         "transaction, with its indexes, owner and grants. Its readers wait for the "
                                         "commit. The online way is a second one with a name of its own."};
inline constexpr Form storage{.code = "set_materialized_view_storage",
                              .lock = Lock::share_update_exclusive,
                              .explain = "Storage parameters change the catalog only; readers pass."};
inline constexpr Form drop{.code = "drop_materialized_view",
                           .lock = Lock::access_exclusive,
                           .hazards = breaks_old_code,
                           .explain = "DROP MATERIALIZED VIEW waits for its readers; code that names it fails."};
inline constexpr Form rename{.code = "rename_materialized_view",
                             .lock = Lock::access_exclusive,
                             .hazards = breaks_old_code,
                             .explain = "Instant for the database, fatal for code that still uses the old name."};

} // namespace lockstep::materialized_view
