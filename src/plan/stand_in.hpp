// A table that is renamed or moved, and the view that stands under its old name until no application version uses it.
#pragma once

#include "plan/plan.hpp"

#include <string>

namespace lockstep {

namespace expand {
inline constexpr Form rename_under_view{
    .code = "rename_under_view",
    .lock = Lock::access_exclusive,
    .explain =
        "Instant. In the same transaction a view takes the old name, so that the old application version goes on "
        "reading and writing."};
inline constexpr Form create_stand_in{
    .code = "create_stand_in",
    .explain = "A view of all columns, which PostgreSQL writes through to the table. It lives until the contract."};
inline constexpr Form drop_stand_in{.code = "drop_stand_in",
                                    .lock = Lock::access_exclusive,
                                    .explain = "The view gives the old name back to its table."};
inline constexpr Form share_privileges{
    .code = "share_privileges", .follows_up = true, .explain = "The view gets the owner and the grants of its table."};
} // namespace expand

struct StandIn {
  Id view;  ///< the old name
  Id table; ///< the new one
};

/// Why no view can stand in for this table of `from`; empty when one can.
[[nodiscard]] std::string why_no_stand_in(const Id& old, const State& from, const State& to);
/// The new name and the view under the old one, in one transaction.
void push_stand_in(const StandIn& names, int server_major, Steps& steps);
/// The view goes, and the table has its old name again.
void push_stand_in_back(const StandIn& names, Steps& steps);
/// Says of the plan, whose steps drop the view, what stands in two shapes until then.
void add_open(const StandIn& names, Plan& plan);

} // namespace lockstep
