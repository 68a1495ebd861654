// Roles are called otherwise on one server than in the files: what is read is told in the words of the files.
#pragma once

#include "model/kind.hpp"

#include <map>
#include <string>

namespace lockstep {

using RoleNames = std::map<std::string, std::string>;

/// Renames the roles that the fields of a body name.
void rename_roles(const Kind& kind, const RoleNames& names, void* body);
/// The name of an object, where it is that of a role or begins with one.
[[nodiscard]] std::string renamed_role(const Kind& kind, const RoleNames& names, const std::string& name);

} // namespace lockstep
