// Operator classes. https://www.postgresql.org/docs/current/sql-createopclass.html
#include "kinds/access.hpp"
#include "kinds/code_forms.hpp"
#include "kinds/list.hpp"
#include "kinds/opclass.hpp"

namespace lockstep::kinds {
namespace {

struct OperatorClass : Access {
  std::string type;
  bool is_default = false;
  std::string family;
  std::vector<std::string> operators, functions;
  std::string storage, comment;
};

constexpr Field fields[] = {
    field<&OperatorClass::type>("type", "FOR TYPE: the type of the indexed column",
                                {.points = Points::type, .required = true}),
    field<&OperatorClass::is_default>("default", "DEFAULT: taken where CREATE INDEX names none"),
    field<&OperatorClass::family>("family", "its operator family; one of its own name when not given",
                                  {.points = Points::relation}),
    field<&OperatorClass::operators>("operators", "`1 <(bigint, bigint)`, `15 <->(box, point) FOR ORDER BY float_ops`"),
    field<&OperatorClass::functions>("functions", "`1 (bigint, bigint) cmp(bigint, bigint)`"),
    field<&OperatorClass::storage>("storage", "STORAGE: type of what the index holds", {.points = Points::type}),
    field<&OperatorClass::comment>("comment", "COMMENT ON OPERATOR CLASS"),
    owner_field<OperatorClass>(),
};

std::string target(const Id& id) { return "OPERATOR CLASS " + opclass::name_sql(id); }

std::string create_sql(const Id& id, const OperatorClass& opclass) {
  const std::string name = opclass::name_sql(id);
  std::vector<std::string> members = opclass::members_sql(opclass.operators, opclass.functions);
  if (!opclass.storage.empty() || members.empty())
    members.push_back("STORAGE " + (opclass.storage.empty() ? opclass.type : opclass.storage));
  return "CREATE OPERATOR CLASS " + name.substr(0, name.rfind(" USING ")) + (opclass.is_default ? " DEFAULT" : "") +
         " FOR TYPE " + opclass.type + " USING " + quote_ident(opclass::method_of(id)) +
         (opclass.family.empty() ? "" : " FAMILY " + opclass.family) + " AS\n    " + join(members, ",\n    ");
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& opclass = body<OperatorClass>(object);
  push_bare_create(steps, operator_class::create, object.id, create_sql(object.id, opclass), target(object.id),
                   opclass.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<OperatorClass>(from);
  const auto& after = body<OperatorClass>(to);
  const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
  if (only_comment) return push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
  push_replacement(steps, operator_class::replace, to.id, state,
                   {"DROP " + target(to.id),
                    create_sql(to.id, after),
                    create_sql(to.id, before),
                    {opclass::method_of(to.id), to.id.path.front(), opclass::bare_name(to.id)}});
  push_bare_comment(steps, to.id, target(to.id), after.comment);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(operator_class::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<OperatorClass>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  opclass::push_rename(steps, operator_class::rename, "OPERATOR CLASS", from.id, to);
}

// Members that the access method can do without belong to the family, as pg_dump has it.
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.opcname || ' using ' || m.amname AS p2,
       'pg_opclass'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid,
       format_type(c.opcintype, NULL) AS type, c.opcdefault AS "default",
       CASE WHEN f.opfname <> c.opcname OR f.opfnamespace <> c.opcnamespace
            THEN quote_ident(fn.nspname) || '.' || quote_ident(f.opfname) END AS family,
       ARRAY(SELECT o.amopstrategy || ' ' || o.amopopr::regoperator::text
                    || CASE WHEN o.amopsortfamily <> 0 THEN ' FOR ORDER BY ' || quote_ident(sn.nspname) || '.' || quote_ident(s.opfname) ELSE '' END
               FROM pg_amop o
               JOIN pg_depend e ON e.classid = 'pg_amop'::regclass AND e.objid = o.oid AND e.refclassid = 'pg_opclass'::regclass AND e.refobjid = c.oid
               LEFT JOIN (pg_opfamily s JOIN pg_namespace sn ON sn.oid = s.opfnamespace) ON s.oid = o.amopsortfamily
              WHERE o.amopfamily = c.opcfamily ORDER BY o.amopstrategy, o.amopopr::regoperator::text COLLATE "C") AS operators,
       ARRAY(SELECT p.amprocnum || ' (' || format_type(p.amproclefttype, NULL) || ', ' || format_type(p.amprocrighttype, NULL) || ') '
                    || p.amproc::regprocedure::text
               FROM pg_amproc p
               JOIN pg_depend e ON e.classid = 'pg_amproc'::regclass AND e.objid = p.oid AND e.refclassid = 'pg_opclass'::regclass AND e.refobjid = c.oid
              WHERE p.amprocfamily = c.opcfamily ORDER BY p.amprocnum, p.amproc::regprocedure::text COLLATE "C") AS functions,
       CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END AS storage,
       obj_description(c.oid, 'pg_opclass') AS comment
  FROM pg_opclass c
  JOIN pg_namespace n ON n.oid = c.opcnamespace
  JOIN pg_am m ON m.oid = c.opcmethod
  JOIN pg_opfamily f ON f.oid = c.opcfamily
  JOIN pg_namespace fn ON fn.oid = f.opfnamespace
 WHERE c.oid >= 16384)";

} // namespace

extern const Kind operator_class{.name = "operator_class",
                                 .title = "operator class",
                                 .section = "operator_classes",
                                 .weight = 48,
                                 .fields = fields,
                                 .hints = moved_from_hints,
                                 .manual = "sql-createopclass.html",
                                 .summary = "An operator class, named with its access method: `rev using btree`.",
                                 .catalog_sql = catalog_sql,
                                 .catalog_rows = "pg_opclass WHERE oid >= 16384",
                                 .make = make_body<OperatorClass>,
                                 .create = create,
                                 .alter = alter,
                                 .drop = drop,
                                 .rename = rename,
                                 .target = target};

} // namespace lockstep::kinds
