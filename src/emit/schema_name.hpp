// A migration run for another schema than the one that its statements name: one schema per tenant.
#pragma once

#include "emit/migration.hpp"

#include <string>

namespace lockstep {

struct SchemaName {
  std::string declared; ///< as files have it
  std::string actual;   ///< that takes its place
};

/// The statement with the schema under its other name. Throws Error (usage) where a word of the statement may be the
/// schema and may be something else.
[[nodiscard]] std::string with_schema_name(const std::string& statement, const SchemaName& name);
/// What a setting or the body of a routine in SQL or PL/pgSQL says, likewise.
[[nodiscard]] std::string body_with_schema_name(const std::string& body, const SchemaName& name);

/// The file with those of its statements that are about the schema. Others are about what all schemas share. Throws
/// Error (usage) with the file and the statement.
[[nodiscard]] ChainFile in_schema(const ChainFile& file, const SchemaName& name);

} // namespace lockstep
