// What statements on reference data do.
#pragma once

#include "model/step.hpp"

namespace lockstep::rows {

inline constexpr Form upsert{
    .code = "upsert_rows",
    .lock = Lock::row_exclusive,
    .explain =
        "Rows that the schema declares are inserted, and those that differ from it updated. Run again it changes "
        "nothing. It locks these rows only, until the end of its transaction."};
inline constexpr Form count_on{
    .code = "count_on",
    .lock = Lock::row_exclusive,
    .follows_up = true,
    .explain = "Rows that say their numbers themselves do not move the sequence of the column. It is set behind the "
               "highest number, so that the next row does not meet one that is there."};
inline constexpr Form remove{
    .code = "delete_rows",
    .lock = Lock::row_exclusive,
    .hazards = data_loss | breaks_old_code,
    .follows_up = true,
    .explain =
        "Rows that the schema no longer declares go, because it says `prune = true`. Application code that still "
        "uses them fails or finds nothing, so it belongs into the contract phase."};

} // namespace lockstep::rows
