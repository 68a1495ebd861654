// The server would rename a role for all its databases; a scratch database changes what its own catalogs say of it.
#include "run/role_heir.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

namespace lockstep {

namespace {

constexpr const char* block = R"(DO $heir$
DECLARE
  was oid := to_regrole(%from%);
  now oid := to_regrole(%to%);
  name text := '"?' || regexp_replace(%bare%, '([^a-zA-Z0-9_])', '\\\1', 'g') || '"?';
  place record;
BEGIN
  IF was IS NULL OR NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    RETURN;
  END IF;
  FOR place IN
    SELECT *
      FROM (VALUES ('pg_class', 'relowner', 'relacl'), ('pg_attribute', NULL, 'attacl'), ('pg_proc', 'proowner', 'proacl'),
                   ('pg_type', 'typowner', 'typacl'), ('pg_namespace', 'nspowner', 'nspacl'),
                   ('pg_language', 'lanowner', 'lanacl'), ('pg_foreign_data_wrapper', 'fdwowner', 'fdwacl'),
                   ('pg_foreign_server', 'srvowner', 'srvacl'), ('pg_default_acl', 'defaclrole', 'defaclacl'),
                   ('pg_operator', 'oprowner', NULL), ('pg_opclass', 'opcowner', NULL), ('pg_opfamily', 'opfowner', NULL),
                   ('pg_collation', 'collowner', NULL), ('pg_conversion', 'conowner', NULL), ('pg_ts_dict', 'dictowner', NULL),
                   ('pg_ts_config', 'cfgowner', NULL), ('pg_statistic_ext', 'stxowner', NULL),
                   ('pg_publication', 'pubowner', NULL), ('pg_event_trigger', 'evtowner', NULL),
                   ('pg_extension', 'extowner', NULL), ('pg_user_mapping', 'umuser', NULL)) x(catalog, owner, acl)
  LOOP
    IF place.owner IS NOT NULL THEN
      EXECUTE format('UPDATE pg_catalog.%1$I SET %2$I = $2 WHERE %2$I = $1', place.catalog, place.owner) USING was, now;
    END IF;
    IF place.acl IS NOT NULL THEN
      EXECUTE format('UPDATE pg_catalog.%1$I SET %2$I = ARRAY(SELECT regexp_replace(regexp_replace(item::text, ''^'' || $1 || ''='', $2 || ''=''), ''/'' || $1 || ''$'', ''/'' || $2)::aclitem FROM unnest(%2$I) item) WHERE %2$I::text ~ $1',
                     place.catalog, place.acl) USING name, %to%;
    END IF;
  END LOOP;
  UPDATE pg_catalog.pg_policy SET polroles = array_replace(polroles, was, now) WHERE was = ANY (polroles);
  UPDATE pg_catalog.pg_shdepend SET refobjid = now
   WHERE refclassid = 'pg_authid'::regclass AND refobjid = was
     AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database());
END $heir$)";

} // namespace

std::string inherit_role_sql(const std::string& from, const std::string& to) {
  std::string sql = replace_all(block, "%from%", quote_literal(quote_ident(from)));
  sql = replace_all(sql, "%to%", quote_literal(quote_ident(to)));
  return replace_all(sql, "%bare%", quote_literal(from));
}

} // namespace lockstep
