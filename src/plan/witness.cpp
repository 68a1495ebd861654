// Witness rows.
#include "plan/witness.hpp"

#include <lockstep/error.hpp>

#include "base/sql.hpp"
#include "base/text.hpp"
#include "catalog/clear.hpp"

namespace lockstep {

namespace {

// A plain value of each column's type; columns that fill themselves are left out.
constexpr const char* columns_sql = R"(
SELECT quote_ident(a.attname),
       CASE WHEN b.typtype = 'e' THEN (SELECT quote_literal(enumlabel) FROM pg_enum WHERE enumtypid = b.oid ORDER BY enumsortorder LIMIT 1)
            ELSE CASE b.typcategory WHEN 'N' THEN '1' WHEN 'B' THEN 'true' WHEN 'S' THEN quote_literal('1')
                                    WHEN 'D' THEN CASE WHEN b.typname LIKE 'time%' AND b.typname NOT LIKE 'timestamp%'
                                                       THEN quote_literal('12:00') ELSE quote_literal('2001-01-01') END
                                    WHEN 'T' THEN quote_literal('1 day') WHEN 'I' THEN quote_literal('10.0.0.1')
                                    WHEN 'A' THEN quote_literal('{}') WHEN 'R' THEN quote_literal('empty')
                                    WHEN 'V' THEN quote_literal('1')
                                    ELSE CASE b.typname WHEN 'uuid' THEN quote_literal('00000000-0000-0000-0000-000000000001')
                                                        WHEN 'json' THEN quote_literal('{}') WHEN 'jsonb' THEN quote_literal('{}')
                                                        WHEN 'xml' THEN quote_literal('<a/>') WHEN 'bytea' THEN quote_literal('a')
                                                        ELSE 'NULL' END END END
  FROM pg_attribute a
  JOIN pg_type t ON t.oid = a.atttypid
  JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
 WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
   AND NOT a.atthasdef
 ORDER BY a.attnum)";

bool insert_witness(Connection& scratch, const Id& table) {
  const std::string name = qualified(table.path);
  const Rows columns = scratch.exec(columns_sql, {name});
  std::vector<std::string> names;
  std::vector<std::string> values;
  for (std::size_t row = 0; row < columns.size(); ++row) {
    names.emplace_back(columns.get(row, 0));
    values.emplace_back(columns.get(row, 1));
  }
  const std::string rest =
      names.empty() ? " DEFAULT VALUES" : " (" + join(names, ", ") + ") VALUES (" + join(values, ", ") + ")";
  try {
    scratch.exec("INSERT INTO " + name + rest);
    return true;
  } catch (const Error&) { // a check wants other values: the table stays empty
    if (!scratch.alive()) throw;
    return false;
  }
}

} // namespace

std::set<Id> insert_witnesses(Connection& scratch, const std::set<Id>& tables) {
  std::set<Id> filled;
  scratch.exec("SET session_replication_role = replica");
  for (const Id& table : tables)
    if (insert_witness(scratch, table)) filled.insert(table);
  scratch.exec("RESET session_replication_role");
  return filled;
}

void delete_rows(Connection& scratch, const std::vector<std::string>& relations) {
  const Rows rows = scratch.exec("SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_class c "
                                 "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ANY ($1::oid[])",
                                 {"{" + join(relations, ",") + "}"});
  std::vector<std::string> tables;
  for (std::size_t row = 0; row < rows.size(); ++row) tables.emplace_back(rows.get(row, 0));
  clear_tables(scratch, tables);
}

std::optional<std::vector<std::string>> oids_if_empty(Connection& scratch, const std::set<Id>& tables) {
  std::vector<std::string> oids;
  for (const Id& table : tables) {
    const std::string name = qualified(table.path);
    const Rows rows = scratch.exec("SELECT $1::regclass::oid, EXISTS (SELECT FROM " + name + ")", {name});
    if (rows.get(0, 1) == "t") return std::nullopt;
    oids.emplace_back(rows.get(0, 0));
  }
  return oids;
}

} // namespace lockstep
