// Table locks as migration files spell them: "public.orders ACCESS EXCLUSIVE".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

struct RelationLock {
  std::string relation; ///< in SQL spelling
  std::string mode;     ///< "ACCESS EXCLUSIVE"; empty when the text names none
};
[[nodiscard]] RelationLock parse_lock(std::string_view text);
/// 1 (ACCESS SHARE) to 8 (ACCESS EXCLUSIVE), 0 for no known mode.
[[nodiscard]] int lock_strength(std::string_view mode);
/// Whether a holder of `held` keeps `wanted` waiting. `held` may be spelled as in pg_locks: "AccessShareLock".
[[nodiscard]] bool locks_conflict(std::string_view held, std::string_view wanted);
/// "ACCESS SHARE" for "AccessShareLock".
[[nodiscard]] std::string lock_words(std::string_view pg_locks_mode);

} // namespace lockstep
