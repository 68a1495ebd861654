// Roles in the private server: they belong to no schema, but policies and grants name them.
#pragma once

#include <lockstep/error.hpp>

#include "catalog/connection.hpp"

namespace lockstep {

/// When a statement failed for want of a role and the server is the private one, makes that role: the statement may
/// run again. False otherwise; nothing happens on any other server.
[[nodiscard]] bool make_missing_role(Connection& connection, const Error& error);

/// True when CREATE ROLE failed because an earlier replay made the role on the private server: roles belong to all of
/// its databases.
[[nodiscard]] bool has_role_already(Connection& connection, const Error& error);

} // namespace lockstep
