// PostgreSQL's table-level lock modes and their conflicts.
// https://www.postgresql.org/docs/current/explicit-locking.html
#include "emit/locks.hpp"

#include <array>

namespace lockstep {

namespace {

struct Mode {
  std::string_view words;
  std::string_view pg_locks;
  unsigned conflicts; ///< bit n: with the mode of strength n + 1
};

constexpr std::array modes = {
    Mode{"ACCESS SHARE", "AccessShareLock", 0b10000000U},
    Mode{"ROW SHARE", "RowShareLock", 0b11000000U},
    Mode{"ROW EXCLUSIVE", "RowExclusiveLock", 0b11110000U},
    Mode{"SHARE UPDATE EXCLUSIVE", "ShareUpdateExclusiveLock", 0b11111000U},
    Mode{"SHARE", "ShareLock", 0b11101100U},
    Mode{"SHARE ROW EXCLUSIVE", "ShareRowExclusiveLock", 0b11111100U},
    Mode{"EXCLUSIVE", "ExclusiveLock", 0b11111110U},
    Mode{"ACCESS EXCLUSIVE", "AccessExclusiveLock", 0b11111111U},
};

std::size_t find_mode(std::string_view text) {
  for (std::size_t i = 0; i < modes.size(); ++i)
    if (modes[i].words == text || modes[i].pg_locks == text) return i;
  return modes.size();
}

} // namespace

RelationLock parse_lock(std::string_view text) {
  RelationLock lock{std::string(text), {}};
  for (const Mode& mode : modes) {
    const std::size_t size = mode.words.size();
    if (size <= lock.mode.size() || text.size() <= size + 1) continue;
    if (!text.ends_with(mode.words) || text[text.size() - size - 1] != ' ') continue;
    lock = {std::string(text.substr(0, text.size() - size - 1)), std::string(mode.words)};
  }
  return lock;
}

int lock_strength(std::string_view mode) {
  const std::size_t found = find_mode(mode);
  return found == modes.size() ? 0 : static_cast<int>(found) + 1;
}

bool locks_conflict(std::string_view held, std::string_view wanted) {
  const std::size_t one = find_mode(held);
  const std::size_t other = find_mode(wanted);
  return one < modes.size() && other < modes.size() && ((modes[one].conflicts >> other) & 1U) != 0;
}

std::string lock_words(std::string_view pg_locks_mode) {
  const std::size_t found = find_mode(pg_locks_mode);
  return std::string(found == modes.size() ? pg_locks_mode : modes[found].words);
}

} // namespace lockstep
