// The header of a native file, read back.
#pragma once

#include "emit/comment.hpp"
#include "emit/migration.hpp"

#include <lockstep/error.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::native {

/// `line` 0: the file as a whole.
[[nodiscard]] Error file_error(const std::string& file, int line, const std::string& message, const std::string& hint);
/// The entries of the header; none where there is no header. Throws Error (usage) for another format.
[[nodiscard]] std::vector<HeaderEntry> read_header(const std::string& file, std::string_view content);
/// The header and the file name say the same thing twice; a copied or renamed file must not lie to its reader.
void check_name(const std::string& file, const Migration& migration, const HeaderEntry& entry);
/// What an entry says beside version, name and phase.
void read_entry(const HeaderEntry& entry, Migration& migration);
/// Gives the units the statements that undo them.
void read_way_back(const std::vector<HeaderEntry>& header, Migration& migration);

} // namespace lockstep::native
