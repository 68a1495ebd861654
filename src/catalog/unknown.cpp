// Lists what the catalogs hold and no kind models, so that nothing is skipped in silence.
#include "catalog/addresses.hpp"

namespace lockstep {

namespace {

constexpr std::string_view objects_sql = R"(
SELECT DISTINCT i.type || ' ' || i.identity AS what
  FROM (
    SELECT 'pg_type'::regclass::oid AS c, t.oid AS o FROM pg_type t
               WHERE t.typtype IN ('b', 'p') AND NOT EXISTS (SELECT 1 FROM pg_type e WHERE e.typarray = t.oid)
    UNION ALL SELECT 'pg_type'::regclass, rngtypid FROM pg_range WHERE rngcanonical <> 0
    UNION ALL SELECT 'pg_class'::regclass, oid FROM pg_class
               WHERE relkind = 'f' AND relispartition
    UNION ALL SELECT 'pg_constraint'::regclass, k.oid FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid
               WHERE r.relkind = 'f' AND k.contype = 'c'
    UNION ALL SELECT 'pg_trigger'::regclass, t.oid FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid
               WHERE NOT t.tgisinternal AND r.relkind NOT IN ('r', 'p', 'v')
    UNION ALL SELECT 'pg_rewrite'::regclass, w.oid FROM pg_rewrite w JOIN pg_class r ON r.oid = w.ev_class
               WHERE w.rulename <> '_RETURN' AND r.relkind NOT IN ('r', 'p', 'v')
    UNION ALL SELECT 'pg_policy'::regclass, w.oid FROM pg_policy w JOIN pg_class r ON r.oid = w.polrelid
               WHERE r.relkind NOT IN ('r', 'p')
    UNION ALL SELECT 'pg_statistic_ext'::regclass, s.oid FROM pg_statistic_ext s JOIN pg_class r ON r.oid = s.stxrelid
               WHERE r.relkind NOT IN ('r', 'p') OR s.stxnamespace <> r.relnamespace
    UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am
  ) x
 CROSS JOIN LATERAL pg_identify_object(x.c, x.o, 0) i
 WHERE x.o >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = x.c AND e.objid = x.o AND e.deptype = 'e')
   AND (i.schema IS NULL OR i.schema <> 'lockstep' AND i.schema !~ '^pg_(toast|temp)')
   AND i.identity !~ '^lockstep\.')";

// Privileges, which no field holds.
constexpr std::string_view attributes_sql = R"(
SELECT 'privileges on sequence ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' of an identity column'
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'S' AND c.relacl IS NOT NULL AND c.oid >= 16384 AND n.nspname <> 'lockstep'
   AND EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_class'::regclass AND i.objid = c.oid
                  AND i.refclassid = 'pg_class'::regclass AND i.deptype = 'i'))";

} // namespace

const std::vector<std::string>& unknown_queries() {
  static const std::vector<std::string> queries{std::string(objects_sql) + " ORDER BY 1",
                                                std::string(attributes_sql) + " ORDER BY 1"};
  return queries;
}

void add_unknown(const Rows& rows, State& state) {
  for (std::size_t row = 0; row < rows.size(); ++row) state.unknown.emplace_back(rows.get(row, 0));
}

} // namespace lockstep
