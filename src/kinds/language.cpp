// Procedural languages that come with no extension. https://www.postgresql.org/docs/current/sql-createlanguage.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/code_forms.hpp"
#include "kinds/list.hpp"

namespace lockstep::kinds {
namespace {

struct Language : Access {
  std::string handler, inline_handler, validator;
  bool trusted = false;
  std::string comment;
};

constexpr Field fields[] = {
    field<&Language::handler>("handler", "the function that runs its functions",
                              {.points = Points::relation, .required = true}),
    field<&Language::inline_handler>("inline", "the function that runs DO blocks", {.points = Points::relation}),
    field<&Language::validator>("validator", "the function that looks at new functions", {.points = Points::relation}),
    field<&Language::trusted>("trusted", "TRUSTED: for users without superuser rights"),
    field<&Language::comment>("comment", "COMMENT ON LANGUAGE"),
    owner_field<Language>(),
    grants_field<Language>(),
};

std::string target(const Id& id) { return "LANGUAGE " + quote_ident(id.name()); }

std::string create_sql(const Id& id, const Language& language, bool or_replace) {
  std::string sql = std::string("CREATE ") + (or_replace ? "OR REPLACE " : "") + (language.trusted ? "TRUSTED " : "") +
                    target(id) + " HANDLER " + language.handler;
  if (!language.inline_handler.empty()) sql += " INLINE " + language.inline_handler;
  if (!language.validator.empty()) sql += " VALIDATOR " + language.validator;
  return sql;
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& language = body<Language>(object);
  push_bare_create(steps, language::create, object.id, create_sql(object.id, language, false), target(object.id),
                   language.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Language>(from);
  const auto& after = body<Language>(to);
  const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
  if (!only_comment)
    steps.push_back(
        bare_step(language::replace, to.id, create_sql(to.id, after, true), create_sql(to.id, before, true)));
  if (changed.has("comment")) push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(language::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<Language>(object), false)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  push_bare_rename(steps, language::rename, from.id, to, target(from.id), target(to));
}

std::string_view rebinds(const Object&, const Kind& replaced) {
  return &replaced == &kinds::function ? "handler" : std::string_view();
}

constexpr std::string_view catalog_sql = R"(
SELECT l.lanname AS p1, 'pg_language'::regclass::oid AS classid, l.oid AS objid, 0 AS objsubid,
       l.lanplcallfoid::regproc::text AS handler, NULLIF(l.laninline, 0)::regproc::text AS inline,
       NULLIF(l.lanvalidator, 0)::regproc::text AS validator, l.lanpltrusted AS trusted,
       obj_description(l.oid, 'pg_language') AS comment
  FROM pg_language l
 WHERE l.oid >= 16384)";

} // namespace

extern const Kind language{.name = "language",
                           .title = "language",
                           .section = "languages",
                           .scope = Scope::database,
                           .weight = 44,
                           .fields = fields,
                           .hints = renamed_from_hint,
                           .manual = "sql-createlanguage.html",
                           .summary = "A procedural language that comes with no extension.",
                           .catalog_sql = catalog_sql,
                           .catalog_rows = "pg_language WHERE oid >= 16384",
                           .make = make_body<Language>,
                           .create = create,
                           .alter = alter,
                           .drop = drop,
                           .rename = rename,
                           .rebinds = rebinds,
                           .target = target,
                           .grants_on = "LANGUAGE"};

} // namespace lockstep::kinds
