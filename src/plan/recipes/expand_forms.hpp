// What the statements of expansions do to a table in use.
#pragma once

#include "model/step.hpp"

namespace lockstep::expand {

inline constexpr Form backfill{
    .code = "backfill",
    .lock = Lock::row_exclusive,
    .cost = Cost::scan,
    .transaction = Transaction::outside,
    .explain = "Fills old rows in batches, each in a transaction of its own, so that a writer waits for one batch at "
               "most. It passes over rows that are right already: it may be stopped and run again."};
inline constexpr Form create_function{.code = "create_helper_function",
                                      .explain = "A function touches no table. It lives until the contract."};
inline constexpr Form create_tally{
    .code = "create_helper_sequence",
    .explain = "A sequence that remembers when the old application version wrote last. It lives until the contract."};
inline constexpr Form create_numbers{.code = "create_numbers",
                                     .explain = "A sequence that numbers rows until their column can be an identity."};
inline constexpr Form drop_numbers{.code = "drop_numbers",
                                   .explain = "The identity has a sequence of its own, and goes on from its number."};
inline constexpr Form close_function{
    .code = "close_helper_function",
    .explain = "A function that runs with its owner's rights is not for triggers on other people's tables."};
inline constexpr Form share_access{
    .code = "share_access",
    .follows_up = true,
    .explain = "GRANT and ALTER TYPE … OWNER TO change the catalog only; nobody waits for them."};
inline constexpr Form create_trigger{
    .code = "create_helper_trigger",
    .lock = Lock::share_row_exclusive,
    .explain = "Writes to the table wait for the moment of the commit. The trigger lives until the contract."};
inline constexpr Form drop_trigger{.code = "drop_helper_trigger",
                                   .lock = Lock::access_exclusive,
                                   .explain = "Changes the catalog only: the helper of an expansion goes."};
inline constexpr Form drop_function{.code = "drop_helper_function", .explain = "A function touches no table."};
inline constexpr Form drop_tally{.code = "drop_helper_sequence", .explain = "The last trace of the old version goes."};
inline constexpr Form reconcile{
    .code = "reconcile",
    .lock = Lock::access_share,
    .cost = Cost::scan,
    .hazards = data_dependent,
    .explain = "Counts the rows whose two shapes do not belong together, and fails unless there is none."};
inline constexpr Form swap{.code = "swap",
                           .lock = Lock::access_exclusive,
                           .other = Lock::access_exclusive,
                           .explain = "Names change hands in one transaction of milliseconds: the catalog only."};
inline constexpr Form drop_old_side{
    .code = "drop_old_side",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .hazards = data_loss | breaks_old_code,
    .explain = "The old shape goes, with its indexes and constraints; the new one holds all its values."};
inline constexpr Form add_plain_column{
    .code = "add_column_without_values",
    .lock = Lock::access_exclusive,
    .explain = "The column comes nullable and empty, so that no row is touched; a default set in the same statement "
               "counts for new rows only. The rest follows in steps that block nobody."};

} // namespace lockstep::expand
