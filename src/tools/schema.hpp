// Schemas in the languages of other tools, as the SQL which these tools themselves make of them.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace lockstep::tools {

/// A schema, and what its tool may use to say it in SQL.
struct Ask {
  std::filesystem::path schema;                   ///< its file or folder
  std::filesystem::path root;                     ///< the project
  std::string url;                                ///< of an empty scratch database: postgresql://…
  std::map<std::string, std::string> environment; ///< PGHOST and the like, of the same database
  std::function<void(const std::string&)> say;    ///< for what is worth a word; may be empty
};

struct SchemaTool {
  std::string_view name;   ///< "Prisma"
  std::string_view runner; ///< the dialect, or the table, of what its users migrate with: no part of the schema
  bool (*owns)(const std::filesystem::path& path);
  /// The SQL that makes the schema; empty where the tool has made it in the scratch database itself. Throws Error
  /// (usage) with what is missing, or what the tool said.
  std::string (*sql)(const Ask& ask);
};

/// The tool that a file or folder is written for; null where it is for none.
[[nodiscard]] const SchemaTool* schema_tool_of(const std::filesystem::path& path);

} // namespace lockstep::tools
