// Statements with the names that roles have in one environment.
#pragma once

#include <map>
#include <string>

namespace lockstep {

/// The statement as it is to run where roles are called otherwise: only where PostgreSQL's grammar has the name of a
/// role is one replaced. `names`: in the files → there.
[[nodiscard]] std::string with_role_names(const std::string& statement,
                                          const std::map<std::string, std::string>& names);

} // namespace lockstep
