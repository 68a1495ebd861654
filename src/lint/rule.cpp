// The list of all rules, and the walks that many of them share.
#include "lint/rule.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace lockstep::linting {

const std::vector<Rule>& all_rules() {
  static const std::vector<Rule> all = [] {
    std::vector<Rule> rules;
    for (const auto& list : {data_rules(), column_rules(), constraint_rules(), index_rules(), table_rules(),
                             application_rules(), transaction_rules(), style_rules(), history_rules()})
      rules.insert(rules.end(), list.begin(), list.end());
    std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return a.code < b.code; });
    return rules;
  }();
  return all;
}

const Rule* find_rule(std::string_view code_or_name) {
  for (const Rule& rule : all_rules())
    if (rule.code == upper(code_or_name) || rule.name == lower(code_or_name)) return &rule;
  return nullptr;
}

namespace {
bool alters_relation(const Parsed& statement) {
  return statement.sort == "AlterTableStmt" && at(statement.node, "cmds").is_array();
}
} // namespace

void each_command(const View& view, const std::function<void(const std::string&, const Tree&)>& see) {
  if (!alters_relation(view.statement)) return;
  const std::string table = relation_name(at(view.statement.node, "relation"));
  if (view.world.is_fresh(table)) return;
  for (const Tree& entry : at(view.statement.node, "cmds")) see(table, at(entry, "AlterTableCmd"));
}

void each_new_column(const View& view, bool fresh_too,
                     const std::function<void(const std::string&, const Tree&)>& see) {
  const Tree& node = view.statement.node;
  const std::string table = relation_name(at(node, "relation"));
  if (alters_relation(view.statement) && (fresh_too || !view.world.is_fresh(table))) {
    for (const Tree& entry : at(node, "cmds")) {
      const Tree& command = at(entry, "AlterTableCmd");
      if (text_at(command, "subtype") == "AT_AddColumn") see(table, at(at(command, "def"), "ColumnDef"));
    }
  } else if (fresh_too && view.statement.sort == "CreateStmt" && at(node, "tableElts").is_array()) {
    for (const Tree& element : at(node, "tableElts"))
      if (element.contains("ColumnDef")) see(table, element["ColumnDef"]);
  }
}

const Tree& constraint_of(const Tree& column, std::string_view sort) {
  const Tree& constraints = at(column, "constraints");
  if (constraints.is_array())
    for (const Tree& entry : constraints)
      if (const Tree& constraint = at(entry, "Constraint"); text_at(constraint, "contype") == sort) return constraint;
  return at(column, "");
}

void each_added_constraint(const View& view, std::string_view sort,
                           const std::function<void(const std::string&, const Tree&)>& see) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    if (text_at(command, "subtype") != "AT_AddConstraint") return;
    const Tree& constraint = at(at(command, "def"), "Constraint");
    if (text_at(constraint, "contype") == sort) see(table, constraint);
  });
}

} // namespace lockstep::linting
