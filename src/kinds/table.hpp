// Tables: their body, and what statements on whole tables do to a table in use.
#pragma once

#include "kinds/access.hpp"

#include <string>
#include <vector>

namespace lockstep {

struct Table : Access {
  std::string partition_by;
  std::string partition_of;
  std::string values;
  std::vector<std::string> inherits;
  std::string of_type;
  std::string access_method;
  std::string tablespace;
  bool unlogged = false;
  Settings with;
  bool row_security = false;
  bool force_row_security = false;
  std::string replica_identity;
  std::string replica_identity_index;
  std::string cluster_on;
  std::string comment;
  bool detaching = false;
  /// The index or key of the partitioned table whose parts those of replica_identity_index and cluster_on are:
  /// schema-qualified; empty where they are the table's own.
  std::string identity_whole;
  std::string cluster_whole;
  std::string bounds; ///< what PostgreSQL demands of every row of a partition, as an SQL condition
};

/// CREATE TABLE for what will be attached as a partition: made like its table, which nobody then waits for. `bounds` is
/// the name of a CHECK that proves what ATTACH would else look up.
[[nodiscard]] std::string create_like_parent_sql(const Object& object, const State& state, const std::string& bounds);

namespace forms {

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
inline constexpr Form set_cluster{.code = "set_cluster",
                                  .lock = Lock::share_update_exclusive,
                                  .follows_up = true,
                                  .explain = "Says by which index a later CLUSTER sorts; the catalog only."};
inline constexpr Form set_logged{.code = "set_logged",
                                 .lock = Lock::access_exclusive,
                                 .cost = Cost::rewrite,
                                 .explain = "SET LOGGED and SET UNLOGGED write the whole table again, and while they "
                                            "do nobody reads or writes it. There is no online way."};
inline constexpr Form set_access_method{
    .code = "set_access_method",
    .lock = Lock::access_exclusive,
    .cost = Cost::rewrite,
    .explain = "SET ACCESS METHOD writes the whole table again, and while it does nobody reads or writes it. There is "
               "no online way."};
inline constexpr Form set_tablespace{
    .code = "set_tablespace",
    .lock = Lock::access_exclusive,
    .cost = Cost::rewrite,
    .explain = "SET TABLESPACE copies the whole table, and while it does nobody reads or writes it. There is no online "
               "way."};
inline constexpr Form set_type_of_table{.code = "table_of_type",
                                        .lock = Lock::access_exclusive,
                                        .follows_up = true,
                                        .explain = "Changes the catalog only."};
inline constexpr Form inherit{.code = "inherit",
                              .lock = Lock::access_exclusive,
                              .other = Lock::share_update_exclusive,
                              .follows_up = true,
                              .explain = "Changes the catalog only. From then on queries of the parent return the "
                                         "rows of this table as well."};
inline constexpr Form turn_parents{.code = "turn_parents",
                                   .lock = Lock::access_exclusive,
                                   .other = Lock::share_update_exclusive,
                                   .follows_up = true,
                                   .explain = "Changes the catalog only: the table lets go of its parents and takes "
                                              "them on in their new order, in one statement."};
inline constexpr Form no_inherit{.code = "no_inherit",
                                 .lock = Lock::access_exclusive,
                                 .hazards = breaks_old_code,
                                 .explain = "Changes the catalog only. From then on queries of the parent no longer "
                                            "return the rows of this table."};

} // namespace forms
} // namespace lockstep
