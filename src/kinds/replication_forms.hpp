// What statements on publications and subscriptions do.
#pragma once

#include "model/step.hpp"

namespace lockstep {

namespace publication {
inline constexpr Form create{.code = "create_publication",
                             .other = Lock::share_update_exclusive,
                             .explain =
                                 "CREATE PUBLICATION lets readers and writers of its tables pass. FOR ALL TABLES "
                                 "and TABLES IN SCHEMA need a superuser."};
inline constexpr Form alter{.code = "alter_publication",
                            .other = Lock::share_update_exclusive,
                            .explain = "Changes the catalog only. Subscribers see new tables once they run ALTER "
                                       "SUBSCRIPTION … REFRESH PUBLICATION."};
inline constexpr Form replace{.code = "replace_publication",
                              .other = Lock::share_update_exclusive,
                              .explain = "FOR ALL TABLES can not be changed: dropped and created again in one "
                                         "transaction, which subscribers do not notice."};
inline constexpr Form drop{.code = "drop_publication",
                           .hazards = breaks_old_code,
                           .explain = "Subscribers of the publication stop with an error."};
inline constexpr Form rename{.code = "rename_publication",
                             .hazards = breaks_old_code,
                             .explain = "Subscribers name the publication: theirs must follow at once."};
} // namespace publication

namespace subscription {
inline constexpr Form create{
    .code = "create_subscription",
    .hazards = needs_privilege,
    .explain = "Created without a connection and without a slot, so that it can be part of a migration. Bring it to "
               "life by hand: make the slot on the publisher, ALTER SUBSCRIPTION … SET (slot_name = …), ENABLE, and "
               "REFRESH PUBLICATION."};
inline constexpr Form alter{.code = "alter_subscription",
                            .hazards = needs_privilege,
                            .explain = "Changes the catalog only; its worker starts again with the new settings."};
inline constexpr Form drop{
    .code = "drop_subscription",
    .transaction = Transaction::outside,
    .hazards = breaks_old_code | needs_privilege,
    .explain =
        "DROP SUBSCRIPTION ends the replication and drops the slot on the publisher, for which it connects there."};
inline constexpr Form rename{.code = "rename_subscription",
                             .hazards = needs_privilege,
                             .explain = "Changes the catalog only; the slot keeps its name."};
} // namespace subscription

} // namespace lockstep
