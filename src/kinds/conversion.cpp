// Conversions between encodings. https://www.postgresql.org/docs/current/sql-createconversion.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/code_forms.hpp"
#include "kinds/list.hpp"

namespace lockstep::kinds {
namespace {

struct Conversion : Access {
  std::string from_encoding, to_encoding, function;
  bool is_default = false;
  std::string comment;
};

constexpr Field fields[] = {
    field<&Conversion::from_encoding>("from", "encoding that it reads: `LATIN1`", {.required = true}),
    field<&Conversion::to_encoding>("to", "encoding that it writes: `UTF8`", {.required = true}),
    field<&Conversion::function>("function", "the function that converts",
                                 {.points = Points::relation, .required = true}),
    field<&Conversion::is_default>("default", "DEFAULT: the one that is used between the two encodings"),
    field<&Conversion::comment>("comment", "COMMENT ON CONVERSION"),
    owner_field<Conversion>(),
};

std::string target(const Id& id) { return "CONVERSION " + own_sql(id); }

std::string create_sql(const Id& id, const Conversion& conversion) {
  return std::string("CREATE ") + (conversion.is_default ? "DEFAULT " : "") + target(id) + " FOR " +
         quote_literal(conversion.from_encoding) + " TO " + quote_literal(conversion.to_encoding) + " FROM " +
         conversion.function;
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& conversion = body<Conversion>(object);
  push_bare_create(steps, conversion::create, object.id, create_sql(object.id, conversion), target(object.id),
                   conversion.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<Conversion>(from);
  const auto& after = body<Conversion>(to);
  const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
  if (only_comment) return push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
  push_replacement(steps, conversion::replace, to.id, state,
                   {"DROP " + target(to.id), create_sql(to.id, after), create_sql(to.id, before)});
  push_bare_comment(steps, to.id, target(to.id), after.comment);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(conversion::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<Conversion>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  push_bare_rename(steps, conversion::rename, from.id, to, target(from.id), target(to));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.conname AS p2, 'pg_conversion'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid,
       pg_encoding_to_char(c.conforencoding) AS "from", pg_encoding_to_char(c.contoencoding) AS "to",
       c.conproc::text AS function, c.condefault AS "default", obj_description(c.oid, 'pg_conversion') AS comment
  FROM pg_conversion c
  JOIN pg_namespace n ON n.oid = c.connamespace
 WHERE c.oid >= 16384)";

} // namespace

extern const Kind conversion{.name = "conversion",
                             .title = "conversion",
                             .section = "conversions",
                             .weight = 48,
                             .fields = fields,
                             .hints = renamed_from_hint,
                             .manual = "sql-createconversion.html",
                             .summary = "A conversion between two encodings.",
                             .catalog_sql = catalog_sql,
                             .make = make_body<Conversion>,
                             .create = create,
                             .alter = alter,
                             .drop = drop,
                             .rename = rename,
                             .target = target};

} // namespace lockstep::kinds
