// Columns: their body and what statements on them do to a table in use.
#pragma once

#include "kinds/render.hpp"
#include "model/kind.hpp"

#include <optional>
#include <string>

namespace lockstep {

struct Column {
  std::string type;
  bool not_null = false;
  std::string default_value;
  std::string identity;
  Settings identity_options;
  std::string generated;
  bool is_virtual = false;
  std::string collation;
  std::string storage, compression;
  std::optional<std::int64_t> statistics;
  Settings options;
  std::string not_null_name;
  bool inherited = false; ///< not its own as well: goes with that of the table that its table INHERITS
  std::string comment;
  std::optional<std::int64_t> position;
  std::string unvalidated_not_null; ///< the NOT NULL constraint of PostgreSQL 18 that old rows were never held against
};

namespace column {

inline constexpr Form add{.code = "add_column",
                          .lock = Lock::access_exclusive,
                          .explain = "A nullable column, or one with a constant or stable default, changes the catalog "
                                     "only: old rows are not touched."};
inline constexpr Form add_rewriting{
    .code = "add_column_rewriting",
    .lock = Lock::access_exclusive,
    .cost = Cost::rewrite,
    .explain =
        "A volatile default, an identity, a stored generated column or a domain with constraints makes PostgreSQL "
        "write the whole table and all its indexes again while nobody reads or writes it. Add the column without "
        "it, set the default for new rows, and fill the old ones in batches."};
inline constexpr Form add_required{
    .code = "add_required_column",
    .lock = Lock::access_exclusive,
    .hazards = data_dependent | breaks_old_code,
    .explain =
        "A column that is NOT NULL without a default can not be added to a table with rows, and application code "
        "that does not know it can no longer insert. Give it a default, or add it nullable, fill it, and set NOT "
        "NULL in a later release."};
inline constexpr Form drop{.code = "drop_column",
                           .lock = Lock::access_exclusive,
                           .hazards = data_loss | breaks_old_code,
                           .explain = "DROP COLUMN loses its data for ever; application code that still names it fails "
                                      "at once. It belongs into the contract phase."};
inline constexpr Form rename{.code = "rename_column",
                             .lock = Lock::access_exclusive,
                             .hazards = breaks_old_code,
                             .explain = "Instant for the database, fatal for code that still uses the old name."};
inline constexpr Form set_default{.code = "set_default",
                                  .lock = Lock::access_exclusive,
                                  .explain = "Changes the catalog only; it counts for new rows."};
inline constexpr Form set_not_null{
    .code = "set_not_null",
    .lock = Lock::access_exclusive,
    .cost = Cost::scan,
    .hazards = data_dependent,
    .explain = "SET NOT NULL reads the whole table while nobody may use it, unless a valid CHECK proves it already. "
               "lockstep adds the CHECK as NOT VALID, validates it beside the traffic, and then sets NOT NULL."};
inline constexpr Form set_not_null_proven{.code = "set_not_null_proven",
                                          .lock = Lock::access_exclusive,
                                          .explain =
                                              "A valid CHECK (column IS NOT NULL) proves it, so that no row is read."};
inline constexpr Form add_not_null_not_valid{
    .code = "add_not_null_not_valid",
    .lock = Lock::access_exclusive,
    .explain = "PostgreSQL 18: new rows must have a value from now on; old rows are not read."};
inline constexpr Form rename_not_null{
    .code = "rename_not_null", .lock = Lock::access_exclusive, .explain = "Changes the catalog only."};
inline constexpr Form drop_not_null{
    .code = "drop_not_null", .lock = Lock::access_exclusive, .explain = "Changes the catalog only."};
inline constexpr Form set_type{
    .code = "set_type",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .explain =
        "A type change keeps the rows where the old values need no change at all (wider varchar, varchar to text, "
        "larger numeric precision). Statistics of the column are lost, so ANALYZE follows. Prepared statements "
        "that return the column fail once. A foreign key on the column locks the other table too."};
inline constexpr Form set_type_checking{
    .code = "set_type_checking",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .cost = Cost::scan,
    .hazards = data_dependent,
    .explain = "The rows stay, but PostgreSQL reads all of them to see whether a CHECK or a domain still holds, while "
               "nobody reads or writes the table."};
inline constexpr Form set_type_rebuilding{
    .code = "set_type_rebuilding",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .cost = Cost::build,
    .explain =
        "The rows stay, but PostgreSQL builds indexes on the column again (partial and expression indexes always, "
        "others where their order may change) while nobody reads or writes the table. The online way is a second "
        "column, kept in step by a trigger, filled in batches and swapped in later."};
inline constexpr Form set_type_rewriting{
    .code = "set_type_rewriting",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .cost = Cost::rewrite,
    .hazards = data_dependent | breaks_old_code,
    .explain =
        "The whole table and all its indexes are written again while nobody reads or writes it. The online way is "
        "a second column, kept in step by a trigger, filled in batches and swapped in later."};
inline constexpr Form set_time_zone{
    .code = "set_time_zone",
    .follows_up = true,
    .explain =
        "Values with and without time zone are turned into each other by the session's TimeZone: fixed to UTC, the "
        "result is the same whoever runs the file, and no row is written."};
inline constexpr Form change_generated{
    .code = "change_generated",
    .lock = Lock::access_exclusive,
    .cost = Cost::rewrite,
    .explain = "A generated column's expression can not be changed without writing the table again."};
inline constexpr Form set_storage{.code = "set_storage",
                                  .lock = Lock::access_exclusive,
                                  .explain = "Changes the catalog only; it counts for values written from now on."};
inline constexpr Form set_statistics{.code = "set_statistics",
                                     .lock = Lock::share_update_exclusive,
                                     .explain = "Changes the catalog only; the next ANALYZE uses it."};
inline constexpr Form analyze{.code = "analyze",
                              .lock = Lock::share_update_exclusive,
                              .cost = Cost::scan,
                              .follows_up = true,
                              .explain = "ANALYZE reads a sample; readers and writers pass."};

/// "ALTER TABLE t ALTER COLUMN c <action>"
[[nodiscard]] std::string alter_column(const Id& id, const std::string& action);

} // namespace column
} // namespace lockstep
