// The statements on all other kinds, and on the helpers of expansions.
#include "kinds/access.hpp"
#include "kinds/column.hpp"
#include "kinds/event_trigger.hpp"
#include "kinds/extension.hpp"
#include "kinds/function.hpp"
#include "kinds/materialized_view.hpp"
#include "kinds/policy.hpp"
#include "kinds/rule.hpp"
#include "kinds/schema.hpp"
#include "kinds/sequence.hpp"
#include "kinds/statistics.hpp"
#include "kinds/trigger.hpp"
#include "kinds/type_forms.hpp"
#include "live/form_facts.hpp"
#include "plan/abort.hpp"
#include "plan/bodies.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/renew.hpp"
#include "plan/stand_in.hpp"

namespace lockstep::test {

namespace {

constexpr const char* types =
    "CREATE TYPE e AS ENUM ('a'); CREATE TYPE ct AS (x int); CREATE TYPE rg AS RANGE (subtype = float8)";
constexpr const char* types_in_use = "CREATE TYPE e AS ENUM ('a'); CREATE TYPE ct AS (x int);"
                                     "ALTER TABLE t ADD COLUMN n e, ADD COLUMN m ct";
constexpr const char* a_domain = "CREATE DOMAIN d AS text CONSTRAINT old CHECK (VALUE <> 'y');"
                                 "ALTER DOMAIN d ADD CONSTRAINT new CHECK (VALUE <> '') NOT VALID;"
                                 "ALTER TABLE t ADD COLUMN n d DEFAULT 'x'";
constexpr const char* a_sequence = "CREATE SEQUENCE sq AS int";
constexpr const char* a_function = "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'";
constexpr const char* a_trigger = "CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                                  "CREATE TRIGGER tg BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf();"
                                  "CREATE CONSTRAINT TRIGGER ctg AFTER INSERT ON t FROM r FOR EACH ROW EXECUTE "
                                  "FUNCTION tf()";
constexpr const char* a_policy = "CREATE POLICY p ON t USING (a > 0)";
constexpr const char* a_rule = "CREATE RULE ru AS ON DELETE TO t DO ALSO DELETE FROM r WHERE id = old.id";
constexpr const char* a_view = "CREATE MATERIALIZED VIEW mv AS SELECT id, a FROM t";
constexpr const char* a_keyed_view =
    "CREATE MATERIALIZED VIEW mv AS SELECT id, a FROM t; CREATE UNIQUE INDEX ON mv (id)";
constexpr const char* a_statistics = "CREATE STATISTICS st ON a, b FROM t";
constexpr const char* an_event_trigger =
    "CREATE FUNCTION etf() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
    "CREATE EVENT TRIGGER et ON ddl_command_end WHEN TAG IN ('CREATE CAST') EXECUTE FUNCTION etf()";

const Fact facts[] = {
    {schema::create, "CREATE SCHEMA n"},
    {schema::rename, "ALTER SCHEMA sc RENAME TO n", "CREATE SCHEMA sc"},
    {schema::drop, "DROP SCHEMA sc", "CREATE SCHEMA sc"},
    {extension::create, "CREATE EXTENSION pgcrypto"},
    {extension::update, "ALTER EXTENSION pgcrypto UPDATE", "CREATE EXTENSION pgcrypto"},
    {extension::move, "ALTER EXTENSION pgcrypto SET SCHEMA sc", "CREATE SCHEMA sc; CREATE EXTENSION pgcrypto"},
    {extension::drop, "DROP EXTENSION pgcrypto", "CREATE EXTENSION pgcrypto"},
    {enum_type::create, "CREATE TYPE n AS ENUM ('a')"},
    {enum_type::add, "ALTER TYPE e ADD VALUE 'b'", types_in_use},
    {enum_type::replace, "DROP TYPE e; CREATE TYPE e AS ENUM ('b')", types},
    {enum_type::drop, "DROP TYPE e", types},
    {type::rename, "ALTER TYPE e RENAME TO e2", types_in_use},
    {composite_type::create, "CREATE TYPE n AS (x int)"},
    {composite_type::alter, "ALTER TYPE ct ADD ATTRIBUTE y int", types_in_use},
    {composite_type::reshape, "ALTER TYPE ct DROP ATTRIBUTE x", types_in_use},
    {composite_type::drop, "DROP TYPE ct", types},
    {range_type::create, "CREATE TYPE n AS RANGE (subtype = float8)"},
    {range_type::replace, "DROP TYPE rg; CREATE TYPE rg AS RANGE (subtype = float4)", types},
    {range_type::drop, "DROP TYPE rg", types},
    {domain::create, "CREATE DOMAIN n AS int"},
    {domain::alter, "ALTER DOMAIN d SET DEFAULT 'z'", a_domain},
    {domain::drop_default, "ALTER DOMAIN d DROP DEFAULT", a_domain},
    {domain::not_null, "ALTER DOMAIN d SET NOT NULL", a_domain},
    {domain::rename, "ALTER DOMAIN d RENAME TO d2", a_domain},
    {domain::drop, "DROP DOMAIN d", "CREATE DOMAIN d AS text"},
    {domain::add_check, "ALTER DOMAIN d ADD CONSTRAINT n CHECK (VALUE <> '') NOT VALID", a_domain},
    {domain::validate, "ALTER DOMAIN d VALIDATE CONSTRAINT new", a_domain},
    {domain::drop_check, "ALTER DOMAIN d DROP CONSTRAINT old", a_domain},
    {sequence::create, "CREATE SEQUENCE n"},
    {sequence::alter, "ALTER SEQUENCE sq AS bigint", a_sequence, "sq"},
    {sequence::advance, "SELECT setval('sq', 5, false) FROM sq WHERE last_value < 5", a_sequence, "sq"},
    {sequence::own, "ALTER SEQUENCE sq OWNED BY t.id", a_sequence, "sq"},
    {sequence::rename, "ALTER SEQUENCE sq RENAME TO n", a_sequence, "sq"},
    {sequence::make_room, "ALTER SEQUENCE IF EXISTS sq RENAME TO n", a_sequence, "sq"},
    {sequence::drop, "DROP SEQUENCE sq", a_sequence, "sq"},
    {function::create, "CREATE FUNCTION n() RETURNS int LANGUAGE sql AS 'SELECT 1'"},
    {replace_stored_function, "CREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 3'", a_function},
    {replace_partitioning_function, "CREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 3'",
     a_function},
    {function::replace, "CREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 2'", a_function},
    {function::set_attributes, "ALTER FUNCTION f(int) STABLE", a_function},
    {function::make_way, "ALTER FUNCTION f(int) RENAME TO f_old", a_function},
    {function::reshape, "CREATE FUNCTION f(x int) RETURNS text LANGUAGE sql AS 'SELECT NULL::text'"},
    {function::drop_replaced, "DROP FUNCTION f(int)", a_function},
    {function::create_ambiguous, "CREATE FUNCTION f(int, int DEFAULT 0) RETURNS int LANGUAGE sql AS 'SELECT 1'",
     a_function},
    {function::drop_taken_over, "DROP FUNCTION f(int)", a_function},
    {function::drop, "DROP FUNCTION f(int)", a_function},
    {function::rename, "ALTER FUNCTION f(int) RENAME TO n", a_function},
    {check_bodies, "SET LOCAL check_function_bodies = off"},
    {trigger::create, "CREATE CONSTRAINT TRIGGER n AFTER INSERT ON t FROM r FOR EACH ROW EXECUTE FUNCTION tf()",
     a_trigger},
    {trigger::replace, "CREATE OR REPLACE TRIGGER tg BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION tf()", a_trigger},
    {trigger::rebuild,
     "DROP TRIGGER ctg ON t; "
     "CREATE CONSTRAINT TRIGGER ctg AFTER UPDATE ON t FROM r FOR EACH ROW EXECUTE FUNCTION tf()",
     a_trigger},
    {trigger::enable, "ALTER TABLE t DISABLE TRIGGER tg", a_trigger},
    {trigger::drop, "DROP TRIGGER ctg ON t", a_trigger},
    {trigger::rename, "ALTER TRIGGER tg ON t RENAME TO n", a_trigger},
    {policy::create, "CREATE POLICY n ON t USING (a IN (SELECT id FROM r))"},
    {policy::alter, "ALTER POLICY p ON t USING (a IN (SELECT id FROM r))", a_policy},
    {policy::drop, "DROP POLICY p ON t", a_policy},
    {policy::rename, "ALTER POLICY p ON t RENAME TO n", a_policy},
    {rule::create, "CREATE RULE n AS ON DELETE TO t DO ALSO DELETE FROM r WHERE id = old.id"},
    {rule::enable, "ALTER TABLE t DISABLE RULE ru", a_rule},
    {rule::drop, "DROP RULE ru ON t", a_rule},
    {rule::rename, "ALTER RULE ru ON t RENAME TO n", a_rule},
    {materialized_view::create, "CREATE MATERIALIZED VIEW fresh AS SELECT id FROM t"},
    {materialized_view::rebuild, "DROP MATERIALIZED VIEW mv; CREATE MATERIALIZED VIEW mv AS SELECT id FROM t", a_view,
     "mv"},
    {materialized_view::build_beside,
     "CREATE MATERIALIZED VIEW fresh AS SELECT id FROM t; CREATE INDEX ON fresh (id); ANALYZE fresh"},
    {materialized_view::swap, "DROP MATERIALIZED VIEW mv", a_view, "mv"},
    {materialized_view::refresh, "REFRESH MATERIALIZED VIEW CONCURRENTLY mv", a_keyed_view, "mv"},
    {materialized_view::refresh_alone, "REFRESH MATERIALIZED VIEW mv", a_view, "mv"},
    {materialized_view::storage, "ALTER MATERIALIZED VIEW mv SET (fillfactor = 80)", a_view, "mv"},
    {materialized_view::drop, "DROP MATERIALIZED VIEW mv", a_view, "mv"},
    {materialized_view::rename, "ALTER MATERIALIZED VIEW mv RENAME TO n", a_view, "mv"},
    {statistics::create, "CREATE STATISTICS n ON a, b FROM t"},
    {statistics::target, "ALTER STATISTICS st SET STATISTICS 500", a_statistics},
    {statistics::drop, "DROP STATISTICS st", a_statistics},
    {statistics::rename, "ALTER STATISTICS st RENAME TO n", a_statistics},
    {event_trigger::create,
     "CREATE EVENT TRIGGER n ON ddl_command_end WHEN TAG IN ('CREATE CAST') EXECUTE FUNCTION etf()", an_event_trigger},
    {event_trigger::enable, "ALTER EVENT TRIGGER et DISABLE", an_event_trigger},
    {event_trigger::drop, "DROP EVENT TRIGGER et", an_event_trigger},
    {event_trigger::rename, "ALTER EVENT TRIGGER et RENAME TO n", an_event_trigger},
    {access::set_owner, "ALTER TABLE t OWNER TO pg_monitor"},
    {access::hand_over, "ALTER FUNCTION f(int) OWNER TO pg_monitor", a_function},
    {access::give, "ALTER TABLE t OWNER TO pg_monitor"},
    {access::grant, "GRANT SELECT, UPDATE (a) ON TABLE t TO pg_monitor"},
    {access::revoke, "REVOKE SELECT ON TABLE t FROM pg_monitor", "GRANT SELECT ON TABLE t TO pg_monitor"},
    {access::set_default, "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor"},
    {access::withhold, "REVOKE EXECUTE ON FUNCTION f(int) FROM PUBLIC", a_function},
    {forms::comment, "COMMENT ON COLUMN t.a IS 'x'"},
    {expand::add_plain_column, "ALTER TABLE t ADD COLUMN n int"},
    {expand::create_function, "CREATE FUNCTION n() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"},
    {expand::create_tally, "CREATE SEQUENCE n"},
    {expand::create_numbers, "CREATE SEQUENCE n"},
    {expand::drop_numbers, "DROP SEQUENCE sq", a_sequence},
    {expand::close_function, "REVOKE ALL ON FUNCTION f(int) FROM PUBLIC", a_function},
    {expand::drop_tally, "DROP SEQUENCE sq", a_sequence},
    {expand::create_trigger, "CREATE TRIGGER n BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION tf()",
     a_trigger},
    {expand::backfill, "UPDATE t SET b = 'y' WHERE b IS DISTINCT FROM 'y'"},
    {expand::reconcile, "SELECT count(*) FROM t WHERE b IS DISTINCT FROM c"},
    {expand::swap, "ALTER TABLE t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (r_id) REFERENCES r NOT VALID"},
    {expand::drop_trigger, "DROP TRIGGER tg ON t", a_trigger},
    {expand::drop_function, "DROP FUNCTION f(int)", a_function},
    {expand::drop_old_side, "ALTER TABLE t DROP COLUMN c"},
    {expand::rename_under_view, "ALTER TABLE t RENAME TO n"},
    {expand::create_stand_in, "CREATE VIEW fresh AS SELECT * FROM t"},
    {expand::share_access, "GRANT SELECT (a) ON t TO PUBLIC"},
    {expand::share_privileges, "GRANT SELECT ON v TO PUBLIC"},
    {expand::drop_stand_in, "DROP VIEW v", "", "v"},
    {expand::drop_new_side, "ALTER TABLE t DROP COLUMN c"},
};

} // namespace

std::span<const Fact> facts_of_objects() { return facts; }

} // namespace lockstep::test
