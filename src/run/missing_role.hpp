// Roles in the private server: they belong to no schema, but policies and grants name them.
#pragma once

#include <lockstep/error.hpp>

#include "catalog/connection.hpp"

namespace lockstep {

/// When a statement failed for want of a role and the server is the private one, makes that role: the statement may
/// run again. False otherwise; nothing happens on any other server.
[[nodiscard]] bool make_missing_role(Connection& connection, const Error& error);

} // namespace lockstep
