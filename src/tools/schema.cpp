// The table of tools whose schemas can be read.
#include "tools/schema.hpp"

#include "tools/schema_tools.hpp"

#include <array>

namespace lockstep::tools {

const SchemaTool* schema_tool_of(const std::filesystem::path& path) {
  static constexpr std::array<const SchemaTool*, 6> table{&prisma, &rails, &django, &drizzle, &atlas, &sqlalchemy};
  for (const SchemaTool* tool : table)
    if (tool->owns(path)) return tool;
  return nullptr;
}

} // namespace lockstep::tools
