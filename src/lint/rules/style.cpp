// Rules about types and names that one regrets later.
#include "lint/rule.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace lockstep::linting {

namespace {

/// Columns that come, and those that get another type: not only another size of the one they have.
void each_typed(const View& view, const std::function<void(const std::string&, const Tree&, const TypeWords&)>& see) {
  each_new_column(view, true, [&](const std::string& table, const Tree& column) {
    see(table + "." + text_at(column, "colname"), column, type_of(at(column, "typeName")));
  });
  const std::string table = relation_name(at(view.statement.node, "relation"));
  each_node(at(view.statement.node, "cmds"), "AlterTableCmd", [&](const Tree& command) {
    if (text_at(command, "subtype") != "AT_AlterColumnType") return;
    const Tree& column = at(at(command, "def"), "ColumnDef");
    const TypeWords type = type_of(at(column, "typeName"));
    const Column* known = view.world.column(table, text_at(command, "name"));
    if (known == nullptr || known->type.name != type.name) see(table + "." + text_at(command, "name"), column, type);
  });
}

bool is_key(const View& view, const Tree& column) {
  if (constraint_of(column, "CONSTR_PRIMARY").is_object()) return true;
  bool found = false;
  each_node(at(view.statement.node, "tableElts"), "Constraint", [&](const Tree& constraint) {
    const std::vector<std::string> keys = strings(at(constraint, "keys"));
    found = found || (text_at(constraint, "contype") == "CONSTR_PRIMARY" && keys.size() == 1 &&
                      keys.front() == text_at(column, "colname"));
  });
  return found;
}

void small_key(const View& view, const Report& report) {
  each_typed(view, [&](const std::string& name, const Tree& column, const TypeWords& type) {
    const bool small = type.any_of({"int4", "int2", "serial", "serial4", "serial2", "smallserial"});
    if (small && is_key(view, column))
      report(location_of(column), "the key " + name + " runs out of numbers at 2,147,483,647 rows or earlier");
  });
}

void small_integer(const View& view, const Report& report) {
  each_typed(view, [&](const std::string& name, const Tree& column, const TypeWords& type) {
    if (type.any_of({"int4", "int2", "serial", "serial4", "serial2", "smallserial"}))
      report(location_of(column), name + " ends at 2,147,483,647 or earlier; wider is a rewrite");
  });
}

void varchar_limit(const View& view, const Report& report) {
  each_typed(view, [&](const std::string& name, const Tree& column, const TypeWords& type) {
    if (type.name == "varchar" && !type.modifiers.empty())
      report(location_of(column), name + " is as fast as text, but its limit must be changed one day");
  });
}

void char_type(const View& view, const Report& report) {
  each_typed(view, [&](const std::string& name, const Tree& column, const TypeWords& type) {
    if (type.name == "bpchar") report(location_of(column), name + " is padded with blanks, which compare as equal");
  });
}

void timestamp_type(const View& view, const Report& report) {
  each_typed(view, [&](const std::string& name, const Tree& column, const TypeWords& type) {
    if (type.name == "timestamp") report(location_of(column), name + " does not say which time zone it means");
  });
}

void serial_type(const View& view, const Report& report) {
  each_typed(view, [&](const std::string& name, const Tree& column, const TypeWords& type) {
    if (type.name.find("serial") != std::string::npos)
      report(location_of(column), name + ": the sequence of a serial has rights and an owner of its own");
  });
}

void json_type(const View& view, const Report& report) {
  each_typed(view, [&](const std::string& name, const Tree& column, const TypeWords& type) {
    if (type.name == "json")
      report(location_of(column), name + " has no equality: SELECT DISTINCT and GROUP BY over its table fail");
  });
}

void money_type(const View& view, const Report& report) {
  each_typed(view, [&](const std::string& name, const Tree& column, const TypeWords& type) {
    if (type.name == "money") report(location_of(column), name + " changes its meaning with lc_monetary");
  });
}

/// The parser has cut the name already: it was longer when the text goes on where the name ends.
void check_length(const std::string& name, const View& view, const Report& report) {
  const std::string& text = view.statement.text;
  const std::size_t found = name.size() < 60 ? std::string::npos : text.find(name);
  if (found == std::string::npos || found + name.size() >= text.size()) return;
  const char next = text[found + name.size()];
  if (next == '_' || std::isalnum(static_cast<unsigned char>(next)) != 0 || static_cast<unsigned char>(next) >= 0x80U)
    report(found, "PostgreSQL cuts this name to " + name);
}

void long_name(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  for (const char* key : {"idxname", "newname", "trigname", "policy_name"})
    check_length(text_at(node, key), view, report);
  if (view.statement.sort == "CreateStmt") check_length(text_at(at(node, "relation"), "relname"), view, report);
  each_node(node, "ColumnDef", [&](const Tree& column) { check_length(text_at(column, "colname"), view, report); });
  each_node(node, "Constraint",
            [&](const Tree& constraint) { check_length(text_at(constraint, "conname"), view, report); });
}

void domain_check(const View& view, const Report& report) {
  if (view.statement.sort == "CreateDomainStmt" && at(view.statement.node, "constraints").is_array())
    report(0, "a changed constraint of a domain is checked in every table that uses it");
}

void no_schema(const View& view, const Report& report) {
  const std::string& sort = view.statement.sort;
  const Tree& node = view.statement.node;
  const Tree& relation = at(node, "relation");
  constexpr std::array<std::string_view, 5> about_relations{"CreateStmt", "AlterTableStmt", "IndexStmt", "RenameStmt",
                                                            "AlterObjectSchemaStmt"};
  if (std::find(about_relations.begin(), about_relations.end(), sort) != about_relations.end() &&
      relation.is_object() && text_at(relation, "schemaname").empty() && text_at(relation, "relpersistence") != "t")
    report(0, text_at(relation, "relname") + " lands wherever search_path points");
  const Tree& objects = at(node, "objects");
  const std::string removed = text_at(node, "removeType");
  if (sort != "DropStmt" || !objects.is_array() || (removed != "OBJECT_TABLE" && removed != "OBJECT_INDEX")) return;
  for (const Tree& object : objects)
    if (const std::vector<std::string> names = strings(object); names.size() == 1)
      report(0, names.front() + " is the one that search_path finds first");
}

void no_primary_key(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  if (view.statement.sort != "CreateStmt" || text_at(at(node, "relation"), "relpersistence") == "t") return;
  if (at(node, "inhRelations").is_array() || at(node, "partbound").is_object()) return;
  bool found = false;
  each_node(at(node, "tableElts"), "Constraint",
            [&](const Tree& constraint) { found = found || text_at(constraint, "contype") == "CONSTR_PRIMARY"; });
  if (!found)
    report(0, "rows of " + relation_name(at(node, "relation")) +
                  " have no identity: logical replication refuses UPDATE and DELETE");
}

void enum_order(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  if (view.statement.sort == "AlterEnumStmt" && text_at(node, "oldVal").empty() &&
      text_at(node, "newValNeighbor").empty())
    report(0, "'" + text_at(node, "newVal") + "' sorts after whatever is last where it runs");
}

void rule_object(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  if (view.statement.sort == "RuleStmt" && text_at(node, "event") != "CMD_SELECT")
    report(0, "a rule rewrites the query and calls its expressions twice");
}

constexpr Rule rules[] = {
    {"LR601", "small-key", Level::warning, "an integer or smaller primary key",
     "It runs out; widening it later is a rewrite.", "bigint.", "CREATE TABLE t (id int PRIMARY KEY);",
     "CREATE TABLE t (id bigint PRIMARY KEY);", small_key},
    {"LR602", "varchar-limit", Level::note, "varchar(n)",
     "A lower limit reads all rows; the limit is no faster than text.",
     "text, with a check where there must be a limit.", "CREATE TABLE t (id bigint PRIMARY KEY, n varchar(20));",
     "CREATE TABLE t (id bigint PRIMARY KEY, n text);", varchar_limit},
    {"LR603", "char-type", Level::warning, "char(n)", "Padded with blanks to its length.", "text.",
     "CREATE TABLE t (id bigint PRIMARY KEY, n char(2));", "CREATE TABLE t (id bigint PRIMARY KEY, n text);",
     char_type},
    {"LR604", "timestamp-without-zone", Level::warning, "timestamp without time zone",
     "Its value depends on who reads it.", "timestamptz.", "CREATE TABLE t (id bigint PRIMARY KEY, at timestamp);",
     "CREATE TABLE t (id bigint PRIMARY KEY, at timestamptz);", timestamp_type},
    {"LR605", "serial-type", Level::note, "serial", "Its sequence has rights and dependencies of its own.",
     "bigint GENERATED ALWAYS AS IDENTITY.", "CREATE TABLE t (id bigserial PRIMARY KEY);",
     "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);", serial_type},
    {"LR606", "json-type", Level::warning, "json", "No equality, parsed at every read.", "jsonb.",
     "CREATE TABLE t (id bigint PRIMARY KEY, d json);", "CREATE TABLE t (id bigint PRIMARY KEY, d jsonb);", json_type},
    {"LR607", "money-type", Level::warning, "money", "Its scale follows a setting of the server.", "numeric.",
     "CREATE TABLE t (id bigint PRIMARY KEY, p money);", "CREATE TABLE t (id bigint PRIMARY KEY, p numeric(12, 2));",
     money_type},
    {"LR608", "name-too-long", Level::warning, "a name longer than 63 bytes", "PostgreSQL cuts it, with a NOTICE only.",
     "A shorter name.",
     "CREATE INDEX CONCURRENTLY a_name_that_somebody_made_of_every_column_it_has_and_of_the_table ON orders (a);",
     "CREATE INDEX CONCURRENTLY orders_a_idx ON orders (a);", long_name},
    {"LR609", "domain-with-check", Level::off, "a domain with a constraint",
     "Changing it later reads every table that uses it.", "A check on each table.",
     "CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');", "CREATE DOMAIN email AS text;", domain_check},
    {"LR610", "no-schema", Level::off, "a table or index without its schema", "search_path decides where it lands.",
     "schema.name.", "CREATE TABLE t (id bigint PRIMARY KEY);", "CREATE TABLE shop.t (id bigint PRIMARY KEY);",
     no_schema},
    {"LR611", "no-primary-key", Level::warning, "a table without a primary key",
     "Rows can not be told apart; logical replication refuses UPDATE and DELETE.", "A primary key.",
     "CREATE TABLE t (n text);", "CREATE TABLE t (n text PRIMARY KEY);", no_primary_key},
    {"LR612", "enum-without-place", Level::off, "a new enum label without BEFORE or AFTER",
     "Its place depends on what is there.", "ADD VALUE … AFTER ….", "ALTER TYPE mood ADD VALUE 'fine';",
     "ALTER TYPE mood ADD VALUE 'fine' AFTER 'ok';", enum_order},
    {"LR613", "rule-object", Level::note, "CREATE RULE", "Rules rewrite queries, with surprises.", "A trigger.",
     "CREATE RULE r AS ON INSERT TO orders DO ALSO NOTIFY orders;",
     "CREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION tell();", rule_object},
    {"LR614", "small-integer", Level::off, "a column of integer or smallint",
     "What counts something outgrows it one day, and widening it is a rewrite.", "bigint.",
     "CREATE TABLE t (id bigint PRIMARY KEY, hits int);", "CREATE TABLE t (id bigint PRIMARY KEY, hits bigint);",
     small_integer},
};

} // namespace

std::span<const Rule> style_rules() { return rules; }

} // namespace lockstep::linting
