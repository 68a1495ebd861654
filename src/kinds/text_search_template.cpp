// Text search templates: C functions under a name. https://www.postgresql.org/docs/current/sql-createtstemplate.html
#include "kinds/list.hpp"
#include "kinds/text_search_forms.hpp"
#include "kinds/unalterable.hpp"

namespace lockstep::kinds {
namespace {

struct TextSearchTemplate {
  std::string init, lexize, comment;
};

constexpr Field fields[] = {
    field<&TextSearchTemplate::init>("init", "sets a dictionary up", {.points = Points::relation}),
    field<&TextSearchTemplate::lexize>("lexize", "gives the lexemes of a token",
                                       {.points = Points::relation, .required = true}),
    field<&TextSearchTemplate::comment>("comment", "COMMENT ON TEXT SEARCH TEMPLATE"),
};

std::string target(const Id& id) { return "TEXT SEARCH TEMPLATE " + own_sql(id); }

std::string create_sql(const Id& id, const TextSearchTemplate& object) {
  DefinitionList list;
  list.add("INIT", object.init);
  list.add("LEXIZE", object.lexize);
  return "CREATE " + target(id) + " " + list.sql();
}

constexpr UnalterableForms forms{text_search_template::create, text_search_template::replace,
                                 text_search_template::drop, text_search_template::rename};
using Functions = Unalterable<TextSearchTemplate, target, create_sql, forms>;

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, t.tmplname AS p2, 'pg_ts_template'::regclass::oid AS classid, t.oid AS objid, 0 AS objsubid,
       NULLIF(t.tmplinit, 0)::regproc::text AS "init",
       t.tmpllexize::text AS "lexize",
       obj_description(t.oid, 'pg_ts_template') AS comment
  FROM pg_ts_template t
  JOIN pg_namespace n ON n.oid = t.tmplnamespace
 WHERE t.oid >= 16384)";

} // namespace

extern const Kind text_search_template{.name = "text_search_template",
                                       .title = "text search template",
                                       .section = "text_search_templates",
                                       .weight = 48,
                                       .fields = fields,
                                       .hints = moved_from_hints,
                                       .manual = "sql-createtstemplate.html",
                                       .summary = "A text search template: C functions behind dictionaries.",
                                       .catalog_sql = catalog_sql,
                                       .catalog_rows = "pg_ts_template WHERE oid >= 16384",
                                       .make = make_body<TextSearchTemplate>,
                                       .create = Functions::create,
                                       .alter = Functions::alter,
                                       .drop = Functions::drop,
                                       .rename = Functions::rename,
                                       .target = target};

} // namespace lockstep::kinds
