// Rules about constraints on tables that are in use.
#include "lint/rule.hpp"

namespace lockstep::linting {

namespace {

bool inline_foreign_key_is_free(const Tree& column) {
  // A new column without a default holds NULLs alone; the foreign key is checked against no row, but still scanned.
  return !constraint_of(column, "CONSTR_FOREIGN").is_object();
}

void foreign_key(const View& view, const Report& report) {
  const auto say = [&](const std::string& table, const Tree& constraint) {
    report(location_of(constraint), "checking the foreign key reads all rows of " + table +
                                        " under SHARE ROW EXCLUSIVE on " + table + " and " +
                                        relation_name(at(constraint, "pktable")));
  };
  each_added_constraint(view, "CONSTR_FOREIGN", [&](const std::string& table, const Tree& constraint) {
    if (!flag_at(constraint, "skip_validation")) say(table, constraint);
  });
  each_new_column(view, false, [&](const std::string& table, const Tree& column) {
    if (!inline_foreign_key_is_free(column)) say(table, constraint_of(column, "CONSTR_FOREIGN"));
  });
}

void check(const View& view, const Report& report) {
  const auto say = [&](const std::string& table, const Tree& constraint) {
    report(location_of(constraint), "all rows of " + table + " are read under ACCESS EXCLUSIVE");
  };
  each_added_constraint(view, "CONSTR_CHECK", [&](const std::string& table, const Tree& constraint) {
    if (!flag_at(constraint, "skip_validation")) say(table, constraint);
  });
  each_new_column(view, false, [&](const std::string& table, const Tree& column) {
    if (const Tree& found = constraint_of(column, "CONSTR_CHECK"); found.is_object()) say(table, found);
  });
}

void key(const View& view, const Report& report) {
  for (const char* sort : {"CONSTR_UNIQUE", "CONSTR_PRIMARY"}) {
    const auto say = [&](const std::string& table, const Tree& constraint) {
      if (text_at(constraint, "indexname").empty())
        report(location_of(constraint), "the key's index is built under ACCESS EXCLUSIVE on " + table);
    };
    each_added_constraint(view, sort, say);
    each_new_column(view, false, [&](const std::string& table, const Tree& column) {
      if (const Tree& found = constraint_of(column, sort); found.is_object()) say(table, found);
    });
  }
}

void exclusion(const View& view, const Report& report) {
  each_added_constraint(view, "CONSTR_EXCLUSION", [&](const std::string& table, const Tree& constraint) {
    report(location_of(constraint), "the exclusion constraint's index is built under ACCESS EXCLUSIVE on " + table +
                                        "; PostgreSQL has no other way");
  });
}

void validate_at_once(const View& view, const Report& report) {
  each_command(view, [&](const std::string&, const Tree& command) {
    const std::string name = text_at(command, "name");
    if (text_at(command, "subtype") == "AT_ValidateConstraint" && view.world.in_transaction &&
        view.world.not_valid_here.contains(name))
      report(0, "VALIDATE of " + name + " reads the rows while its transaction still holds the lock of the ADD");
  });
}

void domain_constraint(const View& view, const Report& report) {
  if (view.statement.sort != "AlterDomainStmt" || text_at(view.statement.node, "subtype") != "C") return;
  const std::string name = list_name(at(view.statement.node, "typeName"));
  if (!view.world.is_fresh(name) && !flag_at(at(at(view.statement.node, "def"), "Constraint"), "skip_validation"))
    report(0, "every table with a column of domain " + name + " is read while writers wait");
}

constexpr Rule rules[] = {
    {"LR211", "foreign-key-scan", Level::error, "adds a foreign key that is checked at once",
     "All rows are read while writers to both tables wait (SHARE ROW EXCLUSIVE on both).",
     "ADD … NOT VALID, then VALIDATE CONSTRAINT in a later transaction.",
     "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id);",
     "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id) NOT VALID;",
     foreign_key},
    {"LR212", "check-scan", Level::error, "adds a check that is proven at once",
     "All rows are read under ACCESS EXCLUSIVE.", "ADD … NOT VALID, then VALIDATE CONSTRAINT in a later transaction.",
     "ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0);",
     "ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;", check},
    {"LR213", "key-builds-index", Level::error, "adds a unique or primary key without an index that is there",
     "The index is built under ACCESS EXCLUSIVE.",
     "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX.",
     "ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE (number);",
     "ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE USING INDEX orders_number_idx;", key},
    {"LR214", "exclusion-constraint", Level::error, "adds an exclusion constraint",
     "Its index is built under ACCESS EXCLUSIVE; there is no concurrent way.",
     "In a maintenance window; or on a new table that is swapped in.",
     "ALTER TABLE rooms ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);",
     "CREATE TABLE rooms2 (during tsrange, EXCLUDE USING gist (during WITH &&));", exclusion},
    {"LR215", "validate-with-add", Level::error, "NOT VALID and VALIDATE in one transaction",
     "The strong lock of the ADD is held until COMMIT, so the scan runs under it: as bad as without NOT VALID.",
     "VALIDATE in a transaction of its own.",
     "BEGIN;\nALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;\nALTER TABLE orders VALIDATE "
     "CONSTRAINT positive;\nCOMMIT;",
     "ALTER TABLE orders VALIDATE CONSTRAINT positive;", validate_at_once},
    {"LR216", "domain-constraint-scan", Level::error, "adds a constraint to a domain, checked at once",
     "Every table with a column of the domain is read under SHARE.", "ADD … NOT VALID, then VALIDATE CONSTRAINT.",
     "ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%');",
     "ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;", domain_constraint},
};

} // namespace

std::span<const Rule> constraint_rules() { return rules; }

} // namespace lockstep::linting
