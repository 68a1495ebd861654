// What raw statements do: nobody but their author knows.
#pragma once

#include "model/step.hpp"

namespace lockstep::raw_sql {

inline constexpr Form create{.code = "run_sql",
                             .explain = "A statement of [[sql]], as it was written: what it locks and costs is for its "
                                        "author to know."};
inline constexpr Form drop{
    .code = "drop_sql", .hazards = breaks_old_code, .explain = "The `drop` of a [[sql]] entry, as it was written."};
inline constexpr Form record{.code = "record_sql",
                             .explain =
                                 "lockstep.sql remembers the text, so that a changed one is seen and the old one "
                                 "can be dropped."};

} // namespace lockstep::raw_sql
