// pg_dump's view of two databases, cut into objects and compared.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace lockstep::test {

/// What pg_dump --schema-only says of each object, by its type and name: {"TABLE", "public orders"}.
using Dump = std::map<std::pair<std::string, std::string>, std::string>;

enum class Owners { left_out, included };

/// Whether there is a pg_dump for servers of this major: the machine's own, which reads none newer than itself, or one
/// that is fetched. Says on stderr when there is none.
[[nodiscard]] bool can_dump(int major);
/// Dumps a database without lockstep's own schema, owners and privileges only where asked for. Throws when
/// pg_dump fails.
[[nodiscard]] Dump dump_of(const std::string& conninfo, Owners owners = Owners::left_out);

struct DumpDifference {
  std::string what; ///< missing, extra, different
  std::string type; ///< pg_dump's word: "TABLE", "FK CONSTRAINT", "FUNCTION"
  std::string name;
  std::string text; ///< both sides where they differ
};
[[nodiscard]] std::vector<DumpDifference> compare_dumps(const Dump& expected, const Dump& actual);

/// Runs a script through psql, which stops at the first error. Throws with its words when there is one.
void run_psql(const std::string& conninfo, const std::string& script);

} // namespace lockstep::test
