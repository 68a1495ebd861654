// The fixed words of native files, shared by their writer and their reader.
#pragma once

#include "emit/migration.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::native {

inline constexpr std::string_view mark_stem = "lockstep migration, format ";
inline constexpr std::string_view mark = "lockstep migration, format 1";
inline constexpr std::string_view locks_mark = "locks:";
inline constexpr std::string_view time_mark = "time:";
inline constexpr std::string_view leftover_mark = "leftover:";
inline constexpr std::string_view drop_leftover = "DROP INDEX CONCURRENTLY IF EXISTS ";
inline constexpr std::string_view check_mark = "no row may come:";
inline constexpr std::string_view no_way_back_mark = "-- can not be undone: ";
/// Of a file that takes an expansion back, and no file of it may be left out.
inline constexpr std::string_view no_version = "none";
inline constexpr std::string_view no_need_mark = "-- nothing to undo: ";

/// "expand: runs before …"
[[nodiscard]] std::string phase_words(const Migration& migration);
[[nodiscard]] std::string mode_words(TransactionMode mode);
/// "opened by 20260101000000", "public.orders.status -> public.orders.state"; and back again.
[[nodiscard]] std::vector<std::string> expansion_lines(const Migration& migration);
void read_expansions(const std::vector<std::string>& lines, Migration& migration);
/// What to do when the file stops half way.
[[nodiscard]] std::vector<std::string> recovery_words(const Migration& migration);
/// The same where another runner runs it: what it wants after a failed transaction, and after one outside.
[[nodiscard]] std::vector<std::string> recovery_words(const Migration& migration, std::string_view again,
                                                      std::string_view again_outside);
/// "leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_idx;"
[[nodiscard]] std::string leftover_line(const std::string& index);
/// "no row may come: SELECT …;"
[[nodiscard]] std::string check_line(const std::string& query);
/// Changes neither data nor what the schema allows.
[[nodiscard]] bool needs_no_undoing(const MigrationUnit& unit);
/// "-- can not be undone: ALTER TABLE …", "-- nothing to undo: … VALIDATE CONSTRAINT …"
[[nodiscard]] std::string no_way_back(const MigrationUnit& unit);
/// The same for a whole file that no statement undoes.
[[nodiscard]] std::string no_way_back_words(const Migration& migration);

} // namespace lockstep::native
