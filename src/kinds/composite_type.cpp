// Composite types. https://www.postgresql.org/docs/current/sql-createtype.html
#include "kinds/access.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"
#include "kinds/type_forms.hpp"

#include <algorithm>

namespace lockstep::kinds {
namespace {

struct CompositeType : Access {
  std::vector<std::string> attributes;
  std::string comment;
  Settings attribute_comments;
};

constexpr Field fields[] = {
    field<&CompositeType::attributes>("attributes", "name, type and COLLATE of each, in their order: `street text`"),
    field<&CompositeType::comment>("comment", "COMMENT ON TYPE"),
    field<&CompositeType::attribute_comments>("attribute_comments", "COMMENT ON COLUMN for attributes, by name"),
    owner_field<CompositeType>(),
    grants_field<CompositeType>(),
};

std::string target(const Id& id) { return "TYPE " + own_sql(id); }

/// The identifier that the attribute begins with.
std::string name_of(const std::string& attribute) {
  std::size_t end = 0;
  bool quoted = false;
  for (; end < attribute.size() && (quoted || attribute[end] != ' '); ++end) quoted = quoted != (attribute[end] == '"');
  return attribute.substr(0, end);
}

bool has(const std::vector<std::string>& attributes, const std::string& name) {
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const std::string& attribute) { return name_of(attribute) == name; });
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& type = body<CompositeType>(object);
  const std::string list = type.attributes.empty() ? "()" : "(\n  " + join(type.attributes, ",\n  ") + "\n)";
  steps.push_back(make_step(composite_type::create, object.id, "CREATE " + target(object.id) + " AS " + list,
                            "DROP " + target(object.id)));
  push_comment(steps, object.id, target(object.id), type.comment);
  push_column_comments(steps, object.id, type.attribute_comments, {});
}

struct Actions {
  std::vector<std::string> list;
  bool reshapes = false; ///< drops or retypes
  bool possible = true;  ///< new attributes come last
};

Actions actions_between(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  Actions actions;
  std::vector<std::string> reached;
  for (const std::string& attribute : before) {
    const std::string name = name_of(attribute);
    if (has(after, name)) {
      reached.push_back(name);
      continue;
    }
    actions.list.push_back("DROP ATTRIBUTE " + name);
    actions.reshapes = true;
  }
  for (const std::string& attribute : after) {
    const std::string name = name_of(attribute);
    if (!has(before, name)) {
      actions.list.push_back("ADD ATTRIBUTE " + attribute);
      reached.push_back(name);
    } else if (std::find(before.begin(), before.end(), attribute) == before.end()) {
      actions.list.push_back("ALTER ATTRIBUTE " + name + " TYPE" + attribute.substr(name.size()));
      actions.reshapes = true;
    }
  }
  actions.possible =
      std::equal(after.begin(), after.end(), reached.begin(), reached.end(),
                 [](const std::string& attribute, const std::string& name) { return name_of(attribute) == name; });
  return actions;
}

bool is_stored(const Id& id, const State& state) {
  const auto& dependents = state.dependents(id);
  return std::any_of(dependents.begin(), dependents.end(),
                     [](const Id& dependent) { return dependent.kind == column.name; });
}

void alter_attributes(const Id& id, const CompositeType& before, const CompositeType& after, const State& state,
                      Steps& steps) {
  const Actions actions = actions_between(before.attributes, after.attributes);
  const auto sql = [&](const std::vector<std::string>& list) { return "ALTER " + target(id) + " " + join(list, ", "); };
  const bool retypes = std::any_of(actions.list.begin(), actions.list.end(),
                                   [](const std::string& action) { return action.starts_with("ALTER "); });
  if (actions.possible && !(retypes && is_stored(id, state))) {
    const Actions back = actions_between(after.attributes, before.attributes);
    steps.push_back(make_step(actions.reshapes ? composite_type::reshape : composite_type::alter, id, sql(actions.list),
                              actions.reshapes || !back.possible ? std::string() : sql(back.list)));
    return;
  }
  Step step = make_step(composite_type::refused, id, {});
  step.refusal = actions.possible ? "an attribute of " + to_text(id) +
                                        " changes its type while columns are of that type, which PostgreSQL can not "
                                        "do. Declare a second type and move the columns to it."
                                  : "the attributes of " + to_text(id) +
                                        " change their order, which PostgreSQL can not do: new ones come last.";
  steps.push_back(step);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<CompositeType>(from);
  const auto& after = body<CompositeType>(to);
  if (changed.has("attributes")) alter_attributes(to.id, before, after, state, steps);
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
  if (!changed.has("attribute_comments")) return;
  Settings kept; // the comment of an attribute goes with it
  for (const std::string& one : before.attribute_comments.list)
    if (has(after.attributes, quote_ident(one.substr(0, one.find('='))))) kept.list.push_back(one);
  push_column_comments(steps, to.id, after.attribute_comments, kept);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(composite_type::drop, object.id, "DROP " + target(object.id)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(type::rename, to, "ALTER " + target(from.id) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.id.name())));
}

// Dependencies stand at the relation that PostgreSQL keeps for the type.
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, t.typname AS p2, 'pg_class'::regclass::oid AS classid, t.typrelid AS objid, 0 AS objsubid,
       a.attributes, d.description AS comment, a.comments AS attribute_comments
  FROM pg_type t
  JOIN pg_class c ON c.oid = t.typrelid
  JOIN pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 CROSS JOIN LATERAL (
    SELECT array_agg(quote_ident(x.attname) || ' ' || format_type(x.atttypid, x.atttypmod) ||
                     CASE WHEN x.attcollation <> xt.typcollation
                          THEN ' COLLATE ' || quote_ident(cn.nspname) || '.' || quote_ident(co.collname) ELSE '' END
                     ORDER BY x.attnum) AS attributes,
           array_agg(x.attname || '=' || xd.description ORDER BY x.attname) FILTER (WHERE xd.description IS NOT NULL) AS comments
      FROM pg_attribute x
      JOIN pg_type xt ON xt.oid = x.atttypid
      LEFT JOIN pg_collation co ON co.oid = x.attcollation
      LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
      LEFT JOIN pg_description xd ON xd.classoid = 'pg_class'::regclass AND xd.objoid = x.attrelid AND xd.objsubid = x.attnum
     WHERE x.attrelid = t.typrelid AND x.attnum > 0 AND NOT x.attisdropped) a
 WHERE t.typtype = 'c' AND c.relkind = 'c' AND t.oid >= 16384)";

} // namespace

extern const Kind composite_type{.name = "composite_type",
                                 .title = "composite type",
                                 .section = "types",
                                 .weight = 33,
                                 .fields = fields,
                                 .short_form = "attributes",
                                 .hints = moved_from_hints,
                                 .manual = "sql-createtype.html",
                                 .summary = "A composite type.",
                                 .catalog_sql = catalog_sql,
                                 .catalog_rows = "relkinds WHERE relkind = 'c'",
                                 .make = make_body<CompositeType>,
                                 .create = create,
                                 .alter = alter,
                                 .drop = drop,
                                 .rename = rename,
                                 .target = target,
                                 .grants_on = "TYPE"};

} // namespace lockstep::kinds

bool lockstep::composite_type::lacks(const Object& type, const std::string& attribute) {
  return !kinds::has(body<kinds::CompositeType>(type).attributes, quote_ident(attribute));
}

std::vector<std::pair<std::string, std::string>> lockstep::composite_type::attributes_of(const Object& type) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const std::string& attribute : body<kinds::CompositeType>(type).attributes) {
    const std::string name = kinds::name_of(attribute);
    const std::string rest = attribute.substr(std::min(attribute.size(), name.size() + 1));
    all.emplace_back(name, rest.substr(0, rest.find(" COLLATE ")));
  }
  return all;
}
