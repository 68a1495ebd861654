// Enumerated types. https://www.postgresql.org/docs/current/sql-altertype.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"
#include "kinds/type_forms.hpp"

#include <algorithm>

namespace lockstep::kinds {
namespace {

struct EnumType : Access {
  std::vector<std::string> values;
  std::string comment;
};

constexpr Field fields[] = {
    field<&EnumType::values>("values", "labels in their order"),
    field<&EnumType::comment>("comment", "COMMENT ON TYPE"),
    owner_field<EnumType>(),
    grants_field<EnumType>(),
};

constexpr std::string_view hints[] = {"renamed_from", "moved_from", "renamed_values"};

std::string target(const Id& id) { return "TYPE " + own_sql(id); }

std::string create_sql(const Id& id, const EnumType& type) {
  std::vector<std::string> labels;
  for (const std::string& label : type.values) labels.push_back(quote_literal(label));
  return "CREATE " + target(id) + " AS ENUM (" + join(labels, ", ") + ")";
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& type = body<EnumType>(object);
  steps.push_back(make_step(enum_type::create, object.id, create_sql(object.id, type), "DROP " + target(object.id)));
  push_comment(steps, object.id, target(object.id), type.comment);
}

bool is_subsequence(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  auto at = whole.begin();
  for (const std::string& label : part) {
    at = std::find(at, whole.end(), label);
    if (at == whole.end()) return false;
    ++at;
  }
  return true;
}

void add_values(const Id& id, const std::vector<std::string>& before, const std::vector<std::string>& after,
                Steps& steps) {
  const auto known = [&](const std::string& label) {
    return std::find(before.begin(), before.end(), label) != before.end();
  };
  for (auto label = after.begin(); label != after.end(); ++label) {
    if (known(*label)) continue;
    const auto next = std::find_if(label, after.end(), known);
    std::string sql = "ALTER " + target(id) + " ADD VALUE " + quote_literal(*label);
    if (next != after.end()) sql += " BEFORE " + quote_literal(*next);
    steps.push_back(make_step(enum_type::add, id, sql));
  }
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<EnumType>(from);
  const auto& after = body<EnumType>(to);
  if (changed.has("values")) {
    if (is_subsequence(before.values, after.values)) {
      add_values(to.id, before.values, after.values, steps);
    } else if (state.dependents(to.id).empty()) {
      push_replacement(
          steps, enum_type::replace, to.id, state,
          {"DROP " + target(to.id), create_sql(to.id, after), create_sql(to.id, before), {own_sql(to.id)}});
      return push_comment(steps, to.id, target(to.id), after.comment);
    } else {
      Step step = make_step(enum_type::remove, to.id, {});
      step.refusal = "the labels of " + to_text(to.id) + " are removed or reordered (" + join(before.values, ", ") +
                     " -> " + join(after.values, ", ") + "), which PostgreSQL can not do to a type.";
      steps.push_back(step);
    }
  }
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(enum_type::drop, object.id, "DROP " + target(object.id)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(type::rename, to, "ALTER " + target(from.id) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.id.name())));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, t.typname AS p2, 'pg_type'::regclass::oid AS classid, t.oid AS objid, 0 AS objsubid,
       e.labels AS values, d.description AS comment
  FROM pg_type t
  JOIN pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN (SELECT enumtypid, array_agg(enumlabel::text ORDER BY enumsortorder) AS labels FROM pg_enum GROUP BY 1) e
         ON e.enumtypid = t.oid
  LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 WHERE t.typtype = 'e' AND t.oid >= 16384)";

} // namespace

extern const Kind enum_type{.name = "enum",
                            .title = "enum",
                            .section = "enums",
                            .weight = 30,
                            .fields = fields,
                            .short_form = "values",
                            .hints = hints,
                            .manual = "datatype-enum.html",
                            .summary = "An enumerated type.",
                            .catalog_sql = catalog_sql,
                            .catalog_rows = "pg_type WHERE typtype = 'e' AND oid >= 16384",
                            .make = make_body<EnumType>,
                            .create = create,
                            .alter = alter,
                            .drop = drop,
                            .rename = rename,
                            .target = target,
                            .grants_on = "TYPE"};

} // namespace lockstep::kinds
