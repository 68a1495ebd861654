// Rights that no schema declares are only known where the plan runs: blocks that read them from the catalog.
#include "plan/recipes/expand_access.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/render.hpp"
#include "plan/recipes/expand_forms.hpp"

namespace lockstep::expand {

namespace {

bool says(const Object& object, std::string_view field) {
  return find_field(*object.kind, field)->get(object.body.get()) != Value();
}

constexpr const char* grantee =
    "CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,\n"
    "                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)\n";

/// Runs each statement that the query gives.
std::string run_all(const std::string& query) {
  return "DO $$\nDECLARE\n  command text;\nBEGIN\n  FOR command IN\n" + query +
         "  LOOP\n    EXECUTE command;\n  END LOOP;\nEND $$";
}

/// The grants of those who have a right on all of these columns, on another one of their table.
std::string column_grants(const Id& column, const std::vector<std::string>& olds) {
  const std::string name = quote_literal(table_sql(column));
  const bool one = olds.size() == 1;
  const std::string among =
      one ? "= " + quote_literal(olds.front()) : "= ANY (" + quote_literal(array_literal(olds)) + ")";
  const std::string of_all =
      "     GROUP BY a.privilege_type, a.grantee\n    HAVING count(DISTINCT t.attnum) = " + std::to_string(olds.size());
  return "    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, " + quote_literal(column.name()) + ", " +
         name + ",\n                  " +
         (one ? grantee : replace_all(grantee, "a.is_grantable", "bool_and(a.is_grantable)")) +
         "      FROM pg_attribute t, aclexplode(t.attacl) a\n     WHERE t.attrelid = " + name +
         "::regclass AND t.attname " + among + "\n" + (one ? "" : of_all + "\n");
}

} // namespace

void share_column_grants(const Expansion& expansion, const State& to, Steps& steps) {
  const Object* table = to.find(expansion.table);
  if (expansion.olds.empty() || table == nullptr || says(*table, "grants")) return;
  std::vector<std::string> olds;
  for (const OldSide& old : expansion.olds) olds.push_back(old.column.name());
  for (const NewSide& side : expansion.news) {
    steps.push_back(make_step(share_access, side.beside, run_all(column_grants(side.beside, olds))));
    const std::string who = olds.size() == 1 ? "Who has rights on " + olds.front() + " alone"
                                             : "Who has rights on each of " + join(olds, ", ");
    steps.back().note = who + " gets them on " + side.beside.name() + " too.";
    steps.back().unit = 1;
  }
}

void share_type_access(const Id& old, const Id& type, const Id& subject, const State& to, Steps& steps) {
  const Object& declared = *to.find(type);
  const std::string from = quote_literal(own_sql(old)) + "::regtype";
  const std::string name = quote_literal(own_sql(type));
  std::vector<std::string> queries;
  if (!says(declared, "owner"))
    queries.push_back("    SELECT format('ALTER TYPE %s OWNER TO %I', " + name +
                      ", pg_get_userbyid(t.typowner))\n      FROM pg_type t WHERE t.oid = " + from + "\n");
  if (!says(declared, "grants")) {
    queries.push_back("    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', " + name +
                      ")\n      FROM pg_type t WHERE t.oid = " + from + " AND t.typacl IS NOT NULL\n");
    queries.push_back("    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', " + name + ",\n                  " +
                      grantee + "      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = " + from + "\n");
  }
  if (queries.empty()) return;
  steps.push_back(make_step(share_access, subject, run_all(join(queries, "    UNION ALL\n"))));
  steps.back().note = own_sql(type) + " gets the owner and the rights of the old one.";
}

} // namespace lockstep::expand
