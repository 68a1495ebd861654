// Text search templates: C functions under a name. https://www.postgresql.org/docs/current/sql-createtstemplate.html
#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "kinds/text_search_forms.hpp"

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

void create(const Object& object, const State&, Steps& steps) {
  const auto& of = body<TextSearchTemplate>(object);
  push_bare_create(steps, text_search_template::create, object.id, create_sql(object.id, of), target(object.id),
                   of.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<TextSearchTemplate>(from);
  const auto& after = body<TextSearchTemplate>(to);
  const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
  if (only_comment) return push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
  push_replacement(steps, text_search_template::replace, to.id, state,
                   {"DROP " + target(to.id), create_sql(to.id, after), create_sql(to.id, before)});
  push_bare_comment(steps, to.id, target(to.id), after.comment);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(text_search_template::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<TextSearchTemplate>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  push_bare_rename(steps, text_search_template::rename, from.id, to, target(from.id), target(to));
}

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
                                       .hints = renamed_from_hint,
                                       .manual = "sql-createtstemplate.html",
                                       .summary = "A text search template: C functions behind dictionaries.",
                                       .catalog_sql = catalog_sql,
                                       .make = make_body<TextSearchTemplate>,
                                       .create = create,
                                       .alter = alter,
                                       .drop = drop,
                                       .rename = rename};

} // namespace lockstep::kinds
