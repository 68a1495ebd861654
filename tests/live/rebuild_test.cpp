// What is rebuilt keeps all that hung on it: owner, grants, column grants, comments, options, triggers, rules, indexes,
// policies, statistics and security labels, whether a schema declares them or not.
#include "support/golden.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"

#include <doctest/doctest.h>
#include <set>

namespace lockstep::test {

namespace {

std::string schema_with(const std::string& type) {
  return "schema = \"public\"\n[tables.orders.columns]\nid = { type = \"bigint\", primary_key = true }\ntotal = \"" +
         type +
         "\"\n[views.totals]\nquery = \"SELECT id, total FROM orders\"\ncomment = \"what was paid\"\n"
         "options = { security_barrier = true }\ncolumn_comments = { total = \"in cents\" }\n";
}

ChainFile as_file(const Migration& migration) {
  const std::string text = write_native(migration);
  const std::string name = native_file_name(migration);
  return {name, text, sha256(text), parse_native(name, text)};
}

} // namespace

TEST_CASE("a rebuilt view keeps its owner, grants, comments and options") {
  const Realised from = realise_text(schema_with("integer"));
  const Realised to = realise_text(schema_with("bigint"));
  const ProvenPlan proven = prove_between(from, to);
  Connection connection(from.database);
  connection.exec("CREATE ROLE \"odd reader\"; CREATE ROLE view_owner;"
                  "GRANT CREATE ON SCHEMA public TO view_owner; ALTER VIEW totals OWNER TO view_owner;"
                  "GRANT SELECT ON totals TO \"odd reader\" WITH GRANT OPTION; GRANT SELECT ON totals TO PUBLIC;"
                  "GRANT UPDATE (total) ON totals TO \"odd reader\"; REVOKE TRIGGER ON totals FROM view_owner");
  for (const Migration& file : proven.files) replay_file(connection, as_file(file));
  const auto seen =
      query(connection,
            "SELECT pg_get_userbyid(c.relowner), has_table_privilege('odd reader', c.oid, 'SELECT WITH GRANT OPTION'), "
            "has_column_privilege('odd reader', c.oid, 'total', 'UPDATE'), "
            "has_column_privilege('odd reader', c.oid, 'id', 'UPDATE'), "
            "c.relacl::text LIKE '%,=r/%' OR c.relacl::text LIKE '{=r/%', has_table_privilege('view_owner', c.oid, "
            "'TRIGGER'), has_table_privilege('view_owner', c.oid, 'SELECT'), obj_description(c.oid), "
            "col_description(c.oid, 2), c.reloptions::text, format_type(a.atttypid, a.atttypmod) "
            "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'total' "
            "WHERE c.oid = 'totals'::regclass");
  REQUIRE(seen.size() == 1);
  CHECK(seen.front() == std::vector<std::string>{"view_owner", "t", "t", "f", "t", "f", "t", "what was paid",
                                                 "in cents", "{security_barrier=true}", "bigint"});
  server_of().drop_database(to.database);
}

namespace {

/// Every kind that has to be dropped and created again around a column, an argument or a result.
std::string rebuilt_schema(const std::string& type) {
  return replace_all(R"toml(schema = "public"

[types.pair]
attributes = ["a integer", "b text"]

[tables.orders]
row_security = true
[tables.orders.columns]
id = { type = "bigint", primary_key = true }
total = "TYPE"
note = "text"
[tables.orders.indexes]
orders_total_idx = { columns = ["(total + 1)"], where = "total > 0", comment = "by what follows" }
[tables.orders.checks]
some = "total >= 0"
[tables.orders.statistics.orders_both]
columns = ["total", "note"]
comment = "go together"
[tables.orders.policies.own]
using = "total > 0"
comment = "only what is paid"
[tables.orders.triggers.touch]
when = "before update of total"
for_each = "row"
execute = "touch()"
condition = "NEW.total IS NOT NULL"
comment = "at the door"
enabled = "always"
[tables.orders.rules.quiet]
on = "insert"
where = "NEW.total < 0"
do = "INSTEAD NOTHING"
comment = "nothing below zero"

[functions."touch()"]
returns = "trigger"
language = "plpgsql"
body = "BEGIN RETURN NEW; END"

[functions."doubled(integer)"]
arguments = ["n integer"]
returns = "TYPE"
language = "sql"
volatility = "immutable"
set = { work_mem = "1MB" }
body = "SELECT n * 2"
comment = "twice"

[views.totals]
query = "SELECT id, total, doubled(1) AS two FROM orders"
comment = "what was paid"
options = { security_barrier = true }
column_comments = { total = "in cents" }
[views.totals.triggers.instead]
when = "instead of insert"
for_each = "row"
execute = "touch()"
comment = "into nowhere"
[views.totals.rules.ignored]
on = "delete"
do = "INSTEAD NOTHING"
comment = "kept"

[materialized_views.sums]
query = "SELECT note, sum(total) AS total FROM orders GROUP BY note"
comment = "every night"
with = { fillfactor = 70 }
column_comments = { note = "of the order" }
[materialized_views.sums.indexes]
sums_note_idx = { columns = ["note"], unique = true, comment = "one of each" }

[views.over_sums]
query = "SELECT total FROM sums"
comment = "on top"

[security_labels]
"anon on column public.orders.total" = "MASKED"
"anon on view public.totals" = "TUNED"
"anon on column public.totals.total" = "MASKED"
"anon on materialized view public.sums" = "TUNED"
"anon on function public.doubled(integer)" = "TRUSTED"
)toml",
                     "TYPE", type);
}

/// All that hangs on the objects, by their names.
std::set<std::string> all_that_hangs(Connection& connection) {
  std::set<std::string> lines;
  for (const auto& row : query(connection, R"(
    SELECT 'relation', relname::text, pg_get_userbyid(relowner)::text, relacl::text || ' ' || COALESCE(reloptions::text, '') FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'i')
    UNION ALL SELECT 'column', attrelid::regclass || '.' || attname, attacl::text, attstattarget::text || attstorage::text
      FROM pg_attribute WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
       AND attnum > 0 AND NOT attisdropped AND attacl IS NOT NULL
    UNION ALL SELECT 'comment', i.type || ' ' || i.identity, d.description, '' FROM pg_description d,
           LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i WHERE d.objoid >= 16384
    UNION ALL SELECT 'label', i.type || ' ' || i.identity, d.label, d.provider FROM pg_seclabel d,
           LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
    UNION ALL SELECT 'trigger', tgname::text, tgrelid::regclass::text, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'rule', rulename::text, ev_class::regclass::text, ev_enabled::text FROM pg_rewrite WHERE rulename <> '_RETURN' AND oid >= 16384
    UNION ALL SELECT 'policy', polname::text, polrelid::regclass::text, polcmd::text FROM pg_policy
    UNION ALL SELECT 'statistics', stxname::text, stxrelid::regclass::text, pg_get_userbyid(stxowner)::text FROM pg_statistic_ext
    UNION ALL SELECT 'function', p.oid::regprocedure::text, pg_get_userbyid(proowner)::text, proacl::text || proconfig::text
      FROM pg_proc p WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2, 3, 4)"))
    lines.insert(join(row, " | "));
  return lines;
}

/// The lines that only one of the two has.
std::string difference(const std::set<std::string>& before, const std::set<std::string>& after) {
  std::string text;
  for (const std::string& line : before)
    if (!after.contains(line)) text += "- " + line + "\n";
  for (const std::string& line : after)
    if (!before.contains(line)) text += "+ " + line + "\n";
  return text;
}

} // namespace

TEST_CASE("whatever is rebuilt gets back all that hung on it, there and back, on the oldest and the newest major") {
  for (const int major : {14, 18}) {
    CAPTURE(major);
    const Realised from = realise_text(rebuilt_schema("integer"), major);
    const Realised to = realise_text(rebuilt_schema("bigint"), major);
    const std::vector<Migration> there = prove_between(from, to, major).files;
    const std::vector<Migration> back = prove_between(to, from, major).files;
    Connection connection(from.database);
    connection.exec(R"(
DO $$ BEGIN CREATE ROLE hang_owner; EXCEPTION WHEN duplicate_object THEN END $$;
DO $$ BEGIN CREATE ROLE hang_user; EXCEPTION WHEN duplicate_object THEN END $$;
GRANT CREATE ON SCHEMA public TO hang_owner;
ALTER VIEW totals OWNER TO hang_owner; GRANT SELECT ON orders, sums TO hang_owner;
GRANT SELECT, DELETE ON totals TO hang_user WITH GRANT OPTION; GRANT UPDATE (total) ON totals TO hang_user;
ALTER MATERIALIZED VIEW sums OWNER TO hang_owner; GRANT SELECT ON sums TO hang_user; GRANT SELECT (note) ON sums TO PUBLIC;
ALTER VIEW over_sums OWNER TO hang_owner; GRANT SELECT ON over_sums TO hang_user;
ALTER FUNCTION doubled(integer) OWNER TO hang_owner; REVOKE ALL ON FUNCTION doubled(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION doubled(integer) TO hang_user;
GRANT SELECT (note), UPDATE (id) ON orders TO hang_user)");
    const auto before = all_that_hangs(connection);
    CHECK(before.size() > 30);
    for (const Migration& file : there) replay_file(connection, as_file(file));
    CHECK(query(connection,
                "SELECT format_type(atttypid, -1) FROM pg_attribute WHERE attrelid = 'totals'::regclass AND "
                "attname = 'total'")
              .front()
              .front() == "bigint");
    CHECK(difference(before, all_that_hangs(connection)) == "");
    for (const Migration& file : back) replay_file(connection, as_file(file));
    CHECK(difference(before, all_that_hangs(connection)) == "");
    server_of(major).drop_database(to.database);
    server_of(major).drop_database(from.database);
  }
}

TEST_CASE("a materialized view that is declared without rows is filled again where somebody has filled it") {
  const auto folder = golden_folder("plan") / "materialized-view-without-rows";
  const Realised from = realise_text(read_file(folder / "from.toml"));
  const Realised to = realise_text(read_file(folder / "to.toml"));
  const ProvenPlan proven = prove_between(from, to);
  const std::string filled =
      "SELECT string_agg(relname || ' ' || relispopulated, ', ' ORDER BY relname) FROM pg_class WHERE relkind = 'm'";
  for (const bool fills : {false, true}) {
    CAPTURE(fills);
    const std::string database = server().clone_database(from.database);
    {
      Connection connection(database);
      connection.exec("INSERT INTO parts SELECT k, k FROM generate_series(1, 7) k");
      if (fills)
        connection.exec("REFRESH MATERIALIZED VIEW redefined; REFRESH MATERIALIZED VIEW retyped;"
                        "REFRESH MATERIALIZED VIEW weights");
      for (const Migration& file : proven.files) replay_file(connection, as_file(file));
      const std::string is = fills ? "true" : "false";
      CHECK(query(connection, filled).front().front() == "redefined " + is + ", retyped " + is + ", weights " + is);
      if (fills)
        CHECK(query(connection, "SELECT (SELECT sum(id) FROM redefined), (SELECT sum(size) FROM retyped),"
                                "(SELECT sum(weight) FROM weights)")
                  .front() == std::vector<std::string>{"35", "28", "28"});
    }
    server().drop_database(database);
  }
  server().drop_database(from.database);
  server().drop_database(to.database);
}

} // namespace lockstep::test
