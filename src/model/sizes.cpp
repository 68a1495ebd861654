// Looking up sizes of tables.
#include "model/sizes.hpp"

#include "base/sql.hpp"

#include <numeric>

namespace lockstep {

std::int64_t TableSize::index_bytes() const {
  return std::accumulate(indexes.begin(), indexes.end(), std::int64_t{0},
                         [](std::int64_t sum, const auto& index) { return sum + index.second; });
}

const TableSize* Sizes::of(const Id& table) const {
  const auto found = tables.find(qualified(table.path));
  return found == tables.end() ? nullptr : &found->second;
}

} // namespace lockstep
