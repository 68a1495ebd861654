// Deleting without regard to what is published.
#include "catalog/clear.hpp"

namespace lockstep {

namespace {

// Which publications send what a DELETE does, with the words that bring this back.
constexpr const char* publications_sql = R"(
SELECT 'ALTER PUBLICATION ' || quote_ident(pubname) || ' SET (publish = ',
       quote_literal(concat_ws(', ', CASE WHEN pubinsert THEN 'insert' END, CASE WHEN pubupdate THEN 'update' END, 'delete',
                               CASE WHEN pubtruncate THEN 'truncate' END)) || ')'
  FROM pg_publication WHERE pubdelete)";

} // namespace

void clear_tables(Connection& scratch, const std::vector<std::string>& tables) {
  if (tables.empty()) return;
  const Rows publications = scratch.exec(publications_sql);
  for (std::size_t row = 0; row < publications.size(); ++row)
    scratch.exec(std::string(publications.get(row, 0)) + "'insert')");
  scratch.exec("SET session_replication_role = replica");
  for (const std::string& table : tables) scratch.exec("DELETE FROM " + table);
  scratch.exec("RESET session_replication_role");
  for (std::size_t row = 0; row < publications.size(); ++row)
    scratch.exec(std::string(publications.get(row, 0)) + std::string(publications.get(row, 1)));
}

} // namespace lockstep
