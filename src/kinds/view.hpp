// What statements on views do.
#pragma once

#include "model/step.hpp"

namespace lockstep::view {

inline constexpr Form create{.code = "create_view",
                             .explain = "CREATE VIEW reads the definition only; no table waits."};
inline constexpr Form replace{.code = "replace_view",
                              .lock = Lock::access_exclusive,
                              .explain = "CREATE OR REPLACE VIEW keeps grants, owner and dependents. It waits for the "
                                         "readers of the view, not of its tables."};
inline constexpr Form drop{.code = "drop_view",
                           .lock = Lock::access_exclusive,
                           .hazards = breaks_old_code,
                           .explain = "DROP VIEW waits for the readers of the view; code that names it fails."};
inline constexpr Form rebuild{.code = "rebuild_view",
                              .lock = Lock::access_exclusive,
                              .explain = "The view is dropped and created again inside one transaction, with its "
                                         "owner and grants. Its readers wait for the commit."};
inline constexpr Form reshape{.code = "reshape_view",
                              .lock = Lock::access_exclusive,
                              .hazards = breaks_old_code,
                              .explain = "Columns of the view go while others come: application code that still reads "
                                         "an old one fails at once. Add the new columns in one release and take the "
                                         "old ones away in a later one."};
inline constexpr Form set_options{
    .code = "set_view_options", .lock = Lock::access_exclusive, .explain = "Changes the catalog only."};
inline constexpr Form set_default{
    .code = "set_view_default",
    .lock = Lock::access_exclusive,
    .follows_up = true,
    .explain = "Changes the catalog only: what is inserted through the view from then on gets it, not what its "
               "tables say."};
inline constexpr Form rename{.code = "rename_view",
                             .lock = Lock::access_exclusive,
                             .hazards = breaks_old_code,
                             .explain = "Instant for the database, fatal for code that still uses the old name."};
inline constexpr Form keep_privileges{.code = "keep_privileges",
                                      .explain = "Remembers or restores owner and grants around a rebuild."};

} // namespace lockstep::view
