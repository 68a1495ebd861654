// Event triggers: what statements on them do.
#pragma once

#include "model/step.hpp"

namespace lockstep::event_trigger {

inline constexpr Form create{.code = "create_event_trigger",
                             .hazards = needs_superuser,
                             .explain = "CREATE EVENT TRIGGER needs a superuser; every DDL command after it runs it."};
inline constexpr Form enable{
    .code = "enable_event_trigger", .hazards = needs_superuser, .explain = "Changes the catalog only."};
inline constexpr Form drop{.code = "drop_event_trigger", .explain = "DDL commands no longer do what it did."};
inline constexpr Form rename{
    .code = "rename_event_trigger", .hazards = needs_superuser, .explain = "Changes the catalog only."};

} // namespace lockstep::event_trigger
