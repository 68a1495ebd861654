// Foreign data wrappers. https://www.postgresql.org/docs/current/sql-createforeigndatawrapper.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/foreign_forms.hpp"
#include "kinds/list.hpp"

namespace lockstep::kinds {
namespace {

struct ForeignDataWrapper : Access {
  std::string handler, validator;
  Settings options;
  std::string comment;
};

constexpr Field fields[] = {
    field<&ForeignDataWrapper::handler>("handler",
                                        "the function that gives its routines; a wrapper without one can "
                                        "hold servers, but read nothing",
                                        {.points = Points::relation}),
    field<&ForeignDataWrapper::validator>("validator", "the function that looks at options",
                                          {.points = Points::relation}),
    field<&ForeignDataWrapper::options>("options", "OPTIONS", {.in_order = true}),
    field<&ForeignDataWrapper::comment>("comment", "COMMENT ON FOREIGN DATA WRAPPER"),
    owner_field<ForeignDataWrapper>(),
    grants_field<ForeignDataWrapper>(),
};

std::string target(const Id& id) { return "FOREIGN DATA WRAPPER " + quote_ident(id.name()); }

std::string create_sql(const Id& id, const ForeignDataWrapper& wrapper) {
  return "CREATE " + target(id) + (wrapper.handler.empty() ? "" : " HANDLER " + wrapper.handler) +
         (wrapper.validator.empty() ? "" : " VALIDATOR " + wrapper.validator) + options_clause(wrapper.options);
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& wrapper = body<ForeignDataWrapper>(object);
  push_bare_create(steps, foreign_data_wrapper::create, object.id, create_sql(object.id, wrapper), target(object.id),
                   wrapper.comment);
}

std::string function_sql(const char* word, const std::string& function) {
  return function.empty() ? std::string(" NO ") + word : std::string(" ") + word + " " + function;
}

std::string alter_sql(const Id& id, const ForeignDataWrapper& from, const ForeignDataWrapper& to) {
  std::string sql = "ALTER " + target(id);
  if (from.handler != to.handler) sql += function_sql("HANDLER", to.handler);
  if (from.validator != to.validator) sql += function_sql("VALIDATOR", to.validator);
  const std::string options = options_change(from.options, to.options);
  return options.empty() ? sql : sql + " " + options;
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<ForeignDataWrapper>(from);
  const auto& after = body<ForeignDataWrapper>(to);
  const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
  if (!only_comment)
    steps.push_back(bare_step(foreign_data_wrapper::alter, to.id, alter_sql(to.id, before, after),
                              alter_sql(to.id, after, before)));
  if (changed.has("comment")) push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(foreign_data_wrapper::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<ForeignDataWrapper>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  push_bare_rename(steps, foreign_data_wrapper::rename, from.id, to, target(from.id), target(to));
}

constexpr std::string_view catalog_sql = R"(
SELECT w.fdwname AS p1, 'pg_foreign_data_wrapper'::regclass::oid AS classid, w.oid AS objid, 0 AS objsubid,
       NULLIF(w.fdwhandler, 0)::regproc::text AS handler, NULLIF(w.fdwvalidator, 0)::regproc::text AS validator,
       w.fdwoptions AS options, obj_description(w.oid, 'pg_foreign_data_wrapper') AS comment
  FROM pg_foreign_data_wrapper w
 WHERE w.oid >= 16384)";

} // namespace

extern const Kind foreign_data_wrapper{.name = "foreign_data_wrapper",
                                       .title = "foreign data wrapper",
                                       .section = "foreign_data_wrappers",
                                       .scope = Scope::database,
                                       .weight = 48,
                                       .fields = fields,
                                       .hints = renamed_from_hint,
                                       .manual = "sql-createforeigndatawrapper.html",
                                       .summary = "A foreign data wrapper that comes with no extension.",
                                       .catalog_sql = catalog_sql,
                                       .catalog_rows = "pg_foreign_data_wrapper",
                                       .make = make_body<ForeignDataWrapper>,
                                       .create = create,
                                       .alter = alter,
                                       .drop = drop,
                                       .rename = rename,
                                       .target = target,
                                       .grants_on = "FOREIGN DATA WRAPPER"};

} // namespace lockstep::kinds
