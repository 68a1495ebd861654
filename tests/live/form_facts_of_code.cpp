// The statements on operators, aggregates and their like, text search, foreign data and replication.
#include "kinds/code_forms.hpp"
#include "kinds/foreign_forms.hpp"
#include "kinds/raw_sql_forms.hpp"
#include "kinds/replication_forms.hpp"
#include "kinds/text_search_forms.hpp"
#include "live/form_facts.hpp"

namespace lockstep::test {

namespace {

constexpr const char* an_aggregate = "CREATE AGGREGATE ag(int) (SFUNC = int4larger, STYPE = int)";
constexpr const char* an_operator = "CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int)";
constexpr const char* a_family = "CREATE OPERATOR FAMILY fam USING btree";
constexpr const char* a_class = "CREATE OPERATOR CLASS oc FOR TYPE int USING btree AS OPERATOR 1 <";
constexpr const char* a_cast = "CREATE TYPE ct AS (x int); CREATE CAST (ct AS text) WITH INOUT";
constexpr const char* a_collation = "CREATE COLLATION co (PROVIDER = libc, LOCALE = 'C')";
constexpr const char* a_language = "CREATE LANGUAGE la HANDLER plpgsql_call_handler";
constexpr const char* a_conversion = "CREATE CONVERSION cv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8";
constexpr const char* a_transform =
    "CREATE FUNCTION fs(internal) RETURNS internal LANGUAGE internal IMMUTABLE STRICT AS 'time_support';"
    "CREATE TRANSFORM FOR int LANGUAGE plpgsql (FROM SQL WITH FUNCTION fs(internal))";
constexpr const char* a_parser = "CREATE TEXT SEARCH PARSER pa (START = prsd_start, GETTOKEN = prsd_nexttoken, "
                                 "END = prsd_end, LEXTYPES = prsd_lextype)";
constexpr const char* a_template = "CREATE TEXT SEARCH TEMPLATE te (LEXIZE = dsimple_lexize)";
constexpr const char* a_dictionary = "CREATE TEXT SEARCH DICTIONARY di (TEMPLATE = simple)";
constexpr const char* a_configuration = "CREATE TEXT SEARCH CONFIGURATION cf (PARSER = pg_catalog.default)";
constexpr const char* a_wrapper = "CREATE FOREIGN DATA WRAPPER w";
constexpr const char* a_server = "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER sv FOREIGN DATA WRAPPER w";
constexpr const char* a_mapping = "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER sv FOREIGN DATA WRAPPER w;"
                                  "CREATE USER MAPPING FOR PUBLIC SERVER sv";
constexpr const char* a_foreign_table = "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER sv FOREIGN DATA WRAPPER w;"
                                        "CREATE FOREIGN TABLE ft (a int, b int) SERVER sv";
constexpr const char* a_publication = "CREATE PUBLICATION pu FOR TABLE t";
constexpr const char* a_subscription =
    "CREATE SUBSCRIPTION su CONNECTION 'host=x' PUBLICATION p WITH (connect = false, slot_name = NONE)";

const Fact facts[] = {
    {aggregate::create, an_aggregate},
    {aggregate::replace, "CREATE OR REPLACE AGGREGATE ag(int) (SFUNC = int4smaller, STYPE = int)", an_aggregate},
    {aggregate::rebuild, "DROP AGGREGATE ag(int)", an_aggregate},
    {aggregate::drop, "DROP AGGREGATE ag(int)", an_aggregate},
    {aggregate::rename, "ALTER AGGREGATE ag(int) RENAME TO n", an_aggregate},
    {operator_::create, an_operator},
    {operator_::alter, "ALTER OPERATOR === (int, int) SET (RESTRICT = eqsel)", an_operator},
    {operator_::drop, "DROP OPERATOR === (int, int)", an_operator},
    {operator_family::create, a_family},
    {operator_family::alter, "ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 1 < (int, int)", a_family},
    {operator_family::drop, "DROP OPERATOR FAMILY fam USING btree", a_family},
    {operator_family::rename, "ALTER OPERATOR FAMILY fam USING btree RENAME TO n", a_family},
    {operator_class::create, a_class},
    {operator_class::replace, "DROP OPERATOR CLASS oc USING btree", a_class},
    {operator_class::drop, "DROP OPERATOR CLASS oc USING btree", a_class},
    {operator_class::rename, "ALTER OPERATOR CLASS oc USING btree RENAME TO n", a_class},
    {cast::create, "CREATE CAST (ct AS bytea) WITH INOUT", a_cast},
    {cast::drop, "DROP CAST (ct AS text)", a_cast},
    {collation::create, a_collation},
    {collation::replace, "DROP COLLATION co", a_collation},
    {collation::drop, "DROP COLLATION co", a_collation},
    {collation::rename, "ALTER COLLATION co RENAME TO n", a_collation},
    {language::create, a_language},
    {language::replace, "CREATE OR REPLACE LANGUAGE la HANDLER plpgsql_call_handler", a_language},
    {language::drop, "DROP LANGUAGE la", a_language},
    {language::rename, "ALTER LANGUAGE la RENAME TO n", a_language},
    {conversion::create, a_conversion},
    {conversion::replace, "DROP CONVERSION cv", a_conversion},
    {conversion::drop, "DROP CONVERSION cv", a_conversion},
    {conversion::rename, "ALTER CONVERSION cv RENAME TO n", a_conversion},
    {transform::create, a_transform},
    {transform::replace,
     "CREATE OR REPLACE TRANSFORM FOR int LANGUAGE plpgsql (FROM SQL WITH FUNCTION time_support(internal))",
     a_transform},
    {transform::drop, "DROP TRANSFORM FOR int LANGUAGE plpgsql", a_transform},
    {text_search_parser::create, a_parser},
    {text_search_parser::replace, "DROP TEXT SEARCH PARSER pa", a_parser},
    {text_search_parser::drop, "DROP TEXT SEARCH PARSER pa", a_parser},
    {text_search_parser::rename, "ALTER TEXT SEARCH PARSER pa RENAME TO n", a_parser},
    {text_search_template::create, a_template},
    {text_search_template::replace, "DROP TEXT SEARCH TEMPLATE te", a_template},
    {text_search_template::drop, "DROP TEXT SEARCH TEMPLATE te", a_template},
    {text_search_template::rename, "ALTER TEXT SEARCH TEMPLATE te RENAME TO n", a_template},
    {text_search_dictionary::create, a_dictionary},
    {text_search_dictionary::alter, "ALTER TEXT SEARCH DICTIONARY di (accept = false)", a_dictionary},
    {text_search_dictionary::replace, "DROP TEXT SEARCH DICTIONARY di", a_dictionary},
    {text_search_dictionary::drop, "DROP TEXT SEARCH DICTIONARY di", a_dictionary},
    {text_search_dictionary::rename, "ALTER TEXT SEARCH DICTIONARY di RENAME TO n", a_dictionary},
    {text_search_configuration::create, a_configuration},
    {text_search_configuration::map, "ALTER TEXT SEARCH CONFIGURATION cf ADD MAPPING FOR word WITH simple",
     a_configuration},
    {text_search_configuration::replace, "DROP TEXT SEARCH CONFIGURATION cf", a_configuration},
    {text_search_configuration::drop, "DROP TEXT SEARCH CONFIGURATION cf", a_configuration},
    {text_search_configuration::rename, "ALTER TEXT SEARCH CONFIGURATION cf RENAME TO n", a_configuration},
    {foreign_data_wrapper::create, a_wrapper},
    {foreign_data_wrapper::alter, "ALTER FOREIGN DATA WRAPPER w OPTIONS (ADD a 'b')", a_wrapper},
    {foreign_data_wrapper::drop, "DROP FOREIGN DATA WRAPPER w", a_wrapper},
    {foreign_data_wrapper::rename, "ALTER FOREIGN DATA WRAPPER w RENAME TO n", a_wrapper},
    {foreign_server::create, "CREATE SERVER n FOREIGN DATA WRAPPER w", a_wrapper},
    {foreign_server::alter, "ALTER SERVER sv VERSION '2'", a_server},
    {foreign_server::replace, "DROP SERVER sv", a_server},
    {foreign_server::drop, "DROP SERVER sv", a_server},
    {foreign_server::rename, "ALTER SERVER sv RENAME TO n", a_server},
    {user_mapping::create, "CREATE USER MAPPING FOR PUBLIC SERVER sv", a_server},
    {user_mapping::alter, "ALTER USER MAPPING FOR PUBLIC SERVER sv OPTIONS (ADD a 'b')", a_mapping},
    {user_mapping::drop, "DROP USER MAPPING FOR PUBLIC SERVER sv", a_mapping},
    {foreign_table::create, "CREATE FOREIGN TABLE fresh (a int) SERVER sv", a_server},
    {foreign_table::alter, "ALTER FOREIGN TABLE ft ALTER COLUMN a SET NOT NULL", a_foreign_table, "ft"},
    {foreign_table::set_type, "ALTER FOREIGN TABLE ft ALTER COLUMN a TYPE bigint", a_foreign_table, "ft"},
    {foreign_table::drop_column, "ALTER FOREIGN TABLE ft DROP COLUMN b", a_foreign_table, "ft"},
    {foreign_table::drop, "DROP FOREIGN TABLE ft", a_foreign_table, "ft"},
    {foreign_table::rename, "ALTER FOREIGN TABLE ft RENAME TO n", a_foreign_table, "ft"},
    {publication::create, a_publication},
    {publication::alter, "ALTER PUBLICATION pu ADD TABLE t", "CREATE PUBLICATION pu"},
    {publication::replace, "DROP PUBLICATION pu; CREATE PUBLICATION pu FOR TABLE t", a_publication},
    {publication::drop, "DROP PUBLICATION pu", a_publication},
    {publication::rename, "ALTER PUBLICATION pu RENAME TO n", a_publication},
    {subscription::create, a_subscription},
    {subscription::alter, "ALTER SUBSCRIPTION su SET (binary = true)", a_subscription},
    {subscription::drop, "DROP SUBSCRIPTION su", a_subscription},
    {subscription::rename, "ALTER SUBSCRIPTION su RENAME TO n", a_subscription},
    {raw_sql::record, "CREATE SCHEMA IF NOT EXISTS lockstep"},
};

} // namespace

std::span<const Fact> facts_of_code() { return facts; }

} // namespace lockstep::test
