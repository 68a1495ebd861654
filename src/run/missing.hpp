// What a schema needs and no database holds: roles and tablespaces, which belong to a whole server. The private servers
// (the shadow, @dev) get them as statements ask for them; on any other server nothing is made but the names of roles
// for a scratch database of a project that manages roles.
#pragma once

#include <lockstep/error.hpp>

#include "catalog/connection.hpp"

#include <string>

namespace lockstep {

/// Whether the server is one of lockstep's own.
[[nodiscard]] bool is_private(Connection& connection);
/// Whether its database keeps what statements say of roles, so that the server needs no more than their names.
[[nodiscard]] bool keeps_roles(Connection& connection);

/// When a statement failed for want of a role or a tablespace and the server is a private one, makes it and says what
/// ("role app"): the statement may run again. The owner of what only superusers can own is made one. Empty otherwise.
/// PostgreSQL makes no tablespace while a transaction is open.
[[nodiscard]] std::string make_missing(Connection& connection, const Error& error, bool in_transaction = false);

/// True when CREATE ROLE failed because an earlier replay made the role on the private server: roles belong to all of
/// its databases.
[[nodiscard]] bool has_role_already(Connection& connection, const Error& error);

} // namespace lockstep
