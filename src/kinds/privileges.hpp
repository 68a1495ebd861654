// Owner and grants of a relation or a function, carried over its rebuild.
#pragma once

#include "model/kind.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// A DO block that remembers owner and grants; `word` is "VIEW" or "MATERIALIZED VIEW". `fill`: also that it is filled,
/// so that it is filled once more.
[[nodiscard]] Step remember_privileges(const Id& id, std::string_view word, bool fill = false);
/// Gives them to what stands there now under the same name.
[[nodiscard]] Step restore_privileges(const Id& id);
/// Gives a view (or a TABLE) that was made just now the owner and the grants of a table, and no others.
[[nodiscard]] Step share_privileges(const Id& table, const Id& view, std::string_view word = "VIEW");

/// What pg_get_object_address() finds an object by.
struct ServerAddress {
  std::vector<std::string> names;
  std::vector<std::string> arguments;
};
/// Puts the rebuild of something that is no relation, the steps from `first` on, between two DO blocks that carry its
/// owner, and the grants on a server.
void keep_access(const Object& object, const ServerAddress& address, Steps& steps, std::size_t first);
/// Whether one of the steps remembers owner and grants, which are gone with the session.
[[nodiscard]] bool remembers_access(const Steps& steps);

} // namespace lockstep
