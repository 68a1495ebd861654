// Owner and grants of a relation or a function, carried over its rebuild.
#pragma once

#include "model/kind.hpp"

#include <string>
#include <string_view>

namespace lockstep {

/// A DO block that remembers owner and grants; `word` is "VIEW" or "MATERIALIZED VIEW".
[[nodiscard]] Step remember_privileges(const Id& id, std::string_view word);
/// Gives them to what stands there now under the same name.
[[nodiscard]] Step restore_privileges(const Id& id);
/// Gives a view that was made just now the owner and the grants of a table, and no others.
[[nodiscard]] Step share_privileges(const Id& table, const Id& view);

} // namespace lockstep
