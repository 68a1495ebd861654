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
                                         "commit. Only what else changes with it asks for that: a new definition "
                                         "alone is built beside the old one."};
inline constexpr Form build_beside{
    .code = "build_materialized_view_beside",
    .cost = Cost::build,
    .follows_up = true,
    .explain = "The new definition is filled and indexed under another name, while the old one is read. "
               "The tables are only read."};
inline constexpr Form swap{
    .code = "swap_materialized_view",
    .lock = Lock::access_exclusive,
    .explain =
        "The old one is dropped and the new one takes its name: the catalog only. Its readers wait for the commit."};
inline constexpr Form refresh{.code = "refresh_materialized_view_concurrently",
                              .lock = Lock::exclusive,
                              .cost = Cost::scan,
                              .follows_up = true,
                              .explain = "REFRESH … CONCURRENTLY runs the query and changes the rows that differ. "
                                         "Readers pass; only another REFRESH waits."};
inline constexpr Form refresh_alone{.code = "refresh_materialized_view",
                                    .lock = Lock::access_exclusive,
                                    .cost = Cost::rewrite,
                                    .follows_up = true,
                                    .explain =
                                        "REFRESH MATERIALIZED VIEW runs the query while its readers wait. With a "
                                        "unique index of columns, CONCURRENTLY lets them pass."};
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
