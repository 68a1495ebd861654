// Text search parsers: C functions under a name. https://www.postgresql.org/docs/current/sql-createtsparser.html
#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "kinds/text_search_forms.hpp"

namespace lockstep::kinds {
namespace {

struct TextSearchParser {
  std::string start, gettoken, end_function, lextypes, headline, comment;
};

constexpr Field fields[] = {
    field<&TextSearchParser::start>("start", "begins to parse", {.points = Points::relation, .required = true}),
    field<&TextSearchParser::gettoken>("gettoken", "gives the next token",
                                       {.points = Points::relation, .required = true}),
    field<&TextSearchParser::end_function>("end", "ends parsing", {.points = Points::relation, .required = true}),
    field<&TextSearchParser::lextypes>("lextypes", "tells the types of tokens",
                                       {.points = Points::relation, .required = true}),
    field<&TextSearchParser::headline>("headline", "makes headlines", {.points = Points::relation}),
    field<&TextSearchParser::comment>("comment", "COMMENT ON TEXT SEARCH PARSER"),
};

std::string target(const Id& id) { return "TEXT SEARCH PARSER " + own_sql(id); }

std::string create_sql(const Id& id, const TextSearchParser& object) {
  DefinitionList list;
  list.add("START", object.start);
  list.add("GETTOKEN", object.gettoken);
  list.add("END", object.end_function);
  list.add("LEXTYPES", object.lextypes);
  list.add("HEADLINE", object.headline);
  return "CREATE " + target(id) + " " + list.sql();
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& of = body<TextSearchParser>(object);
  push_bare_create(steps, text_search_parser::create, object.id, create_sql(object.id, of), target(object.id),
                   of.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<TextSearchParser>(from);
  const auto& after = body<TextSearchParser>(to);
  const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
  if (only_comment) return push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
  push_replacement(steps, text_search_parser::replace, to.id, state,
                   {"DROP " + target(to.id), create_sql(to.id, after), create_sql(to.id, before)});
  push_bare_comment(steps, to.id, target(to.id), after.comment);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(text_search_parser::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<TextSearchParser>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  push_bare_rename(steps, text_search_parser::rename, from.id, to, target(from.id), target(to));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, t.prsname AS p2, 'pg_ts_parser'::regclass::oid AS classid, t.oid AS objid, 0 AS objsubid,
       t.prsstart::text AS "start",
       t.prstoken::text AS "gettoken",
       t.prsend::text AS "end",
       t.prslextype::text AS "lextypes",
       NULLIF(t.prsheadline, 0)::regproc::text AS "headline",
       obj_description(t.oid, 'pg_ts_parser') AS comment
  FROM pg_ts_parser t
  JOIN pg_namespace n ON n.oid = t.prsnamespace
 WHERE t.oid >= 16384)";

} // namespace

extern const Kind text_search_parser{.name = "text_search_parser",
                                     .title = "text search parser",
                                     .section = "text_search_parsers",
                                     .weight = 48,
                                     .fields = fields,
                                     .hints = renamed_from_hint,
                                     .manual = "sql-createtsparser.html",
                                     .summary = "A text search parser: C functions that cut a text into tokens.",
                                     .catalog_sql = catalog_sql,
                                     .make = make_body<TextSearchParser>,
                                     .create = create,
                                     .alter = alter,
                                     .drop = drop,
                                     .rename = rename};

} // namespace lockstep::kinds
