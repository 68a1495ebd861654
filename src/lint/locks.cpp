// Which tables a statement locks, how strongly, and whether it reads their rows meanwhile. The strengths are those that
// the forms of kinds claim and the shadow measures; here they are needed for statements that nobody declared.
#include "lint/world.hpp"

#include <algorithm>
#include <array>

namespace lockstep::linting {

namespace {

using Names = std::initializer_list<std::string_view>;
bool is_one_of(const std::string& word, Names names) {
  return std::find(names.begin(), names.end(), word) != names.end();
}

Held lock_of_command(const std::string& table, const Tree& command) {
  const std::string sort = text_at(command, "subtype");
  const Tree& constraint = at(at(command, "def"), "Constraint");
  if (is_one_of(sort, {"AT_SetStatistics", "AT_SetOptions", "AT_ResetOptions", "AT_SetRelOptions", "AT_ResetRelOptions",
                       "AT_ClusterOn", "AT_DropCluster", "AT_AttachPartition", "AT_DetachPartitionFinalize"}))
    return {table, Strength::weak, false};
  if (sort == "AT_DetachPartition" && flag_at(at(at(command, "def"), "PartitionCmd"), "concurrent"))
    return {table, Strength::weak, false};
  if (sort == "AT_ValidateConstraint") return {table, Strength::weak, true};
  if (is_one_of(sort, {"AT_EnableTrig", "AT_DisableTrig", "AT_EnableTrigUser", "AT_DisableTrigUser", "AT_EnableTrigAll",
                       "AT_DisableTrigAll", "AT_EnableAlwaysTrig", "AT_EnableReplicaTrig"}))
    return {table, Strength::blocks_writes, false};
  if (sort == "AT_AddConstraint" && text_at(constraint, "contype") == "CONSTR_FOREIGN")
    return {table, Strength::blocks_writes, !flag_at(constraint, "skip_validation")};
  const bool reads = is_one_of(sort, {"AT_SetNotNull", "AT_AlterColumnType", "AT_SetLogged", "AT_SetUnLogged",
                                      "AT_SetAccessMethod", "AT_SetTableSpace"}) ||
                     (sort == "AT_AddConstraint" && !flag_at(constraint, "skip_validation") &&
                      text_at(constraint, "indexname").empty());
  return {table, Strength::blocks_all, reads};
}

std::vector<Held> locks_of_alter(const Tree& node) {
  std::vector<Held> locks;
  const std::string table = relation_name(at(node, "relation"));
  if (text_at(node, "objtype") != "OBJECT_TABLE") return locks;
  const Tree& commands = at(node, "cmds");
  if (!commands.is_array()) return locks;
  for (const Tree& entry : commands) {
    const Tree& command = at(entry, "AlterTableCmd");
    locks.push_back(lock_of_command(table, command));
    each_node(at(command, "def"), "Constraint", [&](const Tree& constraint) {
      if (const Tree& other = at(constraint, "pktable"); other.is_object())
        locks.push_back({relation_name(other), Strength::blocks_writes, false});
    });
  }
  return locks;
}

std::vector<Held> locks_of_drop(const Tree& node) {
  std::vector<Held> locks;
  const Tree& objects = at(node, "objects");
  if (!is_one_of(text_at(node, "removeType"), {"OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW"}) || !objects.is_array())
    return locks;
  for (const Tree& object : objects) locks.push_back({list_name(object), Strength::blocks_all, false});
  return locks;
}

} // namespace

std::vector<Held> locks_of(const Parsed& statement) {
  const Tree& node = statement.node;
  const std::string& sort = statement.sort;
  if (sort == "AlterTableStmt") return locks_of_alter(node);
  if (sort == "DropStmt") return locks_of_drop(node);
  const std::string table = relation_name(at(node, "relation"));
  if (sort == "IndexStmt")
    return {{table, flag_at(node, "concurrent") ? Strength::weak : Strength::blocks_writes, true}};
  if (sort == "RenameStmt" &&
      (text_at(node, "renameType") == "OBJECT_TABLE" || text_at(node, "renameType") == "OBJECT_COLUMN"))
    return {{table, Strength::blocks_all, false}};
  if (sort == "CreateTrigStmt") return {{table, Strength::blocks_writes, false}};
  if (sort == "ClusterStmt") return {{table, Strength::blocks_all, true}};
  if (sort == "TruncateStmt" || sort == "LockStmt") {
    std::vector<Held> locks;
    each_node(at(node, "relations"), "RangeVar", [&](const Tree& relation) {
      locks.push_back({relation_name(relation), Strength::blocks_all, false});
    });
    return locks;
  }
  return {};
}

} // namespace lockstep::linting
