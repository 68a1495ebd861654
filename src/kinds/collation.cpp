// Collations. https://www.postgresql.org/docs/current/sql-createcollation.html
#include "kinds/access.hpp"
#include "kinds/code_forms.hpp"
#include "kinds/list.hpp"
#include "kinds/unalterable.hpp"

namespace lockstep::kinds {
namespace {

struct Collation : Access {
  std::string provider, locale, lc_collate, lc_ctype;
  bool deterministic = true;
  std::string rules, comment;
};

constexpr std::string_view provider_choices[] = {"icu", "libc", "builtin"};

constexpr Field fields[] = {
    field<&Collation::provider>("provider", "icu, libc, or from PostgreSQL 17 builtin",
                                {.choices = provider_choices, .required = true}),
    field<&Collation::locale>("locale", "the locale: `de-u-ks-level2`; of both categories for libc"),
    field<&Collation::lc_collate>("lc_collate", "LC_COLLATE where it is not the same as LC_CTYPE (libc)"),
    field<&Collation::lc_ctype>("lc_ctype", "LC_CTYPE where it is not the same as LC_COLLATE (libc)"),
    field<&Collation::deterministic>("deterministic", "false: strings that are not byte-equal may be equal (icu)"),
    field<&Collation::rules>("rules", "additional rules (icu)", {.since = 16}),
    field<&Collation::comment>("comment", "COMMENT ON COLLATION"),
    owner_field<Collation>(),
};

std::string target(const Id& id) { return "COLLATION " + own_sql(id); }

std::string create_sql(const Id& id, const Collation& collation) {
  std::vector<std::string> parts{"PROVIDER = " + collation.provider};
  const auto add = [&](const char* word, const std::string& value) {
    if (!value.empty()) parts.push_back(std::string(word) + " = " + quote_literal(value));
  };
  add("LOCALE", collation.locale);
  add("LC_COLLATE", collation.lc_collate);
  add("LC_CTYPE", collation.lc_ctype);
  if (!collation.deterministic) parts.emplace_back("DETERMINISTIC = false");
  add("RULES", collation.rules);
  return "CREATE " + target(id) + " (" + join(parts, ", ") + ")";
}

constexpr UnalterableForms forms{collation::create, collation::replace, collation::drop, collation::rename};
using Functions = Unalterable<Collation, target, create_sql, forms>;

// The locale's column has had three names. The version of the provider's library is no difference.
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.collname AS p2, 'pg_collation'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid,
       CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'c' THEN 'libc' WHEN 'b' THEN 'builtin' END AS provider,
       COALESCE(j.j ->> 'colllocale', j.j ->> 'colliculocale',
                CASE WHEN c.collcollate = c.collctype THEN c.collcollate END) AS locale,
       CASE WHEN c.collcollate <> c.collctype THEN c.collcollate END AS lc_collate,
       CASE WHEN c.collcollate <> c.collctype THEN c.collctype END AS lc_ctype,
       c.collisdeterministic AS deterministic, j.j ->> 'collicurules' AS rules,
       obj_description(c.oid, 'pg_collation') AS comment
  FROM pg_collation c
  JOIN pg_namespace n ON n.oid = c.collnamespace
 CROSS JOIN LATERAL (SELECT to_jsonb(c) AS j) j
 WHERE c.oid >= 16384)";

} // namespace

extern const Kind collation{.name = "collation",
                            .title = "collation",
                            .section = "collations",
                            .weight = 25,
                            .fields = fields,
                            .hints = moved_from_hints,
                            .manual = "sql-createcollation.html",
                            .summary = "A collation.",
                            .catalog_sql = catalog_sql,
                            .catalog_rows = "pg_collation WHERE oid >= 16384",
                            .make = make_body<Collation>,
                            .create = Functions::create,
                            .alter = Functions::alter,
                            .drop = Functions::drop,
                            .rename = Functions::rename,
                            .target = target};

} // namespace lockstep::kinds
