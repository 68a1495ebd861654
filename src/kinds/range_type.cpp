// Range types, each with its multirange type. https://www.postgresql.org/docs/current/rangetypes.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"
#include "kinds/type_forms.hpp"

namespace lockstep::kinds {
namespace {

struct RangeType : Access {
  std::string subtype;
  std::string subtype_opclass;
  std::string collation;
  std::string subtype_diff;
  std::string multirange;
  std::string comment;
};

constexpr Field fields[] = {
    field<&RangeType::subtype>("subtype", "type of the bounds", {.points = Points::type, .required = true}),
    field<&RangeType::subtype_opclass>("subtype_opclass", "b-tree operator class where it is not the subtype's default",
                                       {.points = Points::relation}),
    field<&RangeType::collation>("collation", "collation where it is not the subtype's own",
                                 {.points = Points::relation}),
    field<&RangeType::subtype_diff>("subtype_diff", "function that tells how far two bounds are apart",
                                    {.points = Points::relation}),
    field<&RangeType::multirange>("multirange", "name of the multirange type where it is not the usual one"),
    field<&RangeType::comment>("comment", "COMMENT ON TYPE"),
    owner_field<RangeType>(),
    grants_field<RangeType>(),
};

std::string target(const Id& id) { return "TYPE " + own_sql(id); }

std::string create_sql(const Id& id, const RangeType& range) {
  std::vector<std::string> options{"SUBTYPE = " + range.subtype};
  const auto add = [&](const char* word, const std::string& value) {
    if (!value.empty()) options.push_back(std::string(word) + " = " + value);
  };
  add("SUBTYPE_OPCLASS", range.subtype_opclass);
  add("COLLATION", range.collation);
  add("SUBTYPE_DIFF", range.subtype_diff);
  if (!range.multirange.empty()) add("MULTIRANGE_TYPE_NAME", qualified(id.path.front(), range.multirange));
  return "CREATE " + target(id) + " AS RANGE (" + join(options, ", ") + ")";
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& range = body<RangeType>(object);
  steps.push_back(make_step(range_type::create, object.id, create_sql(object.id, range), "DROP " + target(object.id)));
  push_comment(steps, object.id, target(object.id), range.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<RangeType>(from);
  const auto& after = body<RangeType>(to);
  const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
  if (!only_comment) {
    push_replacement(steps, range_type::replace, to.id, state,
                     {"DROP " + target(to.id), create_sql(to.id, after), create_sql(to.id, before), {own_sql(to.id)}});
    push_comment(steps, to.id, target(to.id), after.comment);
  } else {
    push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
  }
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(range_type::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<RangeType>(object))));
}

/// The name that PostgreSQL gives to the multirange type of a range.
std::string usual_multirange(const std::string& range) {
  const std::size_t at = range.find("range");
  return at == std::string::npos ? range + "_multirange" : range.substr(0, at) + "multi" + range.substr(at);
}

void push_type_rename(const Id& subject, const Id& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(type::rename, subject, "ALTER " + target(from) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.name())));
}

/// A multirange with the usual name has it afterwards, too.
void rename(const Object& from, const Id& to, Steps& steps) {
  push_type_rename(to, from.id, to, steps);
  if (!body<RangeType>(from).multirange.empty()) return;
  const auto multirange = [](const Id& id) { return Id{id.kind, id.path.with_back(usual_multirange(id.name()))}; };
  push_type_rename(to, multirange(from.id), multirange(to), steps);
}

// One with a CANONICAL function needs a shell type and C; it is told as unknown.
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, t.typname AS p2, 'pg_type'::regclass::oid AS classid, t.oid AS objid, 0 AS objsubid,
       format_type(r.rngsubtype, NULL) AS subtype,
       CASE WHEN NOT o.opcdefault THEN quote_ident(opn.nspname) || '.' || quote_ident(o.opcname) END AS subtype_opclass,
       CASE WHEN r.rngcollation <> s.typcollation
            THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
       CASE WHEN r.rngsubdiff <> 0 THEN r.rngsubdiff::text END AS subtype_diff,
       NULLIF(m.typname, CASE WHEN t.typname LIKE '%range%' THEN regexp_replace(t.typname, 'range', 'multirange')
                              ELSE t.typname || '_multirange' END) AS multirange,
       d.description AS comment
  FROM pg_range r
  JOIN pg_type t ON t.oid = r.rngtypid
  JOIN pg_namespace n ON n.oid = t.typnamespace
  JOIN pg_type s ON s.oid = r.rngsubtype
  JOIN pg_type m ON m.oid = r.rngmultitypid
  JOIN pg_opclass o ON o.oid = r.rngsubopc
  JOIN pg_namespace opn ON opn.oid = o.opcnamespace
  LEFT JOIN pg_collation co ON co.oid = r.rngcollation
  LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 WHERE t.oid >= 16384 AND r.rngcanonical = 0)";

} // namespace

extern const Kind range_type{.name = "range_type",
                             .title = "range type",
                             .section = "ranges",
                             .weight = 34,
                             .fields = fields,
                             .short_form = "subtype",
                             .hints = moved_from_hints,
                             .manual = "rangetypes.html",
                             .summary = "A range type, with its multirange type.",
                             .catalog_sql = catalog_sql,
                             .catalog_rows = "pg_range WHERE rngtypid >= 16384",
                             .make = make_body<RangeType>,
                             .create = create,
                             .alter = alter,
                             .drop = drop,
                             .rename = rename,
                             .target = target,
                             .grants_on = "TYPE"};

} // namespace lockstep::kinds
