// What statements on whole tables do to a table in use.
#pragma once

#include "model/step.hpp"

namespace lockstep::forms {

inline constexpr Form create_table{.code = "create_table", .explain = "CREATE TABLE touches no other table."};
inline constexpr Form drop_table{
    .code = "drop_table",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .hazards = data_loss | breaks_old_code,
    .explain =
        "DROP TABLE loses the rows for ever. It waits for everyone who uses the table, and for the tables that its "
        "foreign keys point at. It belongs into the contract phase, after every application version has moved."};
inline constexpr Form rename_table{.code = "rename_table",
                                   .lock = Lock::access_exclusive,
                                   .hazards = breaks_old_code,
                                   .explain = "Instant for the database, fatal for code that still uses the old name."};
inline constexpr Form set_table_storage{.code = "set_table_storage",
                                        .lock = Lock::share_update_exclusive,
                                        .explain =
                                            "Storage parameters change the catalog only; readers and writers pass."};
inline constexpr Form set_row_security{
    .code = "set_row_security",
    .lock = Lock::access_exclusive,
    .follows_up = true,
    .explain = "Changes the catalog only. From then on nobody but the owner and superusers sees a row that no policy "
               "lets through (FORCE: nor the owner)."};
inline constexpr Form set_replica_identity{
    .code = "set_replica_identity",
    .lock = Lock::access_exclusive,
    .follows_up = true,
    .explain =
        "Changes the catalog only. FULL makes every UPDATE and DELETE write the whole old row to the WAL; without "
        "an identity they fail on a published table."};
inline constexpr Form set_logged{.code = "set_logged",
                                 .lock = Lock::access_exclusive,
                                 .cost = Cost::rewrite,
                                 .explain = "SET LOGGED and SET UNLOGGED write the whole table again, and while they "
                                            "do nobody reads or writes it. There is no online way."};

} // namespace lockstep::forms
