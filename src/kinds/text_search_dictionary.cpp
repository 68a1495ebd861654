// Text search dictionaries. https://www.postgresql.org/docs/current/sql-createtsdictionary.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "kinds/text_search_forms.hpp"

#include <algorithm>

namespace lockstep::kinds {
namespace {

struct TextSearchDictionary : Access {
  std::string source;
  Settings options;
  std::string comment;
};

constexpr Field fields[] = {
    field<&TextSearchDictionary::source>("template", "its template: `snowball`, `simple`, `ispell` …",
                                         {.points = Points::relation, .required = true}),
    field<&TextSearchDictionary::options>("options", "options of the template: `{ language = \"german\" }`",
                                          {.in_order = true}),
    field<&TextSearchDictionary::comment>("comment", "COMMENT ON TEXT SEARCH DICTIONARY"),
    owner_field<TextSearchDictionary>(),
};

std::string target(const Id& id) { return "TEXT SEARCH DICTIONARY " + own_sql(id); }

std::string create_sql(const Id& id, const TextSearchDictionary& dictionary) {
  std::vector<std::string> parts{"TEMPLATE = " + dictionary.source};
  for (const std::string& option : dictionary.options.list) {
    const auto [key, value] = setting_parts(option);
    parts.push_back(quote_ident(key) + " = " + quote_literal(value));
  }
  return "CREATE " + target(id) + " (" + join(parts, ", ") + ")";
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& dictionary = body<TextSearchDictionary>(object);
  push_bare_create(steps, text_search_dictionary::create, object.id, create_sql(object.id, dictionary),
                   target(object.id), dictionary.comment);
}

/// An option without a value is taken away.
std::string options_sql(const Id& id, const Settings& from, const Settings& to) {
  std::vector<std::string> parts;
  for (const std::string& option : to.list) {
    const auto [key, value] = setting_parts(option);
    if (std::find(from.list.begin(), from.list.end(), option) == from.list.end())
      parts.push_back(quote_ident(key) + " = " + quote_literal(value));
  }
  for (const std::string& option : from.list) {
    const std::string key = setting_parts(option).first;
    const auto same_key = [&](const std::string& other) { return setting_parts(other).first == key; };
    if (std::none_of(to.list.begin(), to.list.end(), same_key)) parts.push_back(quote_ident(key));
  }
  return "ALTER " + target(id) + " (" + join(parts, ", ") + ")";
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<TextSearchDictionary>(from);
  const auto& after = body<TextSearchDictionary>(to);
  if (changed.has("template")) {
    push_replacement(steps, text_search_dictionary::replace, to.id, state,
                     {"DROP " + target(to.id), create_sql(to.id, after), create_sql(to.id, before)});
    return push_bare_comment(steps, to.id, target(to.id), after.comment);
  }
  if (changed.has("options"))
    steps.push_back(bare_step(text_search_dictionary::alter, to.id, options_sql(to.id, before.options, after.options),
                              options_sql(to.id, after.options, before.options)));
  if (changed.has("comment")) push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(text_search_dictionary::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<TextSearchDictionary>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  push_bare_rename(steps, text_search_dictionary::rename, from.id, to, target(from.id), target(to));
}

// The server keeps the options as one text: language = 'german', stopwords = 'german', accept = true
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, t.dictname AS p2, 'pg_ts_dict'::regclass::oid AS classid, t.oid AS objid, 0 AS objsubid,
       CASE WHEN mn.nspname <> 'pg_catalog' THEN quote_ident(mn.nspname) || '.' ELSE '' END || quote_ident(m.tmplname) AS template,
       ARRAY(SELECT trim('"' FROM o[1]) || '='
                    || COALESCE(replace(CASE WHEN o[2] = '' THEN o[3] ELSE replace(o[3], '\\', '\') END, '''''', ''''), o[4])
               FROM regexp_matches(t.dictinitoption, '("[^"]+"|[^ ,=]+) = (?:(E?)''((?:[^'']|'''')*)''|([^ ,]+))', 'g') o) AS options,
       obj_description(t.oid, 'pg_ts_dict') AS comment
  FROM pg_ts_dict t
  JOIN pg_namespace n ON n.oid = t.dictnamespace
  JOIN pg_ts_template m ON m.oid = t.dicttemplate
  JOIN pg_namespace mn ON mn.oid = m.tmplnamespace
 WHERE t.oid >= 16384)";

} // namespace

extern const Kind text_search_dictionary{.name = "text_search_dictionary",
                                         .title = "text search dictionary",
                                         .section = "text_search_dictionaries",
                                         .weight = 49,
                                         .fields = fields,
                                         .short_form = "template",
                                         .hints = moved_from_hints,
                                         .manual = "sql-createtsdictionary.html",
                                         .summary = "A text search dictionary.",
                                         .catalog_sql = catalog_sql,
                                         .catalog_rows = "pg_ts_dict WHERE oid >= 16384",
                                         .make = make_body<TextSearchDictionary>,
                                         .create = create,
                                         .alter = alter,
                                         .drop = drop,
                                         .rename = rename,
                                         .target = target};

} // namespace lockstep::kinds
