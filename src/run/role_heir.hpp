// What a role has in a scratch database goes to another one: there a renamed role is two.
#pragma once

#include <string>

namespace lockstep {

/// SQL that gives what one role owns and may do in this database to the other; nothing happens where the session is no
/// superuser or the old role is unknown.
[[nodiscard]] std::string inherit_role_sql(const std::string& from, const std::string& to);

} // namespace lockstep
