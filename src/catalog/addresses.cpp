// Dependencies, from pg_depend to Ids.
#include "catalog/addresses.hpp"

#include "model/kind.hpp"

#include <algorithm>
#include <deque>

namespace lockstep {

namespace {

constexpr std::string_view depend_sql = R"(
SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid
  FROM pg_depend
 WHERE objid >= 16384 AND refobjid >= 16384 AND deptype IN ('n', 'a', 'i', 'e')
   AND NOT (deptype = 'i' AND classid = 'pg_trigger'::regclass) -- those of foreign keys
   AND NOT (deptype = 'a' AND classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND refobjsubid > 0
            AND EXISTS (SELECT 1 FROM pg_sequence s WHERE s.seqrelid = objid))
UNION ALL
SELECT 'pg_seclabel'::regclass, (hashtext(concat_ws(' ', provider, classoid, objoid, objsubid))::bigint & 2147483647)::oid, 0,
       classoid, objoid, objsubid
  FROM pg_seclabel
UNION ALL
-- What stands on a column that a table has from another one stands on that one's, too.
SELECT d.classid, d.objid, d.objsubid, d.refclassid, own.attrelid, own.attnum
  FROM (WITH RECURSIVE above (relid, ancestor) AS (
          SELECT inhrelid, inhparent FROM pg_inherits
          UNION
          SELECT a.relid, i.inhparent FROM above a JOIN pg_inherits i ON i.inhrelid = a.ancestor)
        SELECT relid, ancestor FROM above) AS lines
  JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = lines.relid AND d.refobjsubid > 0
                  AND d.classid IN ('pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_trigger'::regclass)
  JOIN pg_attribute had ON had.attrelid = d.refobjid AND had.attnum = d.refobjsubid AND had.attinhcount > 0
  JOIN pg_attribute own ON own.attrelid = lines.ancestor AND own.attname = had.attname AND own.attnum > 0
UNION ALL
SELECT 'pg_shseclabel'::regclass, (hashtext(concat_ws(' ', provider, classoid, objoid))::bigint & 2147483647)::oid, 0,
       classoid, objoid, 0
  FROM pg_shseclabel WHERE classoid = 'pg_subscription'::regclass)";

constexpr std::string_view part_sql = R"(
SELECT 'pg_rewrite'::regclass::oid, oid, 0, 'pg_class'::regclass::oid, ev_class, 0 FROM pg_rewrite WHERE oid >= 16384
UNION ALL
SELECT 'pg_attrdef'::regclass, oid, 0, 'pg_class'::regclass, adrelid, adnum FROM pg_attrdef WHERE oid >= 16384
UNION ALL
SELECT 'pg_type'::regclass, oid, 0, 'pg_class'::regclass, typrelid, 0 FROM pg_type WHERE oid >= 16384 AND typrelid <> 0
UNION ALL
SELECT 'pg_type'::regclass, typarray, 0, 'pg_type'::regclass, oid, 0 FROM pg_type WHERE oid >= 16384 AND typarray <> 0
UNION ALL
SELECT 'pg_type'::regclass, rngmultitypid, 0, 'pg_type'::regclass, rngtypid, 0 FROM pg_range WHERE rngtypid >= 16384
UNION ALL
SELECT classid, objid, 0, refclassid, refobjid, 0
  FROM pg_depend WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_type'::regclass AND deptype = 'i' AND objid >= 16384
UNION ALL
SELECT 'pg_class'::regclass, conindid, 0, 'pg_constraint'::regclass, oid, 0
  FROM pg_constraint WHERE contype IN ('p', 'u', 'x') AND conindid <> 0
UNION ALL
SELECT classid, objid, 0, refclassid, refobjid, 0
  FROM pg_depend WHERE objid >= 16384 AND refobjid >= 16384
   AND (classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass) AND refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
        OR refclassid = 'pg_publication'::regclass))";

using Parts = std::unordered_map<Address, Address, AddressHash>;

/// The object at an address, or the one that it is a part of, or null.
const Id* resolve(Address address, const Addresses& addresses, const Addresses& members, const Parts& parts) {
  for (int hops = 0; hops < 4; ++hops) {
    if (auto found = addresses.find(address); found != addresses.end()) return &found->second;
    const Address whole{address.classid, address.objid, 0};
    if (address.objsubid != 0)
      if (auto found = addresses.find(whole); found != addresses.end()) return &found->second;
    if (auto found = members.find(whole); found != members.end()) return &found->second;
    auto part = parts.find(whole);
    if (part == parts.end()) return nullptr;
    address = part->second;
  }
  return nullptr;
}

/// True when `whole` is the path of `part` without its last `rest` names.
bool is_whole_of(const Path& part, std::size_t rest, const Path& whole) {
  return part.size() == whole.size() + rest && std::equal(whole.begin(), whole.end(), part.begin());
}

/// What the objects' names tell: parts need their parent, others their schema. The ids of those go to `wholes`.
void add_structure(const State& state, std::deque<Id>& wholes, std::vector<State::Need>& needs) {
  for (const auto& [id, object] : state.objects()) {
    const bool in_parent = object.kind->parent != nullptr;
    if (!in_parent && object.kind->scope != Scope::schema) continue;
    const std::string_view kind = in_parent ? object.kind->parent->name : "schema";
    const std::size_t rest = in_parent ? 1 : id.path.size() - 1;
    if (wholes.empty() || wholes.back().kind != kind || !is_whole_of(id.path, rest, wholes.back().path))
      wholes.push_back({kind, {id.path.begin(), id.path.end() - static_cast<std::ptrdiff_t>(rest)}});
    needs.push_back({&id, &wholes.back()});
  }
}

} // namespace

Address address_at(const Rows& rows, std::size_t row, std::size_t first) {
  return {static_cast<std::uint32_t>(rows.number(row, first)), static_cast<std::uint32_t>(rows.number(row, first + 1)),
          static_cast<std::int32_t>(rows.number(row, first + 2))};
}

const std::string_view members_query =
    "SELECT d.classid, d.objid, 0, e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid "
    "WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'";
const std::string_view parts_query = part_sql;
const std::string_view needs_query = depend_sql;

Addresses extension_members(const Rows& rows) {
  Addresses members;
  for (std::size_t row = 0; row < rows.size(); ++row)
    members.emplace(address_at(rows, row, 0), Id{"extension", {std::string(rows.get(row, 3))}});
  return members;
}

void add_needs(const Rows& part_rows, const Rows& rows, const Addresses& addresses, const Addresses& members,
               State& state) {
  Parts parts;
  parts.reserve(part_rows.size());
  for (std::size_t row = 0; row < part_rows.size(); ++row)
    parts.emplace(address_at(part_rows, row, 0), address_at(part_rows, row, 3));
  std::vector<State::Need> needs;
  std::deque<Id> wholes;
  add_structure(state, wholes, needs);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Id* dependent = resolve(address_at(rows, row, 0), addresses, {}, parts);
    const Id* referenced = resolve(address_at(rows, row, 3), addresses, members, parts);
    if (dependent != nullptr && referenced != nullptr) needs.push_back({dependent, referenced});
  }
  state.need_all(needs);
}

} // namespace lockstep
