// Rights that no schema declares are only known where the plan runs: blocks that read them from the catalog.
#include "plan/recipes/expand_access.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/render.hpp"
#include "plan/recipes/expand_forms.hpp"
#include "plan/recipes/expand_types.hpp"

namespace lockstep::expand {

namespace {

bool says(const Object& object, std::string_view field) {
  return find_field(*object.kind, field)->get(object.body.get()) != Value();
}

const std::string role = "CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END";
const std::string grantee =
    role + ",\n                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)\n";

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

static void share_function_access(const Object& object, const Id& old, Steps& steps) {
  const auto name_of = [&](const Id& id) {
    return quote_literal(object.kind->target(id).substr(object.kind->target(id).find(' ') + 1));
  };
  const std::string from = name_of(old) + "::regprocedure";
  const std::string name = name_of(object.id);
  const std::string rights = "pg_proc p, aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a\n";
  std::vector<std::string> queries;
  if (!says(object, "owner"))
    queries.push_back("    SELECT format('ALTER FUNCTION %s OWNER TO %I', " + name +
                      ", pg_get_userbyid(p.proowner))\n      FROM pg_proc p WHERE p.oid = " + from + "\n");
  if (!says(object, "grants")) {
    queries.push_back("    SELECT format('REVOKE ALL ON FUNCTION %s FROM %s', " + name + ",\n                  " +
                      role + ")\n      FROM " + rights + "     WHERE p.oid = " + name +
                      "::regprocedure AND a.grantee <> p.proowner\n");
    queries.push_back("    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', " + name + ",\n                  " +
                      grantee + "      FROM " + rights + "     WHERE p.oid = " + from + "\n");
  }
  if (queries.empty()) return;
  steps.push_back(make_step(share_access, object.id, run_all(join(queries, "    UNION ALL\n"))));
  steps.back().table = {};
  steps.back().note = "Nobody may call it who may not call " + to_text(old) + ".";
  for (Step& step : steps) step.unit = 1;
}

void share_function_access(const Change& created, const std::vector<Expansion>& expansions, Steps& steps) {
  if (created.verb != Verb::create || !created.to->kind->has_signature) return;
  for (const Expansion& expansion : expansions)
    for (const Twin& twin : expansion.functions)
      if (created.id() == with_types(twin.beside, expansion.types))
        return share_function_access(*created.to, twin.declared, steps);
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
