// Liquibase's formatted SQL: the changesets of a file, and the words that are its own.
#pragma once

#include "emit/dialects/choices.hpp"
#include "emit/migration.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::dialects {

/// Behind "--" of a header line whose first word Liquibase would take for its own.
inline constexpr std::string_view shield = "-- > ";

/// Whether Liquibase reads the line as words of its own, also inside of a function's body.
[[nodiscard]] bool is_directive(std::string_view line);

/// One changeset: what is between its line and the next.
struct Changeset {
  std::string author;
  std::string id;
  std::string attributes; ///< as they stand behind the id
  std::string sql;        ///< on the lines of the file
  std::string raw;        ///< what Liquibase makes its checksum of
  std::vector<Guard> guards = {};

  /// The value of an attribute, without its quotes; empty where it is not said.
  [[nodiscard]] std::string says(std::string_view name) const;
  /// Its SQL with semicolons where it has another delimiter.
  [[nodiscard]] std::string script() const;
  /// As DATABASECHANGELOG has it, from Liquibase 4.22 on.
  [[nodiscard]] std::string sum() const;
};
/// With the values of its placeholders. Throws Error (usage) naming the file.
[[nodiscard]] std::vector<Changeset> changesets_of(const std::string& path, const std::string& content,
                                                   const Choices& choices);
/// Adds the values of `--property name:… value:…` lines that are for PostgreSQL where nothing else says them.
void take_properties(const std::string& content, Choices& choices);

} // namespace lockstep::dialects
