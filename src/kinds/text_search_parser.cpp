// Text search parsers: C functions under a name. https://www.postgresql.org/docs/current/sql-createtsparser.html
#include "kinds/list.hpp"
#include "kinds/text_search_forms.hpp"
#include "kinds/unalterable.hpp"

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

constexpr UnalterableForms forms{text_search_parser::create, text_search_parser::replace, text_search_parser::drop,
                                 text_search_parser::rename};
using Functions = Unalterable<TextSearchParser, target, create_sql, forms>;

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
                                     .hints = moved_from_hints,
                                     .manual = "sql-createtsparser.html",
                                     .summary = "A text search parser: C functions that cut a text into tokens.",
                                     .catalog_sql = catalog_sql,
                                     .catalog_rows = "pg_ts_parser WHERE oid >= 16384",
                                     .make = make_body<TextSearchParser>,
                                     .create = Functions::create,
                                     .alter = Functions::alter,
                                     .drop = Functions::drop,
                                     .rename = Functions::rename,
                                     .target = target};

} // namespace lockstep::kinds
