// Which tables a statement locks, how strongly, and whether it reads their rows meanwhile. The strengths are those that
// the forms of kinds claim and the shadow measures; here they are needed for statements that nobody declared.
#include "lint/world.hpp"

#include <algorithm>
#include <array>

namespace lockstep::linting {

namespace {

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
    if (const Tree& part = at(at(command, "def"), "PartitionCmd"); part.is_object() && !flag_at(part, "concurrent"))
      locks.push_back({relation_name(at(part, "name")), Strength::blocks_all, false});
    each_node(at(command, "def"), "Constraint", [&](const Tree& constraint) {
      if (const Tree& other = at(constraint, "pktable"); other.is_object())
        locks.push_back({relation_name(other), Strength::blocks_writes, false});
    });
  }
  return locks;
}

std::vector<Held> locks_of_drop(const Tree& node) {
  std::vector<Held> locks;
  const std::string sort = text_at(node, "removeType");
  const Tree& objects = at(node, "objects");
  const bool on_table = is_one_of(sort, {"OBJECT_TRIGGER", "OBJECT_RULE", "OBJECT_POLICY"});
  const bool relation = is_one_of(sort, {"OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE"});
  if (!objects.is_array() || !(relation || on_table)) return locks;
  for (Tree object : objects) {
    // The name of what stands on a table comes behind the table's.
    Tree& names = object["List"]["items"];
    if (on_table && names.size() > 1) names.erase(names.size() - 1);
    locks.push_back({list_name(object), Strength::blocks_all, false});
  }
  return locks;
}

/// Statements about one relation that is neither altered nor dropped.
std::vector<Held> locks_of_other(const Tree& node, const std::string& sort) {
  const std::string table = relation_name(at(node, sort.ends_with("PolicyStmt") ? "table" : "relation"));
  const bool concurrent = flag_at(node, "concurrent");
  if (sort == "IndexStmt") return {{table, concurrent ? Strength::weak : Strength::blocks_writes, true}};
  if (sort == "RenameStmt" && is_one_of(text_at(node, "renameType"),
                                        {"OBJECT_TABLE", "OBJECT_COLUMN", "OBJECT_VIEW", "OBJECT_MATVIEW",
                                         "OBJECT_TABCONSTRAINT", "OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE"}))
    return {{table, Strength::blocks_all, false}};
  if (sort == "CreateTrigStmt") return {{table, Strength::blocks_writes, false}};
  if (sort == "ClusterStmt") return {{table, Strength::blocks_all, true}};
  if (sort == "RefreshMatViewStmt")
    return {{table, concurrent ? Strength::weak : Strength::blocks_all, !flag_at(node, "skipData")}};
  if (is_one_of(sort, {"RuleStmt", "CreatePolicyStmt", "AlterPolicyStmt", "AlterObjectSchemaStmt"}) && !table.empty())
    return {{table, Strength::blocks_all, false}};
  if (sort == "ViewStmt" && flag_at(node, "replace"))
    return {{relation_name(at(node, "view")), Strength::blocks_all, false}};
  return {};
}

bool has_option(const Tree& node, std::string_view name) {
  bool found = false;
  each_node(node, "DefElem", [&](const Tree& option) { found = found || text_at(option, "defname") == name; });
  return found;
}

std::string vacuumed_in_full(const Tree& node) {
  std::string table = has_option(node, "full") ? "all tables" : "";
  if (!table.empty())
    each_node(at(node, "rels"), "RangeVar", [&](const Tree& relation) { table = relation_name(relation); });
  return table;
}

} // namespace

std::vector<Held> locks_of(const Parsed& statement) {
  const Tree& node = statement.node;
  const std::string& sort = statement.sort;
  if (sort == "AlterTableStmt") return locks_of_alter(node);
  if (sort == "DropStmt") return locks_of_drop(node);
  if (sort == "TruncateStmt" || sort == "LockStmt") {
    std::vector<Held> locks;
    each_node(at(node, "relations"), "RangeVar", [&](const Tree& relation) {
      locks.push_back({relation_name(relation), Strength::blocks_all, false});
    });
    return locks;
  }
  return locks_of_other(node, sort);
}

std::string locked_beside(const Parsed& statement) {
  const Tree& node = statement.node;
  const std::string& sort = statement.sort;
  std::string relation = relation_name(at(node, "relation"));
  if (sort == "DropStmt" && is_one_of(text_at(node, "removeType"), {"OBJECT_INDEX", "OBJECT_SEQUENCE"}) &&
      !flag_at(node, "concurrent"))
    return list_name(at(node, "objects").front());
  if (sort == "DropStmt" && text_at(node, "removeType") == "OBJECT_SCHEMA")
    return "all tables of " + strings(at(node, "objects")).front();
  if (sort == "ReindexStmt" && !has_option(node, "concurrently"))
    return relation.empty() ? "all tables of " + text_at(node, "name") : relation;
  if (sort == "RenameStmt" && text_at(node, "renameType") == "OBJECT_SEQUENCE") return relation;
  if (sort == "AlterDomainStmt" && text_at(node, "subtype") == "C" &&
      !flag_at(at(at(node, "def"), "Constraint"), "skip_validation"))
    return "every table that uses the domain";
  if (sort == "DropOwnedStmt") return "all that the role owns";
  if (sort == "VacuumStmt") return vacuumed_in_full(node);
  if (sort == "AlterSeqStmt") return relation_name(at(node, "sequence"));
  return {};
}

} // namespace lockstep::linting
