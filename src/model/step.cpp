// The words of forms and steps as text.
#include "model/step.hpp"

#include <array>

namespace lockstep {

std::string_view to_text(Lock lock) {
  static constexpr std::array<std::string_view, 9> names = {
      "none",  "ACCESS SHARE",        "ROW SHARE", "ROW EXCLUSIVE",   "SHARE UPDATE EXCLUSIVE",
      "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"};
  return names.at(static_cast<std::size_t>(lock));
}

std::string_view to_text(Cost cost) {
  static constexpr std::array<std::string_view, 4> names = {"catalog only", "scan", "index build", "rewrite"};
  return names.at(static_cast<std::size_t>(cost));
}

std::string_view to_text(Phase phase) {
  static constexpr std::array<std::string_view, 4> names = {"expand", "backfill", "validate", "contract"};
  return names.at(static_cast<std::size_t>(phase));
}

} // namespace lockstep
