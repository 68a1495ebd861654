// Liquibase changelogs in YAML, XML and JSON: the files that they include, in order.
#pragma once

#include "emit/dialect.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::dialects {

inline constexpr std::array<std::string_view, 4> changelog_endings = {".yaml", ".yml", ".xml", ".json"};

/// A file in one of those languages that is a changelog.
[[nodiscard]] bool is_changelog(std::string_view path, std::string_view content);
/// Adds the values of its properties that are for PostgreSQL where nothing else says them.
void take_changelog_properties(std::string_view content, Choices& choices);
/// The changelog that no other one includes; empty where there is none.
[[nodiscard]] std::string top_changelog(const Folder& folder);
/// Files with changesets, in the order in which Liquibase runs them: those that the topmost changelog includes, or
/// without one all SQL files by name. Changelogs are among them where they hold changesets themselves.
[[nodiscard]] std::vector<std::string> included_files(const Folder& folder);

} // namespace lockstep::dialects
