// Conversions between encodings. https://www.postgresql.org/docs/current/sql-createconversion.html
#include "kinds/access.hpp"
#include "kinds/code_forms.hpp"
#include "kinds/list.hpp"
#include "kinds/unalterable.hpp"

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

constexpr UnalterableForms forms{conversion::create, conversion::replace, conversion::drop, conversion::rename};
using Functions = Unalterable<Conversion, target, create_sql, forms>;

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
                             .hints = moved_from_hints,
                             .manual = "sql-createconversion.html",
                             .summary = "A conversion between two encodings.",
                             .catalog_sql = catalog_sql,
                             .catalog_rows = "pg_conversion WHERE oid >= 16384",
                             .make = make_body<Conversion>,
                             .create = Functions::create,
                             .alter = Functions::alter,
                             .drop = Functions::drop,
                             .rename = Functions::rename,
                             .target = target};

} // namespace lockstep::kinds
