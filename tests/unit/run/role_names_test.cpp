// Names of roles in statements: replaced where the grammar has a role, and nowhere else.
#include "run/role_names.hpp"

#include <doctest/doctest.h>

using namespace lockstep;

TEST_CASE("role names: replaced where a role can stand") {
  const std::map<std::string, std::string> names{{"app", "app_prod"}, {"Odd One", "odd"}, {"reader", "Reader"}};
  const auto renamed = [&](const std::string& statement) { return with_role_names(statement, names); };
  CHECK(renamed("ALTER TABLE app.app OWNER TO app") == "ALTER TABLE app.app OWNER TO app_prod");
  CHECK(renamed("GRANT SELECT (app) ON app TO app, \"Odd One\", other WITH GRANT OPTION") ==
        "GRANT SELECT (app) ON app TO app_prod, odd, other WITH GRANT OPTION");
  CHECK(renamed("REVOKE ALL ON SCHEMA app FROM reader, PUBLIC") == "REVOKE ALL ON SCHEMA app FROM \"Reader\", PUBLIC");
  CHECK(renamed("GRANT app, other TO reader WITH ADMIN OPTION") ==
        "GRANT app_prod, other TO \"Reader\" WITH ADMIN OPTION");
  CHECK(renamed("REVOKE ADMIN OPTION FOR app FROM reader") == "REVOKE ADMIN OPTION FOR app_prod FROM \"Reader\"");
  CHECK(renamed("ALTER ROLE app SET search_path = app") == "ALTER ROLE app_prod SET search_path = app");
  CHECK(renamed("ALTER ROLE app RENAME TO reader") == "ALTER ROLE app_prod RENAME TO \"Reader\"");
  CHECK(renamed("DROP ROLE IF EXISTS app, reader") == "DROP ROLE IF EXISTS app_prod, \"Reader\"");
  CHECK(renamed("COMMENT ON ROLE app IS 'app'") == "COMMENT ON ROLE app_prod IS 'app'");
  CHECK(renamed("SECURITY LABEL FOR app ON ROLE app IS 'app'") == "SECURITY LABEL FOR app ON ROLE app_prod IS 'app'");
  CHECK(renamed("SECURITY LABEL FOR app ON SCHEMA app IS 'x'") == "SECURITY LABEL FOR app ON SCHEMA app IS 'x'");
  CHECK(renamed("CREATE POLICY app ON app TO app, reader USING (app = 'app')") ==
        "CREATE POLICY app ON app TO app_prod, \"Reader\" USING (app = 'app')");
  CHECK(renamed("ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA app GRANT SELECT ON TABLES TO reader") ==
        "ALTER DEFAULT PRIVILEGES FOR ROLE app_prod IN SCHEMA app GRANT SELECT ON TABLES TO \"Reader\"");
  CHECK(renamed("CREATE USER MAPPING FOR app SERVER app OPTIONS (user 'app')") ==
        "CREATE USER MAPPING FOR app_prod SERVER app OPTIONS (user 'app')");
  CHECK(renamed("CREATE SCHEMA app AUTHORIZATION app") == "CREATE SCHEMA app AUTHORIZATION app_prod");
  CHECK(renamed("SET LOCAL ROLE app") == "SET LOCAL ROLE app_prod");
  CHECK(renamed("DO $$ BEGIN\n  CREATE ROLE app;\nEXCEPTION WHEN duplicate_object THEN -- app\nEND $$") ==
        "DO $$ BEGIN\n  CREATE ROLE app_prod;\nEXCEPTION WHEN duplicate_object THEN -- app\nEND $$");
  CHECK(renamed("DO $$ BEGIN\n  IF to_regrole('app') IS NOT NULL OR to_regrole('reader') IS NULL THEN\n"
                "    ALTER ROLE app RENAME TO reader;\n  END IF;\nEND $$") ==
        "DO $$ BEGIN\n  IF to_regrole('app_prod') IS NOT NULL OR to_regrole('\"Reader\"') IS NULL THEN\n"
        "    ALTER ROLE app_prod RENAME TO \"Reader\";\n  END IF;\nEND $$");
  CHECK(renamed("UPDATE app SET app = 1 FROM app AS reader") == "UPDATE app SET app = 1 FROM app AS reader");
  CHECK(renamed("COMMENT ON TABLE app IS 'to app'") == "COMMENT ON TABLE app IS 'to app'");
  CHECK(with_role_names("GRANT app TO reader", {}) == "GRANT app TO reader");
}
