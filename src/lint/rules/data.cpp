// Rules about rows that go, or that a migration writes.
#include "lint/rule.hpp"

#include "base/text.hpp"

namespace lockstep::linting {

namespace {

void each_dropped(const View& view, std::string_view sort, const std::function<void(const std::string&)>& see) {
  if (view.statement.sort != "DropStmt" || text_at(view.statement.node, "removeType") != sort) return;
  for (const Tree& object : at(view.statement.node, "objects"))
    if (const std::string name = list_name(object); !view.world.is_fresh(name)) see(name);
}

void drop_table(const View& view, const Report& report) {
  each_dropped(view, "OBJECT_TABLE",
               [&](const std::string& table) { report(0, "table " + table + " goes with its rows"); });
}

void drop_column(const View& view, const Report& report) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    if (text_at(command, "subtype") == "AT_DropColumn")
      report(0, "column " + table + "." + text_at(command, "name") + " goes with its values");
  });
}

void drop_container(const View& view, const Report& report) {
  if (view.statement.sort == "DropdbStmt")
    report(0, "the database " + text_at(view.statement.node, "dbname") + " goes");
  each_dropped(view, "OBJECT_SCHEMA", [&](const std::string& schema) { report(0, "schema " + schema + " goes"); });
}

void truncate(const View& view, const Report& report) {
  if (view.statement.sort != "TruncateStmt") return;
  each_node(at(view.statement.node, "relations"), "RangeVar", [&](const Tree& relation) {
    if (!view.world.is_fresh(relation_name(relation)))
      report(location_of(relation), "all rows of " + relation_name(relation) + " go, under ACCESS EXCLUSIVE");
  });
}

void cascade(const View& view, const Report& report) {
  const std::string& sort = view.statement.sort;
  bool found = (sort == "DropStmt" || sort == "TruncateStmt" || sort == "DropOwnedStmt") &&
               text_at(view.statement.node, "behavior") == "DROP_CASCADE";
  each_command(view, [&](const std::string&, const Tree& command) {
    found = found || text_at(command, "behavior") == "DROP_CASCADE";
  });
  if (found) report(0, "CASCADE takes along whatever depends on it, also what nobody thought of");
}

/// A table of existing rows that an UPDATE or DELETE without WHERE touches; empty when there is none.
std::string swept_table(const View& view, std::string_view sort) {
  if (view.statement.sort != sort || at(view.statement.node, "whereClause").is_object()) return {};
  const std::string table = relation_name(at(view.statement.node, "relation"));
  return view.world.is_fresh(table) ? std::string() : table;
}

void unguarded_delete(const View& view, const Report& report) {
  if (const std::string table = swept_table(view, "DeleteStmt"); !table.empty())
    report(0, "DELETE without WHERE empties " + table);
}

void unbatched_update(const View& view, const Report& report) {
  if (const std::string table = swept_table(view, "UpdateStmt"); !table.empty())
    report(0, "one UPDATE of every row of " + table + " locks them all until it ends");
}

void seed_insert(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  if (view.statement.sort != "InsertStmt" || at(node, "onConflictClause").is_object()) return;
  const Tree& select = at(at(node, "selectStmt"), "SelectStmt");
  const std::string table = relation_name(at(node, "relation"));
  if (at(select, "valuesLists").is_array() && !view.world.is_fresh(table))
    report(0, "the INSERT into " + table + " fails or doubles its rows where they are there already");
}

constexpr Rule rules[] = {
    {"LR101", "drop-table", Level::error, "drops a table",
     "The rows are gone at COMMIT, and a version of the application that still reads the table fails. ACCESS EXCLUSIVE "
     "on the table and, while its foreign keys go, on the tables they point at.",
     "Drop it in a later deploy, when no running version uses it, after a backup. Foreign keys first, each by itself.",
     "DROP TABLE old_orders;",
     "-- lockstep:allow drop-table unused since release 41, kept in the backup\nDROP TABLE old_orders;", drop_table},
    {"LR102", "drop-column", Level::error, "drops a column",
     "The values are gone at COMMIT, and code that names the column (ORMs name all of them) fails from that moment.",
     "First stop using it, deploy, then drop it.", "ALTER TABLE orders DROP COLUMN note;",
     "-- lockstep:allow drop-column no release since 41 names it\nALTER TABLE orders DROP COLUMN note;", drop_column},
    {"LR103", "drop-schema", Level::error, "drops a schema or a database", "Everything in it goes.",
     "Drop what it holds, one thing at a time, in a later deploy.", "DROP SCHEMA legacy;",
     "-- lockstep:allow drop-schema emptied by the migration before\nDROP SCHEMA legacy;", drop_container},
    {"LR104", "truncate", Level::error, "truncates a table",
     "All rows go, under ACCESS EXCLUSIVE; triggers FOR EACH ROW do not run.",
     "DELETE in batches, or a new table swapped in.", "TRUNCATE sessions;",
     "DELETE FROM sessions WHERE id BETWEEN 1 AND 1000;", truncate},
    {"LR105", "cascade", Level::error, "drops or truncates with CASCADE",
     "What goes along depends on the database it runs on: views, foreign keys, other tables' rows.",
     "Name each dependent object and drop it first.",
     "ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey CASCADE;",
     "ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey;", cascade},
    {"LR106", "delete-all", Level::error, "deletes every row of a table",
     "A DELETE without WHERE is most often a forgotten WHERE; it locks every row until COMMIT.",
     "Say which rows, in batches.", "DELETE FROM carts;", "DELETE FROM carts WHERE id BETWEEN 1 AND 1000;",
     unguarded_delete},
    {"LR107", "update-all", Level::warning, "updates every row in one statement",
     "Each row stays locked until COMMIT, the table doubles in size, replicas lag.",
     "Fill it in batches, each its own transaction.", "UPDATE orders SET state = 'new';",
     "UPDATE orders SET state = 'new' WHERE id BETWEEN 1 AND 1000 AND state IS NULL;", unbatched_update},
    {"LR108", "insert-not-idempotent", Level::note, "inserts fixed rows without ON CONFLICT",
     "Run again, or on a database where somebody added the rows by hand, it fails or doubles them.",
     "INSERT … ON CONFLICT DO NOTHING, or DO UPDATE.", "INSERT INTO countries VALUES ('DE', 'Germany');",
     "INSERT INTO countries VALUES ('DE', 'Germany') ON CONFLICT DO NOTHING;", seed_insert},
};

} // namespace

std::span<const Rule> data_rules() { return rules; }

} // namespace lockstep::linting
