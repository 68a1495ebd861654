// Who stands in the way of a lock, and who has to wait behind it.
#pragma once

#include <lockstep/trace.hpp>

#include "catalog/connection.hpp"

#include <map>
#include <string>
#include <vector>

namespace lockstep {

/// What others do that locks a relation which they do not name.
struct Passage {
  std::string what; ///< "writes to public.lines (lines_order_id_fkey)"
  std::string mode; ///< the lock that it takes
};
/// By the oid of the relation: views read their tables, foreign keys look rows up on both sides.
using Passages = std::map<std::string, std::vector<Passage>>;
[[nodiscard]] Passages passages_of(Connection& connection);

/// Fills in whom the lock on the relation with this oid waits for and who waits behind it: the same, because what it
/// can not be granted beside is not granted beside it, nor behind its request.
void add_queue(const Passages& passages, const std::string& oid, TraceLock& lock);

} // namespace lockstep
