// export: a schema in the languages of other tools.
#pragma once

#include <lockstep/lockstep.hpp>

#include <string>

namespace lockstep {

struct ExportOptions : Options {
  std::string source;     ///< empty: the declared schema
  std::string to = "sql"; ///< sql, json, dbml, mermaid
  std::string output;     ///< relative to the project; empty: only returned
};
struct ExportResult {
  std::string text;
  std::vector<std::string> warnings; ///< what the text does not hold
};
/// sql: statements that make the schema on an empty database, proven in the shadow.
ExportResult export_schema(const ExportOptions& options);

} // namespace lockstep
