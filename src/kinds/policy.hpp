// Row security policies: what statements on them do.
#pragma once

#include "model/step.hpp"

namespace lockstep::policy {

inline constexpr Form create{.code = "create_policy",
                             .lock = Lock::access_exclusive,
                             .other = Lock::access_share,
                             .explain =
                                 "CREATE POLICY changes the catalog only, but readers and writers wait until its "
                                 "commit. It counts as soon as row security is enabled on the table."};
inline constexpr Form alter{.code = "alter_policy",
                            .lock = Lock::access_exclusive,
                            .other = Lock::access_share,
                            .explain =
                                "Changes the catalog only; no query sees the table between the old and the new."};
inline constexpr Form drop{.code = "drop_policy",
                           .lock = Lock::access_exclusive,
                           .explain = "DROP POLICY changes the catalog only. Where no other policy lets a row through, "
                                      "nobody but the owner sees it any more."};
inline constexpr Form rename{
    .code = "rename_policy", .lock = Lock::access_exclusive, .explain = "Changes the catalog only."};

} // namespace lockstep::policy
