// What statements on foreign data wrappers, servers, user mappings and foreign tables do.
#pragma once

#include "model/step.hpp"

namespace lockstep {

namespace foreign_data_wrapper {
inline constexpr Form create{.code = "create_foreign_data_wrapper",
                             .hazards = needs_privilege,
                             .explain = "CREATE FOREIGN DATA WRAPPER touches no table; it needs a superuser."};
inline constexpr Form alter{.code = "alter_foreign_data_wrapper",
                            .hazards = needs_privilege,
                            .explain = "Changes the catalog only; queries on its foreign tables obey from now on."};
inline constexpr Form drop{.code = "drop_foreign_data_wrapper",
                           .hazards = needs_privilege,
                           .explain = "DROP FOREIGN DATA WRAPPER removes one that no server uses."};
inline constexpr Form rename{.code = "rename_foreign_data_wrapper",
                             .hazards = needs_privilege,
                             .explain = "Servers keep their wrapper: a catalog change."};
} // namespace foreign_data_wrapper

namespace foreign_server {
inline constexpr Form create{.code = "create_server",
                             .explain = "CREATE SERVER touches no table and connects nowhere."};
inline constexpr Form alter{.code = "alter_server",
                            .explain = "Changes the catalog only; sessions connect anew when they next use it."};
inline constexpr Form replace{.code = "replace_server",
                              .explain = "No foreign table and no user mapping uses the server: dropped and created "
                                         "again."};
inline constexpr Form drop{.code = "drop_server", .explain = "DROP SERVER removes one that no foreign table uses."};
inline constexpr Form rename{.code = "rename_server", .explain = "Foreign tables keep their server: a catalog change."};
} // namespace foreign_server

namespace user_mapping {
inline constexpr Form create{.code = "create_user_mapping",
                             .explain = "CREATE USER MAPPING touches no table and connects nowhere."};
inline constexpr Form alter{.code = "alter_user_mapping",
                            .explain = "Changes the catalog only; sessions connect anew when they next use it."};
inline constexpr Form drop{.code = "drop_user_mapping",
                           .hazards = breaks_old_code,
                           .explain = "The user can no longer reach the server; queries on its foreign tables fail."};
} // namespace user_mapping

namespace foreign_table {
inline constexpr Form create{.code = "create_foreign_table",
                             .explain = "CREATE FOREIGN TABLE connects nowhere: whether it fits is seen when it is "
                                        "read."};
inline constexpr Form alter{.code = "alter_foreign_table",
                            .lock = Lock::access_exclusive,
                            .explain = "ALTER FOREIGN TABLE changes what is known here; nothing changes on the server "
                                       "that holds the rows."};
inline constexpr Form set_type{.code = "set_type_foreign",
                               .lock = Lock::access_exclusive,
                               .explain =
                                   "The type under which the values of the other server are seen here; no row is "
                                   "touched."};
inline constexpr Form drop{.code = "drop_foreign_table",
                           .lock = Lock::access_exclusive,
                           .hazards = breaks_old_code,
                           .explain = "DROP FOREIGN TABLE leaves the rows where they are; code that names it fails."};
inline constexpr Form drop_column{.code = "drop_foreign_column",
                                  .lock = Lock::access_exclusive,
                                  .hazards = breaks_old_code,
                                  .explain = "The column stays on the other server; code that names it here fails."};
inline constexpr Form rename{.code = "rename_foreign_table",
                             .lock = Lock::access_exclusive,
                             .hazards = breaks_old_code,
                             .explain = "Instant for the database, fatal for code that still uses the old name."};
} // namespace foreign_table

} // namespace lockstep
