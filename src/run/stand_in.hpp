// What a scratch database runs in the place of statements that a whole server would feel: roles, which all databases of
// it share, and security labels, whose provider it does not load. What they say is kept in the database alone. And what
// would reach into other databases stays in this one.
#pragma once

#include "catalog/connection.hpp"

#include <string>

namespace lockstep {

/// Makes the scratch database one that keeps what statements say of roles.
void keep_roles(Connection& connection);
/// The statement, or what stands in for it in this database.
[[nodiscard]] std::string stand_in_for(Connection& connection, const std::string& statement);

} // namespace lockstep
