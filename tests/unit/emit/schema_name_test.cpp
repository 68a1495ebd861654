// A migration run for another schema: which words are the schema's name, and which statements nobody can tell.
#include "base/backfill_block.hpp"
#include "emit/native.hpp"
#include "emit/schema_name.hpp"

#include <lockstep/error.hpp>

#include <doctest/doctest.h>

using namespace lockstep;

namespace {

const SchemaName plain{"tenant", "acme"};
const SchemaName odd{"tenant", "Acme's Corp"};

std::string refusal(const std::string& statement, const SchemaName& name = plain) {
  try {
    return "not refused: " + with_schema_name(statement, name);
  } catch (const Error& error) {
    return error.what();
  }
}

ChainFile file_of(const std::string& content) {
  const std::string name = "20260101000000_one.expand.sql";
  return {name, content, "sum", parse_native(name, content)};
}

} // namespace

TEST_CASE("schema name: replaced where it stands before a dot, behind SCHEMA and in a search_path") {
  const std::pair<const char*, const char*> cases[] = {
      {"ALTER TABLE tenant.orders ADD COLUMN tenants text DEFAULT 'tenant'",
       "ALTER TABLE acme.orders ADD COLUMN tenants text DEFAULT 'tenant'"},
      {"CREATE VIEW \"tenant\".v AS SELECT o.id FROM TENANT.orders o, shared.plans",
       "CREATE VIEW acme.v AS SELECT o.id FROM acme.orders o, shared.plans"},
      {"GRANT USAGE ON SCHEMA a, tenant TO app", "GRANT USAGE ON SCHEMA a, acme TO app"},
      {"CREATE SCHEMA IF NOT EXISTS tenant", "CREATE SCHEMA IF NOT EXISTS acme"},
      {"SET search_path = pg_catalog, tenant, pg_temp", "SET search_path = pg_catalog, acme, pg_temp"},
      {"SET search_path TO 'tenant'", "SET search_path TO 'acme'"},
      {"COMMENT ON TABLE tenant.orders IS 'what tenant.orders holds'",
       "COMMENT ON TABLE acme.orders IS 'what tenant.orders holds'"},
      {"ALTER TABLE tenant.o ALTER id SET DEFAULT nextval('tenant.o_id_seq'::regclass) -- tenant.x",
       "ALTER TABLE acme.o ALTER id SET DEFAULT nextval('acme.o_id_seq'::regclass) -- tenant.x"},
      {"SELECT setval('tenant.o_id_seq', 7)", "SELECT setval('acme.o_id_seq', 7)"},
      {"CREATE FUNCTION tenant.f() RETURNS void LANGUAGE plpgsql SET search_path = tenant AS $f$\nBEGIN\n"
       "  UPDATE tenant.o SET tenant_id = 1; -- tenant\n  PERFORM setval('tenant.s', 1);\nEND\n$f$",
       "CREATE FUNCTION acme.f() RETURNS void LANGUAGE plpgsql SET search_path = acme AS $f$\nBEGIN\n"
       "  UPDATE acme.o SET tenant_id = 1; -- tenant\n  PERFORM setval('acme.s', 1);\nEND\n$f$"},
      {"DO $$ BEGIN EXECUTE format('GRANT SELECT ON %s TO %I', 'tenant.o', 'app'); END $$",
       "DO $$ BEGIN EXECUTE format('GRANT SELECT ON %s TO %I', 'acme.o', 'app'); END $$"},
      {"DO $$ BEGIN RAISE EXCEPTION '% rows of tenant.a and tenant.b differ', 1; END $$",
       "DO $$ BEGIN RAISE EXCEPTION '% rows of acme.a and acme.b differ', 1; END $$"}};
  for (const auto& [is, becomes] : cases) CHECK(with_schema_name(is, plain) == becomes);
  CHECK(with_schema_name("SELECT 'tenant.o'::regclass, tenant.f()", odd) ==
        "SELECT '\"Acme''s Corp\".o'::regclass, \"Acme's Corp\".f()");
  CHECK(with_schema_name("GRANT SELECT ON public.o TO PUBLIC", {"public", "acme"}) ==
        "GRANT SELECT ON acme.o TO PUBLIC");
}

TEST_CASE("schema name: what may be something else is refused, with the reason") {
  for (const char* sql : {"SELECT tenant.id FROM tenant.orders AS tenant",
                          "ALTER TABLE tenant.orders ADD COLUMN tenant text", "SELECT o.tenant FROM tenant.orders o",
                          "GRANT USAGE ON SCHEMA tenant TO tenant", "SELECT tenant.* FROM tenant.orders"})
    CHECK(refusal(sql) == "\"tenant\" is the name of something else here too, so it can not be told from the schema");
  CHECK(refusal("INSERT INTO tenant.jobs (what) VALUES ('tenant.orders')") ==
        "the string 'tenant.orders' may name the schema");
  CHECK(refusal("DO $$ BEGIN EXECUTE 'DELETE FROM tenant.orders'; END $$") ==
        "the string 'DELETE FROM tenant.orders' may name the schema");
  CHECK(refusal("DO $$ BEGIN EXECUTE format('DELETE FROM %I.orders', 'tenant'); END $$") ==
        "the string 'tenant' may be the schema, and may be something else");
  CHECK(refusal("CREATE FUNCTION tenant.f() RETURNS int LANGUAGE plpython3u AS $$ return tenant.x $$") ==
        "the body names \"tenant\" in a language that is not SQL or PL/pgSQL");
  CHECK(refusal("SELECT E'a\\n tenant.x'") == "a string with escapes holds \"tenant\"");
}

TEST_CASE("schema name: a file keeps what is about the schema, and leaves out what all share") {
  const ChainFile moved =
      in_schema(file_of("BEGIN;\nCREATE SCHEMA tenant;\nCREATE TABLE shared.plans (id int);\n"
                        "CREATE TABLE tenant.orders (plan int REFERENCES shared.plans);\nCOMMIT;\n"),
                plain);
  std::vector<std::string> statements;
  for (const MigrationUnit& unit : moved.migration.units)
    statements.insert(statements.end(), unit.statements.begin(), unit.statements.end());
  CHECK(statements == std::vector<std::string>{"CREATE SCHEMA IF NOT EXISTS acme",
                                               "CREATE TABLE acme.orders (plan int REFERENCES shared.plans)"});
  CHECK(moved.checksum == "sum");
  CHECK_THROWS_AS(
      (void)in_schema(file_of("BEGIN;\nCREATE VIEW shared.v AS SELECT FROM tenant.orders;\nCOMMIT;\n"), plain), Error);
}

TEST_CASE("schema name: a backfill stays one that the engine reads") {
  BackfillBlock block{"tenant.orders", {"id"}, "note = tenant.f(old)", "note IS NULL"};
  CHECK(read_backfill(with_schema_name(write_backfill(block), odd))->table == "\"Acme's Corp\".orders");
  block.key.clear();
  CHECK(read_backfill(with_schema_name(write_backfill(block), plain))->sets == "note = acme.f(old)");
}
