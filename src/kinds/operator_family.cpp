// Operator families. https://www.postgresql.org/docs/current/sql-createopfamily.html
#include "kinds/access.hpp"
#include "kinds/code_forms.hpp"
#include "kinds/list.hpp"
#include "kinds/opclass.hpp"

#include <algorithm>

namespace lockstep::kinds {
namespace {

struct OperatorFamily : Access {
  std::vector<std::string> operators, functions;
  std::string comment;
};

constexpr Field fields[] = {
    field<&OperatorFamily::operators>(
        "operators", "operators that belong to no class: `1 <(bigint, integer)`, `15 <->(box, point) FOR ORDER BY …`"),
    field<&OperatorFamily::functions>("functions", "functions that belong to no class: `1 (bigint, integer) cmp(…)`"),
    field<&OperatorFamily::comment>("comment", "COMMENT ON OPERATOR FAMILY"),
    owner_field<OperatorFamily>(),
};

std::string target(const Id& id) { return "OPERATOR FAMILY " + opclass::name_sql(id); }

std::string alter_sql(const Id& id, const char* verb, const std::vector<std::string>& members) {
  return "ALTER " + target(id) + " " + verb + "\n    " + join(members, ",\n    ");
}

std::vector<std::string> members_of(const OperatorFamily& family) {
  return opclass::members_sql(family.operators, family.functions);
}

std::vector<std::string> to_drop(const std::vector<std::string>& members) {
  std::vector<std::string> result;
  for (const std::string& member : members) result.push_back(opclass::member_to_drop(member));
  return result;
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& family = body<OperatorFamily>(object);
  const std::vector<std::string> members = members_of(family);
  steps.push_back(
      bare_step(operator_family::create, object.id, "CREATE " + target(object.id), "DROP " + target(object.id)));
  if (!members.empty())
    steps.push_back(bare_step(operator_family::alter, object.id, alter_sql(object.id, "ADD", members),
                              alter_sql(object.id, "DROP", to_drop(members))));
  push_bare_comment(steps, object.id, target(object.id), family.comment);
}

std::vector<std::string> only_in(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  std::vector<std::string> result;
  std::copy_if(one.begin(), one.end(), std::back_inserter(result),
               [&](const std::string& member) { return std::find(other.begin(), other.end(), member) == other.end(); });
  return result;
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<OperatorFamily>(from);
  const auto& after = body<OperatorFamily>(to);
  const auto gone = only_in(members_of(before), members_of(after));
  const auto come = only_in(members_of(after), members_of(before));
  if (!gone.empty())
    steps.push_back(bare_step(operator_family::alter, to.id, alter_sql(to.id, "DROP", to_drop(gone)),
                              alter_sql(to.id, "ADD", gone)));
  if (!come.empty())
    steps.push_back(bare_step(operator_family::alter, to.id, alter_sql(to.id, "ADD", come),
                              alter_sql(to.id, "DROP", to_drop(come))));
  if (changed.has("comment")) push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(
      bare_step(operator_family::drop, object.id, "DROP " + target(object.id), "CREATE " + target(object.id)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  opclass::push_rename(steps, operator_family::rename, "OPERATOR FAMILY", from.id, to);
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, f.opfname || ' using ' || m.amname AS p2,
       'pg_opfamily'::regclass::oid AS classid, f.oid AS objid, 0 AS objsubid,
       ARRAY(SELECT o.amopstrategy || ' ' || o.amopopr::regoperator::text
                    || CASE WHEN o.amopsortfamily <> 0 THEN ' FOR ORDER BY ' || quote_ident(sn.nspname) || '.' || quote_ident(s.opfname) ELSE '' END
               FROM pg_amop o
               JOIN pg_depend e ON e.classid = 'pg_amop'::regclass AND e.objid = o.oid AND e.refclassid = 'pg_opfamily'::regclass AND e.refobjid = f.oid
               LEFT JOIN (pg_opfamily s JOIN pg_namespace sn ON sn.oid = s.opfnamespace) ON s.oid = o.amopsortfamily
              WHERE o.amopfamily = f.oid ORDER BY o.amopstrategy, o.amopopr::regoperator::text COLLATE "C") AS operators,
       ARRAY(SELECT p.amprocnum || ' (' || format_type(p.amproclefttype, NULL) || ', ' || format_type(p.amprocrighttype, NULL) || ') '
                    || p.amproc::regprocedure::text
               FROM pg_amproc p
               JOIN pg_depend e ON e.classid = 'pg_amproc'::regclass AND e.objid = p.oid AND e.refclassid = 'pg_opfamily'::regclass AND e.refobjid = f.oid
              WHERE p.amprocfamily = f.oid ORDER BY p.amprocnum, p.amproc::regprocedure::text COLLATE "C") AS functions,
       obj_description(f.oid, 'pg_opfamily') AS comment
  FROM pg_opfamily f
  JOIN pg_namespace n ON n.oid = f.opfnamespace
  JOIN pg_am m ON m.oid = f.opfmethod
 WHERE f.oid >= 16384)";

} // namespace

extern const Kind operator_family{.name = "operator_family",
                                  .title = "operator family",
                                  .section = "operator_families",
                                  .weight = 47,
                                  .fields = fields,
                                  .hints = moved_from_hints,
                                  .manual = "sql-createopfamily.html",
                                  .summary =
                                      "A family of operator classes, named with its access method: `rev using btree`.",
                                  .catalog_sql = catalog_sql,
                                  .catalog_rows = "pg_opfamily WHERE oid >= 16384",
                                  .make = make_body<OperatorFamily>,
                                  .create = create,
                                  .alter = alter,
                                  .drop = drop,
                                  .rename = rename,
                                  .target = target};

} // namespace lockstep::kinds
