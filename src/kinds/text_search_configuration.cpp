// Text search configurations. https://www.postgresql.org/docs/current/sql-createtsconfig.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "kinds/text_search_forms.hpp"

#include <map>

namespace lockstep::kinds {
namespace {

struct TextSearchConfiguration : Access {
  std::string parser;
  Settings mappings;
  std::string comment;
};

constexpr Field fields[] = {
    field<&TextSearchConfiguration::parser>("parser", "its parser; `default` is PostgreSQL's own",
                                            {.points = Points::relation, .required = true}),
    field<&TextSearchConfiguration::mappings>(
        "mappings", "the dictionaries of each type of token, in order: `{ asciiword = \"english_stem\" }`"),
    field<&TextSearchConfiguration::comment>("comment", "COMMENT ON TEXT SEARCH CONFIGURATION"),
    owner_field<TextSearchConfiguration>(),
};

using Mappings = std::map<std::string, std::string>; // token type to its dictionaries

std::string target(const Id& id) { return "TEXT SEARCH CONFIGURATION " + own_sql(id); }

std::string create_sql(const Id& id, const TextSearchConfiguration& configuration) {
  const std::string parser = configuration.parser == "default" ? "pg_catalog.default" : configuration.parser;
  return "CREATE " + target(id) + " (PARSER = " + parser + ")";
}

Mappings mappings_of(const TextSearchConfiguration& configuration) {
  Mappings mappings;
  for (const std::string& one : configuration.mappings.list) {
    const auto [token, dictionaries] = setting_parts(one);
    mappings[token] = dictionaries;
  }
  return mappings;
}

/// One statement for all token types that get the same dictionaries.
void push_mappings(Steps& steps, const Id& id, const char* verb, const Mappings& mappings, const Mappings& before) {
  std::map<std::string, std::vector<std::string>> tokens;
  for (const auto& [token, dictionaries] : mappings) tokens[dictionaries].push_back(token);
  for (const auto& [dictionaries, same] : tokens) {
    const std::string change = "ALTER " + target(id) + " ";
    std::string back = change + "DROP MAPPING FOR " + join(same, ", ");
    if (const auto was = before.find(same.front()); was != before.end())
      back = change + "ALTER MAPPING FOR " + join(same, ", ") + " WITH " + was->second;
    steps.push_back(bare_step(text_search_configuration::map, id,
                              change + verb + " MAPPING FOR " + join(same, ", ") + " WITH " + dictionaries, back));
  }
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& configuration = body<TextSearchConfiguration>(object);
  const Id& id = object.id;
  steps.push_back(
      bare_step(text_search_configuration::create, id, create_sql(id, configuration), "DROP " + target(id)));
  push_mappings(steps, id, "ADD", mappings_of(configuration), {});
  push_bare_comment(steps, id, target(id), configuration.comment);
}

void push_changed_mappings(Steps& steps, const Id& id, const Mappings& before, const Mappings& after) {
  Mappings added;
  Mappings changed;
  for (const auto& [token, dictionaries] : after) {
    const auto was = before.find(token);
    if (was == before.end()) added[token] = dictionaries;
    if (was != before.end() && was->second != dictionaries) changed[token] = dictionaries;
  }
  std::vector<std::string> gone;
  for (const auto& [token, dictionaries] : before)
    if (!after.contains(token)) gone.push_back(token);
  push_mappings(steps, id, "ADD", added, {});
  for (const auto& [token, dictionaries] : changed) push_mappings(steps, id, "ALTER", {{token, dictionaries}}, before);
  if (!gone.empty())
    steps.push_back(
        bare_step(text_search_configuration::map, id, "ALTER " + target(id) + " DROP MAPPING FOR " + join(gone, ", ")));
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<TextSearchConfiguration>(from);
  const auto& after = body<TextSearchConfiguration>(to);
  if (changed.has("parser")) {
    push_replacement(steps, text_search_configuration::replace, to.id, state,
                     {"DROP " + target(to.id), create_sql(to.id, after), create_sql(to.id, before)});
    const std::size_t created = steps.size();
    push_mappings(steps, to.id, "ADD", mappings_of(after), {});
    for (std::size_t i = created; i < steps.size(); ++i) steps[i].unit = 1;
    return push_bare_comment(steps, to.id, target(to.id), after.comment);
  }
  if (changed.has("mappings")) push_changed_mappings(steps, to.id, mappings_of(before), mappings_of(after));
  if (changed.has("comment")) push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(text_search_configuration::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<TextSearchConfiguration>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  push_bare_rename(steps, text_search_configuration::rename, from.id, to, target(from.id), target(to));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, t.cfgname AS p2, 'pg_ts_config'::regclass::oid AS classid, t.oid AS objid, 0 AS objsubid,
       CASE WHEN pn.nspname = 'pg_catalog' THEN p.prsname ELSE quote_ident(pn.nspname) || '.' || quote_ident(p.prsname) END AS parser,
       ARRAY(SELECT k.alias || '=' || string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno)
               FROM pg_ts_config_map m
               JOIN ts_token_type(t.cfgparser) k ON k.tokid = m.maptokentype
              WHERE m.mapcfg = t.oid GROUP BY k.alias) AS mappings,
       obj_description(t.oid, 'pg_ts_config') AS comment
  FROM pg_ts_config t
  JOIN pg_namespace n ON n.oid = t.cfgnamespace
  JOIN pg_ts_parser p ON p.oid = t.cfgparser
  JOIN pg_namespace pn ON pn.oid = p.prsnamespace
 WHERE t.oid >= 16384)";

} // namespace

extern const Kind text_search_configuration{.name = "text_search_configuration",
                                            .title = "text search configuration",
                                            .section = "text_search_configurations",
                                            .weight = 49,
                                            .fields = fields,
                                            .short_form = "parser",
                                            .hints = moved_from_hints,
                                            .manual = "sql-createtsconfig.html",
                                            .summary = "A text search configuration.",
                                            .catalog_sql = catalog_sql,
                                            .catalog_rows = "pg_ts_config WHERE oid >= 16384",
                                            .make = make_body<TextSearchConfiguration>,
                                            .create = create,
                                            .alter = alter,
                                            .drop = drop,
                                            .rename = rename,
                                            .target = target};

} // namespace lockstep::kinds
