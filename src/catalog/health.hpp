// What a live database says of itself beside its schema: numbers that run out, and what the role may not see.
#pragma once

#include "catalog/connection.hpp"
#include "model/object.hpp"

#include <set>
#include <string>
#include <vector>

namespace lockstep {

/// A sequence, and how much of its numbers are used.
struct SequenceUse {
  std::string name;   ///< "public.orders_id_seq"
  std::string column; ///< that it fills: "public.orders.id"; empty: none
  std::string type;   ///< of the column, or of the sequence
  std::string limit;  ///< the last number that fits
  double used = 0;    ///< 0 to 1
  std::string owner;
};

struct Health {
  std::vector<SequenceUse> sequences; ///< those that run out some day, by name
  std::vector<std::string> unseen;    ///< in words
  std::set<std::string> hidden;       ///< "user_mapping app@remote": objects of which not all can be seen
  bool hides_subscriptions = false;   ///< where they lead to
  bool hides_sql = false;             ///< which [[sql]] there is
};
/// Reads catalogs and the counters of sequences.
[[nodiscard]] Health read_health(Connection& connection);

} // namespace lockstep
