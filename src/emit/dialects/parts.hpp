// What dialects share: names, versions, the way back, and text that a runner would misread.
#pragma once

#include "emit/dialect.hpp"
#include "emit/native_text.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::dialects {

/// "add_orders_expand"
[[nodiscard]] std::string plain_name(const Migration& migration);
/// "20261122120000_add_orders" into its digits and the rest behind `separator`; no value without either.
struct Numbered {
  std::string digits;
  std::string name;
};
[[nodiscard]] std::optional<Numbered> numbered(std::string_view stem, std::string_view separator = "_");
/// The last part of a path, and what stands before it.
[[nodiscard]] std::string file_of(std::string_view path);
[[nodiscard]] std::string folder_of(std::string_view path);

[[nodiscard]] ChainFile chain_file(const std::string& path, const std::string& content, Migration migration,
                                   std::string id);
/// Versions count up in the order of the files: their own digits where these do, else one more than the one before.
void number(std::vector<ChainFile>& chain);
/// Sorts by own digits (`migration.version`), then numbers. Throws Error (usage) for two files of one version.
void sort_by_version(std::vector<ChainFile>& chain);

/// The statements that undo a migration, in order, without semicolons.
struct WayBack {
  bool possible = true;
  std::vector<std::string> statements; ///< with `possible`; may be empty: then there is nothing to undo
};
[[nodiscard]] WayBack way_back(const Migration& migration);
/// A block that ends the way back with an error, for what nothing undoes.
[[nodiscard]] std::string no_way_back_block(const Migration& migration);
/// Whether one of them refuses a transaction.
[[nodiscard]] bool refuse_transaction(const std::vector<std::string>& statements);
/// The way back as one script: its statements, or the block.
[[nodiscard]] std::string back_script(const Migration& migration, bool begins);

/// Throws Error (usage) where a line of a statement satisfies `trap`: the runner would take it for a word of its own.
void refuse_lines(const Migration& migration, std::string_view runner,
                  const std::function<bool(std::string_view line)>& trap);
/// The text after "--" and spaces, in lower case; empty for a line that is no comment.
[[nodiscard]] std::string comment_words(std::string_view line);

/// Of a line of code: how many blanks stand before its first word.
[[nodiscard]] std::size_t indentation_of(std::string_view line);
/// The lines that a script of code begins with, up to the first that is no # comment, as comments of SQL.
[[nodiscard]] std::string first_comments(const std::vector<std::string>& lines);
/// SQL that somebody wrote beside a migration that is not SQL: `<path>.lockstep`. Throws Error (usage) with `how` to
/// get it when it is not there.
[[nodiscard]] std::string sql_beside(const Folder& folder, const std::string& path, const std::string& what,
                                     const std::string& how);

} // namespace lockstep::dialects
