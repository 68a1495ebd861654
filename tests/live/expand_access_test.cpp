// Rights that no schema declares outlive an expansion: on a column that is renamed, split, merged or gets another type,
// and on an enum that is made anew.
#include "emit/native.hpp"
#include "live/apply_bench.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

const std::string before = R"toml(
[enums.mood]
values = ["calm", "keen", "sour"]
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
total = "integer"
note = "text"
feels = "mood"
place = "text"
first = "text"
last = "text"
)toml";

const std::string after = R"toml(
[enums.mood]
values = ["calm", "keen"]
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
total = "bigint"
remark = { type = "text", renamed_from = "note" }
feels = "mood"
city = { type = "text", backfill = "split_part(place, '/', 1)" }
street = { type = "text", backfill = "split_part(place, '/', 2)", reverse_using = "city || '/' || street" }
whole = { type = "text", backfill = "first || '/' || last", reverse_using = "first = split_part(whole, '/', 1), last = split_part(whole, '/', 2)" }
)toml";

constexpr const char* rights = "DO $$ BEGIN CREATE ROLE rights_clerk; EXCEPTION WHEN duplicate_object THEN END $$;"
                               "DO $$ BEGIN CREATE ROLE rights_boss; EXCEPTION WHEN duplicate_object THEN END $$;"
                               "GRANT SELECT (id, note, total, place, first, last), UPDATE (total, last) ON orders TO "
                               "rights_clerk WITH GRANT OPTION;"
                               "ALTER TYPE mood OWNER TO rights_boss; REVOKE USAGE ON TYPE mood FROM PUBLIC;"
                               "GRANT USAGE ON TYPE mood TO rights_clerk";

/// What the clerk may do with a column, with the right to give it on.
std::string rights_on(Connection& connection, const std::string& column) {
  return query(connection, "SELECT string_agg(privilege_type || is_grantable::text, ' ' ORDER BY 1) FROM pg_attribute, "
                           "aclexplode(attacl) WHERE attrelid = 'orders'::regclass AND attname = '" +
                               column + "' AND grantee = 'rights_clerk'::regrole")[0][0];
}

} // namespace

TEST_CASE("expand: rights that nobody declared are those of the new column, and of the new enum") {
  for (const int major : {14, 18}) {
    CAPTURE(major);
    const Realised from = realise_text(before, major);
    const Realised to = realise_text(after, major);
    std::vector<ChainFile> chain;
    for (const Migration& file : prove_between(from, to, major).files)
      chain.push_back(make_file(native_file_name(file), write_native(file)));
    Connection connection(from.database);
    connection.exec(rights);
    for (const ChainFile& file : chain)
      if (file.migration.phase != "contract") replay_file(connection, file);
    CHECK(rights_on(connection, "remark") == "SELECTtrue");
    CHECK(rights_on(connection, "total_new") == "SELECTtrue UPDATEtrue");
    CHECK(rights_on(connection, "city") == "SELECTtrue");
    CHECK(rights_on(connection, "street") == "SELECTtrue");
    CHECK(rights_on(connection, "whole") == "SELECTtrue"); // UPDATE is given on one of both alone
    for (const ChainFile& file : chain)
      if (file.migration.phase == "contract") replay_file(connection, file);
    CHECK(rights_on(connection, "remark") == "SELECTtrue");
    CHECK(rights_on(connection, "total") == "SELECTtrue UPDATEtrue");
    CHECK(query(connection, "SELECT typowner::regrole FROM pg_type WHERE oid = 'mood'::regtype")[0][0] ==
          "rights_boss");
    CHECK(query(connection, "SELECT has_type_privilege('rights_clerk', 'mood', 'USAGE'), has_type_privilege('public', "
                            "'mood', 'USAGE')")[0] == std::vector<std::string>{"t", "f"});
  }
}

TEST_CASE("expand: nobody may call a function that stands beside its old self who may not call that") {
  const auto schema = [](const std::string& labels) {
    return "[enums]\nmood = [" + labels +
           "]\n[functions.\"is_fine(mood)\"]\nreturns = \"boolean\"\nlanguage = \"sql\"\nvolatility = "
           "\"immutable\"\nsecurity_definer = true\nbody = \"SELECT $1::text <> 'sour'\"\n"
           "[functions.\"is_open(mood)\"]\nreturns = \"boolean\"\nlanguage = \"sql\"\nvolatility = "
           "\"immutable\"\nbody = \"SELECT $1::text <> 'sour'\"\n"
           "[tables.orders.columns]\nid = { type = \"bigint\", primary_key = true }\n"
           "feels = { type = \"mood\", check = \"is_fine(feels) AND is_open(feels)\" }\n";
  };
  constexpr const char* given = "DO $$ BEGIN CREATE ROLE rights_clerk; EXCEPTION WHEN duplicate_object THEN END $$;"
                                "DO $$ BEGIN CREATE ROLE rights_boss; EXCEPTION WHEN duplicate_object THEN END $$;"
                                "ALTER FUNCTION is_fine(mood) OWNER TO rights_boss;"
                                "REVOKE EXECUTE ON FUNCTION is_fine(mood) FROM PUBLIC;"
                                "GRANT EXECUTE ON FUNCTION is_fine(mood) TO rights_clerk WITH GRANT OPTION;"
                                "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;"
                                "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO rights_boss";
  for (const int major : {14, 18}) {
    CAPTURE(major);
    const Realised from = realise_text(schema(R"("calm", "keen", "sour")"), major);
    const Realised to = realise_text(schema(R"("calm", "keen")"), major);
    const std::vector<Migration> files = prove_between(from, to, major).files;
    Connection connection(from.database);
    connection.exec(given);
    const auto who = [&](const std::string& function) {
      return query(connection,
                   "SELECT string_agg(DISTINCT coalesce(r.rolname, 'public') || a.is_grantable::text, ' '), "
                   "p.proowner = 'rights_boss'::regrole FROM pg_proc p CROSS JOIN LATERAL "
                   "aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a LEFT JOIN pg_roles r ON "
                   "r.oid = a.grantee WHERE a.grantee <> p.proowner AND p.oid = '" +
                       function + "'::regprocedure GROUP BY p.oid")[0];
    };
    const std::vector<std::string> closed{"rights_clerktrue", "t"};
    const std::vector<std::string> open{"publicfalse", "f"};
    CHECK(who("is_fine(mood)") == closed);
    CHECK(who("is_open(mood)") == open);
    bool contracted = false;
    for (const Migration& migration : files) {
      const ChainFile file = make_file(native_file_name(migration), write_native(migration));
      if (file.migration.phase == "contract" && !contracted) {
        contracted = true;
        CHECK(who("is_fine_new(mood_new)") == closed);
        CHECK(who("is_open_new(mood_new)") == open);
      }
      replay_file(connection, file);
    }
    CHECK(contracted);
    CHECK(who("is_fine(mood)") == closed);
    CHECK(who("is_open(mood)") == open);
  }
}

} // namespace lockstep::test
