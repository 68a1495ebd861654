// Unique and foreign keys of one table. https://www.postgresql.org/docs/current/catalog-pg-constraint.html
#include "trace/keys.hpp"

namespace lockstep {

std::vector<Reference> references_of(Connection& connection, const std::string& table) {
  const Rows rows = connection.exec(
      "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), "
      "(SELECT array_agg(quote_ident(attname) ORDER BY at) FROM unnest(k.conkey) WITH ORDINALITY u(num, at) "
      "JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = num), "
      "(SELECT array_agg(quote_ident(attname) ORDER BY at) FROM unnest(k.confkey) WITH ORDINALITY u(num, at) "
      "JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = num) "
      "FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
      "WHERE k.contype = 'f' AND k.conrelid = $1::regclass ORDER BY k.conname",
      {table});
  std::vector<Reference> references;
  for (std::size_t row = 0; row < rows.size(); ++row)
    references.push_back({std::string(rows.get(row, 0)), parse_array(rows.get(row, 1)), parse_array(rows.get(row, 2))});
  return references;
}

std::vector<std::set<std::string>> keys_of(Connection& connection, const std::string& table) {
  const Rows rows = connection.exec("SELECT (SELECT array_agg(quote_ident(a.attname)) FROM pg_attribute a "
                                    "WHERE a.attrelid = x.indrelid AND a.attnum = ANY (x.indkey::int2[])) "
                                    "FROM pg_index x WHERE x.indisunique AND x.indrelid = $1::regclass",
                                    {table});
  std::vector<std::set<std::string>> keys;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::vector<std::string> columns = parse_array(rows.get(row, 0));
    keys.emplace_back(columns.begin(), columns.end());
  }
  return keys;
}

} // namespace lockstep
