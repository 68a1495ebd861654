// Owners and grants on real servers: pulled, declared, planned, and left alone where nobody asks for them.
#include <lockstep/lockstep.hpp>

#include "base/text.hpp"
#include "emit/native.hpp"
#include "support/dump.hpp"
#include "support/plans.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

constexpr const char* roles = "DO $$ BEGIN CREATE ROLE access_boss; EXCEPTION WHEN duplicate_object THEN END $$;"
                              "DO $$ BEGIN CREATE ROLE access_clerk; EXCEPTION WHEN duplicate_object THEN END $$;"
                              "DO $$ BEGIN CREATE ROLE \"Odd Role\"; EXCEPTION WHEN duplicate_object THEN END $$;";

constexpr const char* script = R"(
CREATE SCHEMA shop AUTHORIZATION access_boss;
GRANT USAGE ON SCHEMA shop TO access_clerk;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE TYPE shop.status AS ENUM ('new', 'paid');
REVOKE USAGE ON TYPE shop.status FROM PUBLIC;
CREATE TYPE shop.pair AS (a int, b int);
ALTER TYPE shop.pair OWNER TO access_boss;
CREATE DOMAIN shop.email AS text;
GRANT USAGE ON DOMAIN shop.email TO access_clerk;
CREATE TABLE shop.orders (id serial PRIMARY KEY, status shop.status, note text, "Odd" int);
ALTER TABLE shop.orders OWNER TO access_boss;
GRANT SELECT, INSERT ON shop.orders TO "Odd Role" WITH GRANT OPTION;
GRANT UPDATE (note, "Odd"), SELECT (id) ON shop.orders TO access_clerk;
GRANT SELECT ON shop.orders TO PUBLIC;
GRANT USAGE ON SEQUENCE shop.orders_id_seq TO access_clerk;
CREATE TABLE shop.plain (id int);
CREATE TABLE shop.narrow (id int);
CREATE TABLE shop.shown (id int);
REVOKE ALL ON shop.shown FROM CURRENT_USER;
GRANT SELECT ON shop.shown TO CURRENT_USER;
REVOKE TRUNCATE ON shop.narrow FROM CURRENT_USER;
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON shop.narrow TO access_boss;
GRANT ALL ON shop.narrow TO access_clerk;
REVOKE SELECT ON shop.narrow FROM access_clerk;
CREATE VIEW shop.notes AS SELECT id, note FROM shop.orders;
GRANT ALL ON shop.notes TO access_clerk;
CREATE MATERIALIZED VIEW shop.counts AS SELECT count(*) AS n FROM shop.orders;
ALTER MATERIALIZED VIEW shop.counts OWNER TO access_boss;
CREATE FUNCTION shop.secret(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
REVOKE ALL ON FUNCTION shop.secret(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shop.secret(text) TO access_clerk;
CREATE PROCEDURE shop.close() LANGUAGE sql AS 'SELECT 1';
ALTER PROCEDURE shop.close() OWNER TO access_boss;
CREATE SEQUENCE shop.numbers;
GRANT ALL ON SEQUENCE shop.numbers TO access_clerk;
CREATE AGGREGATE shop.total(int) (SFUNC = int4pl, STYPE = int);
ALTER AGGREGATE shop.total(int) OWNER TO access_boss;
REVOKE EXECUTE ON FUNCTION shop.total(int) FROM PUBLIC;
CREATE OPERATOR shop.=== (FUNCTION = int8eq, LEFTARG = bigint, RIGHTARG = bigint);
ALTER OPERATOR shop.=== (bigint, bigint) OWNER TO access_boss;
CREATE OPERATOR CLASS shop.ints FOR TYPE bigint USING hash AS OPERATOR 1 =;
ALTER OPERATOR CLASS shop.ints USING hash OWNER TO access_boss;
ALTER OPERATOR FAMILY shop.ints USING hash OWNER TO access_clerk;
CREATE COLLATION shop.plain_order (PROVIDER = libc, LOCALE = 'C');
ALTER COLLATION shop.plain_order OWNER TO access_boss;
CREATE CONVERSION shop.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
ALTER CONVERSION shop.latin OWNER TO access_boss;
CREATE TRUSTED LANGUAGE access_language HANDLER plpgsql_call_handler;
ALTER LANGUAGE access_language OWNER TO access_boss;
REVOKE USAGE ON LANGUAGE access_language FROM PUBLIC;
CREATE TEXT SEARCH DICTIONARY shop.words (TEMPLATE = simple);
ALTER TEXT SEARCH DICTIONARY shop.words OWNER TO access_boss;
CREATE TEXT SEARCH CONFIGURATION shop.mixed (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION shop.mixed OWNER TO access_boss;
CREATE FOREIGN DATA WRAPPER access_wrapper;
GRANT USAGE ON FOREIGN DATA WRAPPER access_wrapper TO access_boss WITH GRANT OPTION;
CREATE SERVER access_server FOREIGN DATA WRAPPER access_wrapper;
ALTER SERVER access_server OWNER TO access_boss;
GRANT USAGE ON FOREIGN SERVER access_server TO access_clerk;
CREATE FOREIGN TABLE shop.far (id int, note text) SERVER access_server;
ALTER FOREIGN TABLE shop.far OWNER TO access_boss;
GRANT SELECT (id), INSERT ON shop.far TO access_clerk;
CREATE PUBLICATION access_feed FOR TABLE shop.plain;
ALTER PUBLICATION access_feed OWNER TO access_boss;
ALTER DEFAULT PRIVILEGES FOR ROLE access_boss REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE access_boss GRANT ALL ON SCHEMAS TO access_clerk;
ALTER DEFAULT PRIVILEGES FOR ROLE access_boss IN SCHEMA shop GRANT SELECT, INSERT ON TABLES TO access_clerk;
ALTER DEFAULT PRIVILEGES FOR ROLE access_boss IN SCHEMA shop GRANT ALL ON SEQUENCES TO "Odd Role" WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE access_boss IN SCHEMA shop GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
)";

/// Owner and privileges of everything, as the catalogs hold them; what is not set is what PostgreSQL gives by itself.
std::string rights_in(const std::string& conninfo) {
  Connection connection(conninfo);
  std::string text;
  for (const auto& row : query(connection, R"(
    SELECT what, owner::regrole::text, ARRAY(SELECT unnest(COALESCE(acl, acldefault(kind, owner)))::text ORDER BY 1)::text
      FROM (SELECT oid::regclass::text AS what, relowner AS owner, relacl AS acl,
                   (CASE relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char" AS kind
              FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'f', 'S') AND oid >= 16384
            UNION ALL SELECT attrelid::regclass || '.' || attname, 10, attacl, 'c' FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid >= 16384
            UNION ALL SELECT oid::regprocedure::text, proowner, proacl, 'f' FROM pg_proc WHERE oid >= 16384
            UNION ALL SELECT oid::regtype::text, typowner, typacl, 'T' FROM pg_type WHERE oid >= 16384
            UNION ALL SELECT lanname, lanowner, lanacl, 'l' FROM pg_language WHERE oid >= 16384
            UNION ALL SELECT fdwname, fdwowner, fdwacl, 'F' FROM pg_foreign_data_wrapper
            UNION ALL SELECT srvname, srvowner, srvacl, 'S' FROM pg_foreign_server
            UNION ALL SELECT oid::regoperator::text, oprowner, '{}', 'r' FROM pg_operator WHERE oid >= 16384
            UNION ALL SELECT 'class ' || opcname, opcowner, '{}', 'r' FROM pg_opclass WHERE oid >= 16384
            UNION ALL SELECT 'family ' || opfname, opfowner, '{}', 'r' FROM pg_opfamily WHERE oid >= 16384
            UNION ALL SELECT collname, collowner, '{}', 'r' FROM pg_collation WHERE oid >= 16384
            UNION ALL SELECT conname, conowner, '{}', 'r' FROM pg_conversion WHERE oid >= 16384
            UNION ALL SELECT dictname, dictowner, '{}', 'r' FROM pg_ts_dict WHERE oid >= 16384
            UNION ALL SELECT cfgname, cfgowner, '{}', 'r' FROM pg_ts_config WHERE oid >= 16384
            UNION ALL SELECT pubname, pubowner, '{}', 'r' FROM pg_publication
            UNION ALL SELECT 'default ' || COALESCE(defaclnamespace::regnamespace::text, '') || defaclobjtype::text, defaclrole, defaclacl, 'r'
                        FROM pg_default_acl
            UNION ALL SELECT nspname, nspowner, nspacl, 'n' FROM pg_namespace WHERE nspname !~ '^pg_') x ORDER BY 1, 2, 3)"))
    text += row[0] + " " + row[1] + " " + row[2] + "\n";
  return text;
}

std::string pulled(const std::string& live, int major, const std::string& config) {
  const TemporaryProject project;
  project.write("lockstep.toml", config);
  PullOptions options;
  options.folder = project.path().string();
  options.shadow = server_of(major).create_database();
  options.source = live;
  options.output = "-";
  std::string text = pull(options).schema.content;
  server_of(major).drop_database(options.shadow);
  return text;
}

constexpr const char* managed = "manage = [\"owners\", \"grants\"]\n";

} // namespace

TEST_CASE("access: owners and grants of a pulled schema are those of the original, on every major") {
  for (const int major : majors) {
    CAPTURE(major);
    const Database original(major);
    original.connect().exec(std::string(roles) + script);
    const std::string text = pulled(original.conninfo(), major, managed);
    CAPTURE(text);
    const Realised realised = realise_text(text, major);
    const std::string expected = rights_in(original.conninfo());
    CHECK(expected.find("access_clerk=r") != std::string::npos);
    CHECK(rights_in(realised.database) == expected);
    CHECK(pulled(realised.database, major, managed) == text);

    const Database planned(major);
    for (const Migration& file : prove_between(realise_nothing(major), realised, major).files)
      run_psql(planned.conninfo(), write_native(file));
    CHECK(rights_in(planned.conninfo()) == expected);
    server_of(major).drop_database(realised.database);
  }
}

TEST_CASE("access: a project that declares no owner and no grant sees none") {
  const Database live;
  live.connect().exec(std::string(roles) + script);
  const std::string text = pulled(live.conninfo(), 0, "");
  CHECK(text.find("owner") == std::string::npos);
  CHECK(text.find("grants") == std::string::npos);

  const TemporaryProject project;
  project.write("schema.toml", text);
  DriftOptions options;
  options.folder = project.path().string();
  options.shadow = server().create_database();
  options.source = live.conninfo();
  options.against = "schema.toml";
  CHECK(join(drift(options).differences(), "\n") == "");

  project.write("schema.toml", replace_all(text, "[tables.\"shop.plain\".columns]",
                                           "[tables.\"shop.plain\"]\ngrants = { access_clerk = \"select\" }\n\n"
                                           "[tables.\"shop.plain\".columns]"));
  CHECK(drift(options).differences().size() == 1);
  live.connect().exec("GRANT SELECT ON shop.plain TO access_clerk");
  CHECK(join(drift(options).differences(), "\n") == "");
  server().drop_database(options.shadow);
}

TEST_CASE("access: what a role holds as the owner of a live table is no difference to what a schema grants it") {
  const Database live;
  live.connect().exec(std::string(roles) + "CREATE TABLE held (id int); ALTER TABLE held OWNER TO access_clerk");
  const TemporaryProject project;
  project.write("schema.toml", "[tables.held]\ngrants = { access_clerk = \"all\" }\n"
                               "[tables.held.columns]\nid = \"integer\"\n");
  DriftOptions options;
  options.folder = project.path().string();
  options.shadow = server().create_database();
  options.source = live.conninfo();
  options.against = "schema.toml";
  CHECK(join(drift(options).differences(), "\n") == "");
  live.connect().exec("REVOKE DELETE ON held FROM access_clerk");
  CHECK(drift(options).differences().size() == 1);

  // Its owner may do more than the schema grants to somebody who need not be the owner.
  live.connect().exec("CREATE SCHEMA side AUTHORIZATION access_clerk; CREATE SEQUENCE numbers; "
                      "ALTER SEQUENCE numbers OWNER TO access_clerk");
  project.write("schema.toml", "[schemas.side]\ngrants = { access_clerk = \"usage\" }\n"
                               "[sequences.numbers]\ngrants = { access_clerk = \"usage, select\" }\n"
                               "[tables.held]\n[tables.held.columns]\nid = \"integer\"\n");
  CHECK(join(drift(options).differences(), "\n") == "");
  live.connect().exec("REVOKE USAGE ON SCHEMA side FROM access_clerk; REVOKE SELECT ON numbers FROM access_clerk");
  CHECK(drift(options).differences().size() == 2);
  server().drop_database(options.shadow);
}

TEST_CASE("access: a managed project reports grants that no schema declares") {
  const Database live;
  live.connect().exec(std::string(roles) + script);
  const TemporaryProject project;
  project.write("lockstep.toml", managed);
  project.write("schema.toml", pulled(live.conninfo(), 0, managed));
  DriftOptions options;
  options.folder = project.path().string();
  options.shadow = server().create_database();
  options.source = live.conninfo();
  options.against = "schema.toml";
  CHECK(join(drift(options).differences(), "\n") == "");
  live.connect().exec("GRANT DELETE ON shop.plain TO access_clerk");
  CHECK(join(drift(options).differences(), "\n") == "~ table shop.plain: grants  -> access_clerk=delete");
  server().drop_database(options.shadow);
}
