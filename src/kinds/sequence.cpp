// Sequences that stand by themselves or belong to a serial column. Those of identity columns are part of the column.
// https://www.postgresql.org/docs/current/sql-createsequence.html
#include "kinds/sequence.hpp"

#include "kinds/access.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"

namespace lockstep::kinds {
namespace {

struct Sequence : Access {
  std::string type;
  std::optional<std::int64_t> start, increment, min_value, max_value, cache;
  bool cycle = false;
  bool unlogged = false;
  std::string owned_by;
  std::string comment;
};

constexpr Field fields[] = {
    field<&Sequence::type>("type", "smallint, integer or bigint (the default)", {.points = Points::type}),
    field<&Sequence::start>("start", "START WITH"),
    field<&Sequence::increment>("increment", "INCREMENT BY"),
    field<&Sequence::min_value>("min_value", "MINVALUE"),
    field<&Sequence::max_value>("max_value", "MAXVALUE"),
    field<&Sequence::cache>("cache", "CACHE"),
    field<&Sequence::cycle>("cycle", "CYCLE"),
    field<&Sequence::unlogged>("unlogged", "UNLOGGED: begins anew after a crash", {.since = 15}),
    field<&Sequence::owned_by>("owned_by", "table.column whose drop takes the sequence along",
                               {.points = Points::relation}),
    field<&Sequence::comment>("comment", "COMMENT ON SEQUENCE"),
    owner_field<Sequence>(),
    grants_field<Sequence>(),
};

std::string target(const Id& id) { return "SEQUENCE " + own_sql(id); }

void add_number(std::string& sql, const char* word, const std::optional<std::int64_t>& value) {
  if (value) sql += std::string(" ") + word + " " + std::to_string(*value);
}

std::string options(const Sequence& sequence) {
  std::string sql;
  if (!sequence.type.empty()) sql += " AS " + sequence.type;
  add_number(sql, "START WITH", sequence.start);
  add_number(sql, "INCREMENT BY", sequence.increment);
  add_number(sql, "MINVALUE", sequence.min_value);
  add_number(sql, "MAXVALUE", sequence.max_value);
  add_number(sql, "CACHE", sequence.cache);
  if (sequence.cycle) sql += " CYCLE";
  return sql;
}

std::string owner_sql(const std::string& owned_by) {
  const auto parts = parse_name(owned_by);
  return parts.empty() ? std::string("NONE") : qualified(parts);
}

Step own_step(const Id& id, const Sequence& sequence, const Sequence& before) {
  Step step = make_step(sequence::own, id, "ALTER " + target(id) + " OWNED BY " + owner_sql(sequence.owned_by),
                        "ALTER " + target(id) + " OWNED BY " + owner_sql(before.owned_by));
  const auto parts = parse_name(sequence.owned_by);
  if (parts.size() == 3) step.needs.push_back({"column", parts});
  if (parts.size() == 3) step.needs.push_back(owner_of({"table", {parts[0], parts[1]}}));
  // Until it is let go, the sequence goes with the column that owned it.
  const auto old_parts = parse_name(before.owned_by);
  if (old_parts.size() == 3) step.frees.push_back({"column", old_parts});
  return step;
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& sequence = body<Sequence>(object);
  steps.push_back(
      make_step(sequence::create, object.id,
                std::string("CREATE ") + (sequence.unlogged ? "UNLOGGED " : "") + target(object.id) + options(sequence),
                "DROP " + target(object.id)));
  if (!sequence.owned_by.empty()) steps.push_back(own_step(object.id, sequence, {}));
  push_comment(steps, object.id, target(object.id), sequence.comment);
}

/// The option with its value, or the words that bring back the default.
std::string changed_number(const char* word, const std::optional<std::int64_t>& value, const char* without) {
  return value ? std::string(" ") + word + " " + std::to_string(*value) : std::string(" ") + without;
}

std::string changed_options(const Sequence& to, const Changed& changed) {
  std::string sql;
  if (changed.has("type")) sql += " AS " + (to.type.empty() ? std::string("bigint") : to.type);
  if (changed.has("increment")) sql += changed_number("INCREMENT BY", to.increment, "INCREMENT BY 1");
  if (changed.has("min_value")) sql += changed_number("MINVALUE", to.min_value, "NO MINVALUE");
  if (changed.has("max_value")) sql += changed_number("MAXVALUE", to.max_value, "NO MAXVALUE");
  if (changed.has("start")) {
    const std::int64_t usual = to.increment.value_or(1) > 0 ? to.min_value.value_or(1) : to.max_value.value_or(-1);
    sql += " START WITH " + std::to_string(to.start.value_or(usual));
  }
  if (changed.has("cache")) sql += changed_number("CACHE", to.cache, "CACHE 1");
  if (changed.has("cycle")) sql += to.cycle ? " CYCLE" : " NO CYCLE";
  return sql;
}

/// A sequence that has not come as far as its new range begins is moved there; the server would refuse the range.
void push_advance(const Id& id, const Sequence& before, const Sequence& after, Steps& steps) {
  const bool up = after.increment.value_or(1) > 0;
  const std::optional<std::int64_t>& first = up ? after.min_value : after.max_value;
  const std::int64_t was = up ? before.min_value.value_or(1) : before.max_value.value_or(-1);
  if (!first || (up ? *first <= was : *first >= was)) return;
  const std::string limit = std::to_string(*first);
  steps.push_back(make_step(sequence::advance, id,
                            "SELECT setval(" + quote_literal(own_sql(id)) + ", " + limit + ", false) FROM " +
                                own_sql(id) + " WHERE last_value " + (up ? "< " : "> ") + limit));
  steps.back().note = "Where it stands outside of its new range, it goes on at " + limit + ".";
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Sequence>(from);
  const auto& after = body<Sequence>(to);
  const std::string options_sql = changed_options(after, changed);
  push_advance(to.id, before, after, steps);
  if (!options_sql.empty())
    steps.push_back(make_step(sequence::alter, to.id, "ALTER " + target(to.id) + options_sql,
                              "ALTER " + target(to.id) + changed_options(before, changed)));
  const auto logged = [&](const Sequence& one) {
    return "ALTER " + target(to.id) + (one.unlogged ? " SET UNLOGGED" : " SET LOGGED");
  };
  if (changed.has("unlogged")) steps.push_back(make_step(sequence::set_logged, to.id, logged(after), logged(before)));
  if (changed.has("owned_by")) steps.push_back(own_step(to.id, after, before));
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(sequence::drop, object.id, "DROP " + target(object.id)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(sequence::rename, to, "ALTER " + target(from.id) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.id.name())));
}

Id owner(const Object& object) {
  auto parts = parse_name(body<Sequence>(object).owned_by);
  // As it was declared: PostgreSQL wants both in one schema.
  if (parts.size() == 2) parts.insert(parts.begin(), object.id.path.front());
  return parts.size() == 3 ? Id{"column", parts} : Id{};
}

// Options that equal PostgreSQL's default for the type and direction read as nothing.
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid,
       NULLIF(format_type(s.seqtypid, NULL), 'bigint') AS type,
       NULLIF(s.seqstart, CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END) AS start,
       NULLIF(s.seqincrement, 1) AS increment,
       NULLIF(s.seqmin, CASE WHEN s.seqincrement > 0 THEN 1 ELSE l.low END) AS min_value,
       NULLIF(s.seqmax, CASE WHEN s.seqincrement > 0 THEN l.high ELSE -1 END) AS max_value,
       NULLIF(s.seqcache, 1) AS cache, s.seqcycle AS cycle, c.relpersistence = 'u' AS unlogged,
       (SELECT quote_ident(tn.nspname) || '.' || quote_ident(t.relname) || '.' || quote_ident(a.attname)
          FROM pg_depend o JOIN pg_class t ON t.oid = o.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
          JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
         WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.objsubid = 0
           AND o.refclassid = 'pg_class'::regclass AND o.deptype = 'a') AS owned_by,
       d.description AS comment
  FROM pg_sequence s
  JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN (VALUES ('smallint'::regtype, -32768::bigint, 32767::bigint), ('integer', -2147483648, 2147483647),
               ('bigint', -9223372036854775808, 9223372036854775807)) l(type, low, high) ON l.type = s.seqtypid
  LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.relpersistence <> 't' AND c.oid >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend i WHERE i.classid = 'pg_class'::regclass AND i.objid = c.oid
                      AND i.refclassid = 'pg_class'::regclass AND i.deptype = 'i'))";

} // namespace

extern const Kind sequence{.name = "sequence",
                           .title = "sequence",
                           .section = "sequences",
                           .weight = 40,
                           .fields = fields,
                           .hints = moved_from_hints,
                           .manual = "sql-createsequence.html",
                           .summary = "A sequence of its own; identity columns bring theirs.",
                           .catalog_sql = catalog_sql,
                           .catalog_rows = "pg_sequence",
                           .make = make_body<Sequence>,
                           .create = create,
                           .alter = alter,
                           .drop = drop,
                           .rename = rename,
                           .owner = owner,
                           .is_relation = true,
                           .target = target,
                           .grants_on = "SEQUENCE"};

} // namespace lockstep::kinds
