// What a live catalog is asked.
#pragma once

#include "catalog/connection.hpp"
#include "catalog/read.hpp"
#include "model/kind.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// A kind of which there may be objects, and how the catalog is asked for them.
struct Asked {
  const Kind* kind;
  std::string sql;
};

/// In the order in which kinds are read: parents first.
[[nodiscard]] std::vector<Asked> kinds_to_ask(Connection& connection, const ReadOptions& options);
/// Members of extensions, owners and grants, attributes, operator classes, collations of indexes; the kinds; parts,
/// needs, and what no kind models.
[[nodiscard]] std::vector<std::string> all_queries(const std::vector<Asked>& kinds, const ReadOptions& options,
                                                   int major);

} // namespace lockstep
