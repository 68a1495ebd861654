// Security labels of any provider, on any object of the database.
// https://www.postgresql.org/docs/current/sql-security-label.html
#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "kinds/security_label_forms.hpp"

#include <map>

namespace lockstep::kinds {
namespace {

struct SecurityLabel {
  std::string label;
};

constexpr Field fields[] = {
    field<&SecurityLabel::label>("label", "what the provider is told: `\"MASKED WITH VALUE NULL\"`",
                                 {.required = true}),
};

/// "anon on column public.users.email"
struct Parts {
  std::string provider;
  std::string words; ///< "column"
  std::string name;
};

Parts parts_of(const Id& id) {
  static const char* const two_words[] = {"materialized view ", "foreign table ", "event trigger "};
  const std::string& text = id.name();
  const std::size_t on = std::min(text.find(" on "), text.size());
  const std::string object = text.substr(std::min(on + 4, text.size()));
  std::size_t end = std::min(object.find(' '), object.size());
  for (const std::string_view words : two_words)
    if (object.starts_with(words)) end = words.size() - 1;
  return {text.substr(0, on), object.substr(0, end), std::string(trim(object.substr(end)))};
}

/// What may stand behind the words, which know fewer kinds of objects than we do.
std::vector<Id> labelled(const Parts& parts) {
  static const std::map<std::string_view, std::vector<std::string_view>> kinds = {
      {"column", {"column", "foreign_column"}},
      {"type", {"enum", "domain", "composite_type", "range_type"}},
      {"domain", {"domain"}},
      {"materialized view", {"materialized_view"}},
      {"foreign table", {"foreign_table"}},
      {"table", {"table"}},
      {"view", {"view"}},
      {"sequence", {"sequence"}},
      {"function", {"function"}},
      {"procedure", {"procedure"}},
      {"aggregate", {"aggregate"}},
      {"schema", {"schema"}},
      {"language", {"language"}},
      {"publication", {"publication"}},
      {"subscription", {"subscription"}},
      {"event trigger", {"event_trigger"}},
  };
  const std::size_t open = std::min(parts.name.find('('), parts.name.size());
  std::vector<std::string> path = parse_name(parts.name.substr(0, open));
  const auto found = kinds.find(parts.words);
  if (found == kinds.end() || path.empty()) return {};
  if (open < parts.name.size()) path.back() = quote_ident(path.back()) + parts.name.substr(open);
  std::vector<Id> ids;
  for (const std::string_view kind : found->second) ids.push_back({kind, path});
  if (parts.words == "column" && path.size() == 3) // of a view, which alone is an object
    for (const std::string_view kind : {"view", "materialized_view"}) ids.push_back({kind, {path[0], path[1]}});
  return ids;
}

std::string label_sql(const Id& id, const std::string& label) {
  const Parts parts = parts_of(id);
  const bool of_database = parts.words == "database";
  std::string sql = "SECURITY LABEL FOR " + quote_ident(parts.provider) + " ON " + upper(parts.words) + " " +
                    (of_database ? "%I" : parts.name) + "\n    IS " +
                    (label.empty() ? "NULL" : quote_literal(of_database ? replace_all(label, "%", "%%") : label));
  if (!of_database) return sql;
  // The name of the database is known where it runs, and not where it is written.
  return "DO $do$\nBEGIN\n  EXECUTE format($label$" + sql + "$label$, current_database());\nEND\n$do$";
}

void push(const Id& id, const std::string& after, const std::string& before, Steps& steps) {
  Step step = bare_step(security_label::set, id, label_sql(id, after), label_sql(id, before));
  const std::vector<Id> objects = labelled(parts_of(id));
  std::vector<Id>& ties = after.empty() ? step.frees : step.needs;
  ties.insert(ties.end(), objects.begin(), objects.end());
  steps.push_back(std::move(step));
}

void create(const Object& object, const State&, Steps& steps) {
  push(object.id, body<SecurityLabel>(object).label, {}, steps);
}

void alter(const Object& from, const Object& to, const Changed&, const State&, Steps& steps) {
  push(to.id, body<SecurityLabel>(to).label, body<SecurityLabel>(from).label, steps);
}

/// Old application versions stay as protected as they were.
void drop(const Object& object, const State&, Steps& steps) {
  push(object.id, {}, body<SecurityLabel>(object).label, steps);
  steps.back().phase = Phase::contract;
}

/// The label went with the object that is made anew.
void recreate(const Object&, const Object& to, const State&, Steps& steps) {
  push(to.id, body<SecurityLabel>(to).label, {}, steps);
}

/// What stands behind SECURITY LABEL ON and is no part of a database, or says so itself.
void examine(const Object& object, const State&, Diagnostics& diagnostics) {
  const Parts parts = parts_of(object.id);
  const bool of_role = parts.words == "role";
  if (!of_role && parts.words != "tablespace") return;
  const std::string hint = of_role ? "write [roles." + parts.name + "] security_labels = { " + parts.provider +
                                         " = \"…\" }, where lockstep.toml says manage = [\"roles\"]"
                                   : "set it by hand: a tablespace is the server's";
  diagnostics.add({.severity = Severity::error,
                   .code = "security_label",
                   .position = object.places.whole(),
                   .message = "a label of a " + parts.words + " does not stand here",
                   .hint = hint,
                   .line = {}});
}

// A label has no address of its own; this one is found again among the dependencies.
constexpr std::string_view catalog_sql = R"(
SELECT l.provider || ' on ' ||
       CASE WHEN i.type LIKE '%column' THEN 'column' WHEN i.type = 'composite type' THEN 'type'
            WHEN i.type = 'type' AND EXISTS (SELECT FROM pg_type t WHERE t.oid = l.objoid AND t.typtype = 'd') THEN 'domain'
            ELSE i.type END || ' ' || i.identity AS p1,
       'pg_seclabel'::regclass::oid AS classid,
       (hashtext(concat_ws(' ', l.provider, l.classoid, l.objoid, l.objsubid))::bigint & 2147483647)::oid AS objid,
       0 AS objsubid, l.label
  FROM pg_seclabel l CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) i
 WHERE i.identity IS NOT NULL AND l.classoid <> 'pg_largeobject'::regclass AND i.schema IS DISTINCT FROM 'lockstep'
   AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = l.classoid AND e.objid = l.objoid AND e.deptype = 'e')
UNION ALL
SELECT l.provider || ' on ' || CASE WHEN s.oid IS NULL THEN 'database' ELSE 'subscription ' || quote_ident(s.subname) END,
       'pg_shseclabel'::regclass, (hashtext(concat_ws(' ', l.provider, l.classoid, l.objoid))::bigint & 2147483647)::oid, 0, l.label
  FROM pg_shseclabel l JOIN pg_database d ON d.datname = current_database()
  LEFT JOIN pg_subscription s ON l.classoid = 'pg_subscription'::regclass AND s.oid = l.objoid AND s.subdbid = d.oid
 WHERE s.oid IS NOT NULL OR l.classoid = 'pg_database'::regclass AND l.objoid = d.oid)";

} // namespace

extern const Kind security_label{
    .name = "security_label",
    .title = "security label",
    .section = "security_labels",
    .scope = Scope::database,
    .weight = 210,
    .fields = fields,
    .short_form = "label",
    .manual = "sql-security-label.html",
    .summary = "What a provider is told of an object: `anon on column public.users.email`; of the "
               "database itself: `anon on database`. That of a role stands in `[roles.NAME]`.",
    .catalog_sql = catalog_sql,
    .make = make_body<SecurityLabel>,
    .create = create,
    .alter = alter,
    .drop = drop,
    .recreate = recreate,
    .examine = examine,
    .joiner = " on "};

} // namespace lockstep::kinds
