// What statements on constraints do to a table in use.
#pragma once

#include "model/step.hpp"

namespace lockstep::constraint {

inline constexpr Form add_key{.code = "add_key",
                              .lock = Lock::access_exclusive,
                              .cost = Cost::build,
                              .hazards = data_dependent,
                              .explain = "ADD PRIMARY KEY or UNIQUE builds its index while nobody reads or writes the "
                                         "table. Build the index concurrently first and adopt it with USING INDEX."};
inline constexpr Form add_key_using_index{
    .code = "add_key_using_index",
    .lock = Lock::access_exclusive,
    .explain = "Adopts a finished unique index as the constraint's: a catalog change of milliseconds."};
inline constexpr Form add_check{.code = "add_check",
                                .lock = Lock::access_exclusive,
                                .cost = Cost::scan,
                                .hazards = data_dependent,
                                .explain = "ADD CHECK reads the whole table while nobody may use it. NOT VALID and a "
                                           "later VALIDATE do the reading beside the traffic."};
inline constexpr Form add_key_only{
    .code = "add_key_only",
    .lock = Lock::access_exclusive,
    .explain = "The key of a partitioned table without its partitions: it holds no row, so nothing is built. It is "
               "complete once each partition has attached its own."};
inline constexpr Form adopt_foreign_key{
    .code = "adopt_foreign_key",
    .lock = Lock::share_row_exclusive,
    .other = Lock::access_exclusive,
    .transaction = Transaction::alone,
    .explain = "A foreign key of a partitioned table takes the valid ones of its partitions: no row is looked up, but "
               "the referenced table is locked for a moment."};
inline constexpr Form adopt_foreign_key_to_itself{
    .code = "adopt_foreign_key_to_itself",
    .lock = Lock::access_exclusive,
    .transaction = Transaction::alone,
    .explain =
        "A foreign key of a partitioned table to the table itself takes the valid ones of its partitions: no row "
        "is looked up, but the table is locked for a moment."};
inline constexpr Form add_check_not_valid{
    .code = "add_check_not_valid",
    .lock = Lock::access_exclusive,
    .explain = "New rows are checked from now on; old rows are not read. An UPDATE of an old row that breaks the rule "
               "fails, even of another column."};
inline constexpr Form add_foreign_key{
    .code = "add_foreign_key",
    .lock = Lock::share_row_exclusive,
    .other = Lock::share_row_exclusive,
    .cost = Cost::scan,
    .hazards = data_dependent,
    .explain = "ADD FOREIGN KEY stops writes to both tables while every row is looked up. NOT VALID and a later "
               "VALIDATE let them pass."};
inline constexpr Form add_foreign_key_on_new_table{
    .code = "add_foreign_key_on_new_table",
    .lock = Lock::share_row_exclusive,
    .other = Lock::share_row_exclusive,
    .explain =
        "The referencing table is new and empty, so no row is looked up. Writes to the referenced table wait for "
        "the moment of the commit."};
inline constexpr Form add_foreign_key_not_valid{.code = "add_foreign_key_not_valid",
                                                .lock = Lock::share_row_exclusive,
                                                .other = Lock::share_row_exclusive,
                                                .explain = "New rows are checked from now on; old rows are not read."};
inline constexpr Form replace_check{.code = "replace_check",
                                    .lock = Lock::access_exclusive,
                                    .cost = Cost::scan,
                                    .hazards = data_dependent,
                                    .explain =
                                        "The new rule is read against every row while nobody may use the table. "
                                        "Added as NOT VALID under another name, validated beside the traffic and "
                                        "then swapped in, it costs a moment."};
inline constexpr Form replace_foreign_key{
    .code = "replace_foreign_key",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .cost = Cost::scan,
    .hazards = data_dependent,
    .explain = "Every row is looked up while nobody may use either table. Added as NOT VALID under another name, "
               "validated beside the traffic and then swapped in, the new key costs a moment."};
inline constexpr Form replace_key{
    .code = "replace_key",
    .lock = Lock::access_exclusive,
    .cost = Cost::build,
    .hazards = data_dependent,
    .explain =
        "The new key's index is built while nobody may use the table. Built concurrently and adopted by the very "
        "statement that drops the old key, it costs a moment."};
inline constexpr Form replace_exclusion{
    .code = "replace_exclusion",
    .lock = Lock::access_exclusive,
    .cost = Cost::build,
    .hazards = data_dependent,
    .explain =
        "PostgreSQL has no online way to change an exclusion constraint: the index of the new one is built while "
        "nobody reads or writes the table. There is no moment without the rule."};
inline constexpr Form swap_key{
    .code = "swap_key",
    .lock = Lock::access_exclusive,
    .explain =
        "One statement drops the old key and adopts the finished index of the new one, so that there is no moment "
        "without a key: a catalog change of milliseconds."};
inline constexpr Form replace_not_valid{
    .code = "replace_constraint_not_valid",
    .lock = Lock::access_exclusive,
    .explain =
        "One statement drops the old rule and adds the new one as NOT VALID, so that there is no moment without."};
inline constexpr Form replace_foreign_key_not_valid{
    .code = "replace_foreign_key_not_valid",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .explain = "One statement drops the old key and adds the new one as NOT VALID, so that there is no moment without. "
               "Both tables are locked for that moment."};
inline constexpr Form validate{.code = "validate_constraint",
                               .lock = Lock::share_update_exclusive,
                               .other = Lock::row_share,
                               .cost = Cost::scan,
                               .hazards = data_dependent,
                               .follows_up = true,
                               .explain = "Reads every row beside the traffic; it may be repeated."};
inline constexpr Form add_exclusion{
    .code = "add_exclusion",
    .lock = Lock::access_exclusive,
    .cost = Cost::build,
    .hazards = data_dependent,
    .explain = "PostgreSQL has no online way to add an exclusion constraint: its index is built while nobody reads or "
               "writes the table."};
inline constexpr Form drop{
    .code = "drop_constraint", .lock = Lock::access_exclusive, .explain = "Changes the catalog only."};
inline constexpr Form drop_foreign_key{
    .code = "drop_foreign_key",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .explain = "Changes the catalog only, but locks the referenced table as well for that moment."};
inline constexpr Form rename{
    .code = "rename_constraint", .lock = Lock::access_exclusive, .explain = "Changes the catalog only."};
inline constexpr Form alter_not_enforced{
    .code = "alter_not_enforced",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .explain = "Changes the catalog only, but locks the referenced table as well for that moment. Rows are no longer "
               "looked up."};
inline constexpr Form alter_deferrable{
    .code = "alter_deferrable", .lock = Lock::access_exclusive, .explain = "Changes the catalog only."};

} // namespace lockstep::constraint
