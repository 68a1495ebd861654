// Rules about what running applications still use.
#include "lint/rule.hpp"

#include <algorithm>

namespace lockstep::linting {

namespace {

void each_rename(const View& view, std::initializer_list<std::string_view> sorts,
                 const std::function<void(const std::string& from, const std::string& to)>& see) {
  const Tree& node = view.statement.node;
  if (view.statement.sort != "RenameStmt") return;
  const std::string sort = text_at(node, "renameType");
  if (std::find(sorts.begin(), sorts.end(), sort) == sorts.end()) return;
  const std::string relation = relation_name(at(node, "relation"));
  const std::string object = relation.empty() ? list_name(at(node, "object")) : relation;
  if (view.world.is_fresh(object)) return;
  const std::string inner = text_at(node, "subname");
  const bool inside = sort == "OBJECT_COLUMN" || sort == "OBJECT_ATTRIBUTE";
  see(inside ? object + "." + inner : object.empty() ? inner : object, text_at(node, "newname"));
}

void rename_column(const View& view, const Report& report) {
  each_rename(view, {"OBJECT_COLUMN", "OBJECT_ATTRIBUTE"}, [&](const std::string& from, const std::string& to) {
    report(0, "code that still says " + from + " fails once it is " + to);
  });
}

/// The same transaction gives the name to a view.
bool is_kept_by_view(const View& view, const std::string& name) {
  if (!view.world.in_transaction) return false;
  bool after = false;
  for (const Parsed& statement : view.script.statements) {
    if (after && statement.sort == "TransactionStmt") return false;
    if (after && statement.sort == "ViewStmt" && relation_name(at(statement.node, "view")) == name) return true;
    after = after || &statement == &view.statement;
  }
  return false;
}

void rename_table(const View& view, const Report& report) {
  each_rename(view, {"OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE"},
              [&](const std::string& from, const std::string& to) {
                if (!is_kept_by_view(view, from)) report(0, "code that still says " + from + " fails once it is " + to);
              });
}

void rename_other(const View& view, const Report& report) {
  each_rename(view,
              {"OBJECT_SCHEMA", "OBJECT_TYPE", "OBJECT_DOMAIN", "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE",
               "OBJECT_SEQUENCE"},
              [&](const std::string& from, const std::string& to) {
                report(0, "code that still says " + from + " fails once it is " + to);
              });
  if (view.statement.sort == "AlterEnumStmt" && !text_at(view.statement.node, "oldVal").empty())
    report(0, "code that still says '" + text_at(view.statement.node, "oldVal") + "' fails");
}

void drop_used(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  if (view.statement.sort != "DropStmt") return;
  const std::string sort = text_at(node, "removeType");
  constexpr std::pair<std::string_view, const char*> used[] = {{"OBJECT_VIEW", "view"},
                                                               {"OBJECT_MATVIEW", "materialized view"},
                                                               {"OBJECT_FUNCTION", "function"},
                                                               {"OBJECT_PROCEDURE", "procedure"},
                                                               {"OBJECT_TYPE", "type"},
                                                               {"OBJECT_SEQUENCE", "sequence"},
                                                               {"OBJECT_FOREIGN_TABLE", "foreign table"},
                                                               {"OBJECT_DOMAIN", "domain"},
                                                               {"OBJECT_EXTENSION", "extension"}};
  for (const auto& [kind, word] : used)
    if (sort == kind && !view.world.is_fresh(list_name(at(node, "objects")[0])))
      report(0, std::string("an application that uses the ") + word + " fails");
}

void drop_default(const View& view, const Report& report) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    const std::string name = text_at(command, "name");
    if (text_at(command, "subtype") != "AT_ColumnDefault" || at(command, "def").is_object()) return;
    const Column* column = view.world.column(table, name);
    if (column != nullptr && column->not_null)
      report(0, "INSERTs that rely on the default of the NOT NULL column " + table + "." + name + " fail");
  });
}

void drop_constraint_index(const View& view, const Report& report) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    if (text_at(command, "subtype") == "AT_DropConstraint" && text_at(command, "name").ends_with("_pkey"))
      report(0,
             "INSERT … ON CONFLICT, foreign keys and replication that rely on the primary key of " + table + " fail");
  });
}

constexpr Rule rules[] = {
    {"LR301", "rename-column", Level::error, "renames a column",
     "The version that runs while you deploy fails at once.",
     "Add the new column, keep both equal by a trigger, move the code, drop the old one.",
     "ALTER TABLE orders RENAME COLUMN state TO status;", "ALTER TABLE orders ADD COLUMN status text;", rename_column},
    {"LR302", "rename-table", Level::error, "renames a table or view",
     "The version that runs while you deploy fails at once.",
     "Rename it and, in the same transaction, leave a view under the old name.",
     "ALTER TABLE orders RENAME TO purchases;",
     "ALTER TABLE orders RENAME TO purchases;\nCREATE VIEW orders WITH (security_invoker = true) AS SELECT * FROM "
     "purchases;",
     rename_table},
    {"LR303", "rename-object", Level::error, "renames a schema, type, function, sequence or enum label",
     "Code that uses the old name fails.", "Make the new one beside the old one; drop the old one later.",
     "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';", "ALTER TYPE mood ADD VALUE 'fine';", rename_other},
    {"LR304", "drop-used", Level::warning, "drops a view, function, type, sequence or extension",
     "Code that uses it fails.", "Drop it when no running version uses it.", "DROP VIEW open_orders;",
     "-- lockstep:allow drop-used no release since 41 reads it\nDROP VIEW open_orders;", drop_used},
    {"LR305", "drop-default", Level::warning, "drops the default of a NOT NULL column",
     "INSERTs that leave the column out fail.", "Move the code first.",
     "CREATE TABLE t (n int NOT NULL DEFAULT 1);\n-- next file\nALTER TABLE t ALTER COLUMN n DROP DEFAULT;",
     "ALTER TABLE t ALTER COLUMN n SET DEFAULT 2;", drop_default},
    {"LR307", "drop-primary-key", Level::error, "drops a primary key",
     "ON CONFLICT and logical replication rely on it.", "Swap it: DROP and ADD … USING INDEX in one ALTER TABLE.",
     "ALTER TABLE orders DROP CONSTRAINT orders_pkey;",
     "-- lockstep:allow drop-primary-key the next command puts the new one in place\nALTER TABLE orders DROP "
     "CONSTRAINT "
     "orders_pkey, ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_new;",
     drop_constraint_index},
};

} // namespace

std::span<const Rule> application_rules() { return rules; }

} // namespace lockstep::linting
