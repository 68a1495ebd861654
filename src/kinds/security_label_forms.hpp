// Forms of SECURITY LABEL.
#pragma once

#include "model/step.hpp"

namespace lockstep::security_label {

inline constexpr Form set{.code = "security_label",
                          .lock = Lock::share_update_exclusive,
                          .follows_up = false,
                          .explain =
                              "SECURITY LABEL changes the catalog only. It fails where the provider's library is "
                              "not loaded (shared_preload_libraries)."};

} // namespace lockstep::security_label
