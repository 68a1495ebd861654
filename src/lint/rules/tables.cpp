// Rules about statements that hold up whole tables.
#include "lint/rule.hpp"

namespace lockstep::linting {

namespace {

void rewrite_storage(const View& view, const Report& report) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    const std::string sort = text_at(command, "subtype");
    if (sort == "AT_SetLogged" || sort == "AT_SetUnLogged" || sort == "AT_SetAccessMethod" ||
        sort == "AT_SetTableSpace")
      report(0, "the whole of " + table + " is written again under ACCESS EXCLUSIVE");
  });
}

void vacuum_full(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  if (view.statement.sort == "ClusterStmt") report(0, "CLUSTER writes the table again under ACCESS EXCLUSIVE");
  if (view.statement.sort != "VacuumStmt") return;
  each_node(at(node, "options"), "DefElem", [&](const Tree& option) {
    if (text_at(option, "defname") == "full") report(0, "VACUUM FULL writes the table again under ACCESS EXCLUSIVE");
  });
}

void detach(const View& view, const Report& report) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    if (text_at(command, "subtype") == "AT_DetachPartition" &&
        !flag_at(at(at(command, "def"), "PartitionCmd"), "concurrent"))
      report(0, "readers and writers of every partition of " + table + " wait for the DETACH");
  });
}

void attach(const View& view, const Report& report) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    const Tree& partition = at(at(at(command, "def"), "PartitionCmd"), "name");
    if (text_at(command, "subtype") == "AT_AttachPartition" && !view.world.is_fresh(relation_name(partition)))
      report(0, "unless a valid check proves its bounds, all rows of " + relation_name(partition) +
                    " are read under ACCESS EXCLUSIVE on it, and the default partition's of " + table);
  });
}

/// What the transaction goes on with takes strong locks too: then LOCK only says in which order.
bool goes_on_with_changes(const View& view) {
  bool after = false;
  for (const Parsed& one : view.script.statements) {
    if (after && one.sort == "TransactionStmt") return false;
    const bool changes = after && one.sort != "LockStmt" && one.sort != "TruncateStmt";
    for (const Held& held : changes ? locks_of(one) : std::vector<Held>())
      if (held.strength != Strength::weak) return true;
    after = after || &one == &view.statement;
  }
  return false;
}

void lock_table(const View& view, const Report& report) {
  if (view.statement.sort != "LockStmt" || goes_on_with_changes(view)) return;
  const Tree& mode = at(view.statement.node, "mode");
  if (!mode.is_number_integer() || mode.get<int>() >= 7) // EXCLUSIVE: readers for update wait too
    report(0, "LOCK TABLE holds up the application until the transaction ends");
}

void disable_trigger(const View& view, const Report& report) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    const std::string sort = text_at(command, "subtype");
    if (sort == "AT_DisableTrigAll" || sort == "AT_DisableTrigUser" || sort == "AT_DisableTrig")
      report(0,
             "writes to " + table + " pass its triggers (and with ALL its foreign keys) until they are enabled again");
  });
}

void move_schema(const View& view, const Report& report) {
  if (view.statement.sort == "AlterObjectSchemaStmt" &&
      !view.world.is_fresh(relation_name(at(view.statement.node, "relation"))))
    report(0, "code that names it in its old schema fails from COMMIT on");
}

void row_security(const View& view, const Report& report) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    if (text_at(command, "subtype") == "AT_EnableRowSecurity")
      report(0, "until policies exist, nobody but the owner sees a row of " + table);
  });
}

constexpr Rule rules[] = {
    {"LR231", "rewrite-storage", Level::error, "moves or rewrites a table's storage",
     "SET LOGGED, UNLOGGED, ACCESS METHOD and TABLESPACE write every row again under ACCESS EXCLUSIVE.",
     "A new table beside it, filled in batches and swapped in; or a maintenance window.",
     "ALTER TABLE events SET UNLOGGED;", "CREATE UNLOGGED TABLE events_new (id int);", rewrite_storage},
    {"LR232", "vacuum-full", Level::error, "VACUUM FULL or CLUSTER",
     "Every row is written again under ACCESS EXCLUSIVE.",
     "Plain VACUUM; pg_repack or pg_squeeze where the space must come back.", "VACUUM FULL orders;", "VACUUM orders;",
     vacuum_full},
    {"LR233", "detach-not-concurrent", Level::error, "detaches a partition without CONCURRENTLY",
     "ACCESS EXCLUSIVE on the parent and the partition.", "DETACH PARTITION … CONCURRENTLY, outside a transaction.",
     "ALTER TABLE events DETACH PARTITION events_2020;",
     "ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;", detach},
    {"LR234", "attach-scan", Level::warning, "attaches a partition that has rows",
     "Its rows, and the default partition's, are read under ACCESS EXCLUSIVE.",
     "First add a check of the bounds NOT VALID, VALIDATE it, attach, drop it; on the default partition likewise.",
     "ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM (2026) TO (2027);",
     "CREATE TABLE events_2027 (y int);\nALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM (2027) TO "
     "(2028);",
     attach},
    {"LR235", "lock-table", Level::error, "LOCK TABLE in EXCLUSIVE or ACCESS EXCLUSIVE mode",
     "Writers, or readers too, wait until COMMIT. Before changes that take such locks themselves it is no finding: it "
     "says in which order.",
     "Let each statement take the lock that it needs.", "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE;",
     "LOCK TABLE orders IN ROW EXCLUSIVE MODE;", lock_table},
    {"LR236", "disable-trigger", Level::warning, "disables triggers",
     "SHARE ROW EXCLUSIVE; and what the triggers keep true is not kept meanwhile, for everybody.",
     "SET LOCAL session_replication_role = replica for one session, where it must be.",
     "ALTER TABLE orders DISABLE TRIGGER ALL;", "ALTER TABLE orders ENABLE TRIGGER ALL;", disable_trigger},
    {"LR237", "row-security-without-policy", Level::note, "switches row security on for a table in use",
     "With no policy, every role but the owner sees no row.", "CREATE POLICY first, in the same transaction.",
     "ALTER TABLE orders ENABLE ROW LEVEL SECURITY;",
     "-- lockstep:allow row-security-without-policy its policies were made by the file before\nALTER TABLE orders "
     "ENABLE ROW "
     "LEVEL SECURITY;",
     row_security},
    {"LR306", "move-schema", Level::error, "moves an object to another schema",
     "Code that names it in the old schema fails.", "Leave a view under the old name until no version uses it.",
     "ALTER TABLE orders SET SCHEMA archive;",
     "-- lockstep:allow move-schema every version reads it through search_path\nALTER TABLE orders SET SCHEMA archive;",
     move_schema},
};

} // namespace

std::span<const Rule> table_rules() { return rules; }

} // namespace lockstep::linting
