// A sorted set of ids that takes little memory: every object has two of them.
#pragma once

#include "model/object.hpp"

#include <algorithm>
#include <vector>

namespace lockstep {

class Ids {
public:
  [[nodiscard]] std::vector<Id>::const_iterator begin() const { return list_.begin(); }
  [[nodiscard]] std::vector<Id>::const_iterator end() const { return list_.end(); }
  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  [[nodiscard]] bool contains(const Id& id) const { return std::binary_search(begin(), end(), id); }

  void add(const Id& id) {
    const auto at = std::lower_bound(begin(), end(), id);
    if (at == end() || *at != id) list_.insert(at, id);
  }
  /// Adds one of many; until `settle` was called nothing else may be.
  void add_unsorted(const Id& id) { list_.push_back(id); }
  void settle() {
    if (!std::is_sorted(list_.begin(), list_.end())) std::sort(list_.begin(), list_.end());
    list_.erase(std::unique(list_.begin(), list_.end()), list_.end());
    list_.shrink_to_fit();
  }

private:
  std::vector<Id> list_;
};

} // namespace lockstep
