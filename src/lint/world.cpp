// Statements taken in one by one: what stands after them.
#include "lint/world.hpp"

#include "base/text.hpp"

namespace lockstep::linting {

void World::enter(const Script& script) {
  if (script.plan.empty() || script.plan != plan_) {
    for (auto& [name, table] : tables) table.fresh = false;
    fresh.clear();
  }
  plan_ = script.plan;
  path_ = script.path;
  end_transaction();
  explicit_transaction = false;
  lock_timeout = false;
  statement_timeout = false;
  in_transaction = script.carried != Carried::each_alone;
}

void World::end_transaction() {
  held.clear();
  not_valid_here.clear();
  enum_values_here.clear();
}

bool World::is_fresh(const std::string& relation) const {
  if (fresh.contains(relation)) return true;
  const auto found = tables.find(relation);
  return found != tables.end() && found->second.fresh;
}

const Column* World::column(const std::string& table, const std::string& name) const {
  const auto found = tables.find(table);
  if (found == tables.end()) return nullptr;
  const auto column = found->second.columns.find(name);
  return column == found->second.columns.end() ? nullptr : &column->second;
}

void World::learn(const Parsed& statement) {
  if (in_transaction) learn_locks(statement);
  const std::string& sort = statement.sort;
  if (sort == "CreateStmt" || sort == "CreateTableAsStmt" || sort == "ViewStmt" || sort == "CreateEnumStmt" ||
      sort == "CreateDomainStmt" || sort == "CompositeTypeStmt" || sort == "IndexStmt" || sort == "CreateSchemaStmt" ||
      sort == "CreateSeqStmt")
    learn_create(statement);
  if (sort == "AlterTableStmt") learn_alter(statement);
  if (sort == "RenameStmt") learn_rename(statement);
  if (sort == "DropStmt") learn_drop(statement);
  if (sort == "TransactionStmt") learn_transaction(statement);
  if (sort == "AlterEnumStmt") enum_values_here.insert(text_at(statement.node, "newVal"));
  const auto set = [&](std::string_view name, bool& to) {
    if (sort == "VariableSetStmt" && text_at(statement.node, "name") == name) to = true;
    each_call(statement.node, [&](const std::string& called, const Tree& call) {
      if (called == "set_config" && call.dump().find("\"" + std::string(name) + "\"") != std::string::npos) to = true;
    });
  };
  set("lock_timeout", lock_timeout);
  set("statement_timeout", statement_timeout);
}

void World::learn_locks(const Parsed& statement) {
  const std::map<std::string, Strength> before = held;
  for (const Held& lock : locks_of(statement)) {
    if (lock.strength == Strength::weak || is_fresh(lock.table)) continue;
    held[lock.table] = std::max(held[lock.table], lock.strength);
    if (before.contains(lock.table)) continue;
    for (const auto& [table, strength] : before)
      lock_order.try_emplace({table, lock.table}, path_ + ":" + std::to_string(statement.line));
  }
}

void World::learn_create(const Parsed& statement) {
  const Tree& node = statement.node;
  if (statement.sort == "CreateStmt") {
    Table table;
    table.fresh = true;
    table.partitioned = at(node, "partspec").is_object();
    const Tree& elements = at(node, "tableElts");
    if (elements.is_array())
      for (const Tree& element : elements) {
        learn_command(table, {{"subtype", "AT_AddColumn"}, {"def", element}});
        if (element.contains("Constraint")) learn_constraint(table, element["Constraint"]);
      }
    if (!flag_at(node, "if_not_exists") || !tables.contains(relation_name(at(node, "relation"))))
      tables[relation_name(at(node, "relation"))] = std::move(table);
  } else if (statement.sort == "CreateTableAsStmt") {
    const std::string name = relation_name(at(at(node, "into"), "rel"));
    tables[name].fresh = true;
  } else if (statement.sort == "IndexStmt") {
    const std::string table = relation_name(at(node, "relation"));
    const std::string schema = text_at(at(node, "relation"), "schemaname");
    const std::string index = (schema.empty() || schema == "public" ? "" : schema + ".") + text_at(node, "idxname");
    index_tables[index] = table;
    if (is_fresh(table)) fresh.insert(index);
  } else if (statement.sort == "ViewStmt") {
    fresh.insert(relation_name(at(node, "view")));
  } else if (statement.sort == "CompositeTypeStmt") {
    fresh.insert(relation_name(at(node, "typevar")));
  } else if (statement.sort == "CreateSeqStmt") {
    fresh.insert(relation_name(at(node, "sequence")));
  } else {
    fresh.insert(list_name(at(node, statement.sort == "CreateEnumStmt" ? "typeName" : "domainname")));
  }
}

void World::learn_alter(const Parsed& statement) {
  const Tree& commands = at(statement.node, "cmds");
  if (!commands.is_array() || text_at(statement.node, "objtype") != "OBJECT_TABLE") return;
  Table& table = tables[relation_name(at(statement.node, "relation"))];
  for (const Tree& entry : commands) {
    const Tree& command = at(entry, "AlterTableCmd");
    const Tree& constraint = at(at(command, "def"), "Constraint");
    if (flag_at(constraint, "skip_validation")) not_valid_here.insert(text_at(constraint, "conname"));
    learn_command(table, command);
  }
}

void World::learn_command(Table& table, const Tree& command) {
  const std::string sort = text_at(command, "subtype");
  const std::string name = text_at(command, "name");
  const Tree& definition = at(at(command, "def"), "ColumnDef");
  if (sort == "AT_AddColumn" && definition.is_object()) {
    Column& column = table.columns[text_at(definition, "colname")];
    column.type = type_of(at(definition, "typeName"));
    each_node(at(definition, "constraints"), "Constraint", [&](const Tree& constraint) {
      const std::string kind = text_at(constraint, "contype");
      if (kind == "CONSTR_NOTNULL" || kind == "CONSTR_PRIMARY") column.not_null = true;
    });
  } else if (sort == "AT_DropColumn") {
    table.columns.erase(name);
  } else if (sort == "AT_AlterColumnType") {
    if (table.columns.contains(name)) table.columns[name].type = type_of(at(definition, "typeName"));
  } else if (sort == "AT_SetNotNull" || sort == "AT_DropNotNull") {
    if (table.columns.contains(name)) table.columns[name].not_null = sort == "AT_SetNotNull";
  } else if (sort == "AT_AddConstraint") {
    learn_constraint(table, at(at(command, "def"), "Constraint"));
  } else if (sort == "AT_ValidateConstraint" && table.unproven_checks.contains(name)) {
    table.not_null_checks[name] = table.unproven_checks[name];
  } else if (sort == "AT_DropConstraint") {
    table.not_null_checks.erase(name);
    table.unproven_checks.erase(name);
  }
}

void World::learn_constraint(Table& table, const Tree& constraint) {
  if (text_at(constraint, "contype") == "CONSTR_PRIMARY")
    for (const std::string& key : strings(at(constraint, "keys")))
      if (table.columns.contains(key)) table.columns[key].not_null = true;
  const Tree& test = at(at(constraint, "raw_expr"), "NullTest");
  if (text_at(constraint, "contype") != "CONSTR_CHECK" || text_at(test, "nulltesttype") != "IS_NOT_NULL") return;
  const std::vector<std::string> column = strings(at(at(at(test, "arg"), "ColumnRef"), "fields"));
  if (column.empty()) return;
  auto& checks = flag_at(constraint, "skip_validation") ? table.unproven_checks : table.not_null_checks;
  checks[text_at(constraint, "conname")] = column.back();
}

void World::learn_rename(const Parsed& statement) {
  const std::string sort = text_at(statement.node, "renameType");
  const auto found = tables.find(relation_name(at(statement.node, "relation")));
  if (found == tables.end()) return;
  const std::string to = text_at(statement.node, "newname");
  if (sort == "OBJECT_TABLE") {
    const std::size_t dot = found->first.find('.');
    auto node = tables.extract(found);
    node.key() = (dot == std::string::npos ? "" : node.key().substr(0, dot + 1)) + to;
    tables.insert(std::move(node));
  } else if (sort == "OBJECT_COLUMN") {
    auto column = found->second.columns.extract(text_at(statement.node, "subname"));
    if (column.empty()) return;
    column.key() = to;
    found->second.columns.insert(std::move(column));
  }
}

void World::learn_drop(const Parsed& statement) {
  const Tree& objects = at(statement.node, "objects");
  if (!objects.is_array()) return;
  for (const Tree& object : objects) {
    tables.erase(list_name(object));
    index_tables.erase(list_name(object));
    fresh.erase(list_name(object));
  }
}

void World::learn_transaction(const Parsed& statement) {
  const std::string kind = text_at(statement.node, "kind");
  if (kind == "TRANS_STMT_BEGIN" || kind == "TRANS_STMT_START") {
    end_transaction();
    in_transaction = true;
    explicit_transaction = true;
    begin_line = statement.line;
  } else if (kind == "TRANS_STMT_COMMIT" || kind == "TRANS_STMT_ROLLBACK") {
    end_transaction();
    in_transaction = false;
    explicit_transaction = false;
  }
}

} // namespace lockstep::linting
