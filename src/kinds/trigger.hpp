// What statements on triggers do to a table in use.
#pragma once

#include "model/step.hpp"

namespace lockstep::trigger {

inline constexpr Form create{.code = "create_trigger",
                             .lock = Lock::share_row_exclusive,
                             .explain = "CREATE TRIGGER changes the catalog only; writers wait until its commit. From "
                                        "then on every write runs it."};
inline constexpr Form replace{.code = "replace_trigger",
                              .lock = Lock::share_row_exclusive,
                              .explain = "CREATE OR REPLACE TRIGGER: no write gets by without the old or the new one."};
inline constexpr Form rebuild{.code = "rebuild_trigger",
                              .lock = Lock::access_exclusive,
                              .explain = "The trigger is dropped and created again inside one transaction, so that no "
                                         "write gets by without it. Everyone who uses the table waits for the commit."};
inline constexpr Form enable{.code = "enable_trigger",
                             .lock = Lock::share_row_exclusive,
                             .explain = "Changes the catalog only; writers wait until the commit."};
inline constexpr Form drop{.code = "drop_trigger",
                           .lock = Lock::access_exclusive,
                           .explain = "DROP TRIGGER changes the catalog only, but readers and writers wait until its "
                                      "commit. Writes no longer do what it did."};
inline constexpr Form rename{.code = "rename_trigger",
                             .lock = Lock::access_exclusive,
                             .explain = "Changes the catalog only. Triggers of one event fire in the order of their "
                                        "names."};

} // namespace lockstep::trigger
