// Publications. https://www.postgresql.org/docs/current/sql-createpublication.html
#include "kinds/access.hpp"
#include "kinds/bare.hpp"
#include "kinds/list.hpp"
#include "kinds/replication_forms.hpp"

#include <algorithm>

namespace lockstep::kinds {
namespace {

struct Publication : Access {
  bool all_tables = false;
  std::vector<std::string> tables, schemas, publish;
  bool via_root = false;
  std::string generated_columns, comment;
};

constexpr std::string_view publish_choices[] = {"insert", "update", "delete", "truncate"};
constexpr std::string_view generated_choices[] = {"stored"};

constexpr Field fields[] = {
    field<&Publication::all_tables>("all_tables", "FOR ALL TABLES"),
    field<&Publication::tables>("tables",
                                "tables, from PostgreSQL 15 with columns and rows: `public.orders (id, total) WHERE "
                                "(total > 0)`"),
    field<&Publication::schemas>("schemas", "TABLES IN SCHEMA", {.since = 15}),
    field<&Publication::publish>("publish", "what is published; everything when not given",
                                 {.choices = publish_choices}),
    field<&Publication::via_root>("via_root", "publish_via_partition_root: partitions as their table"),
    field<&Publication::generated_columns>("generated_columns", "publish_generated_columns",
                                           {.choices = generated_choices, .since = 18}),
    field<&Publication::comment>("comment", "COMMENT ON PUBLICATION"),
    owner_field<Publication>(),
};

using Names = std::vector<std::string>;

std::string target(const Id& id) { return "PUBLICATION " + quote_ident(id.name()); }

/// "TABLE a, b (x), TABLES IN SCHEMA c"
std::string objects_sql(const Names& tables, const Names& schemas) {
  std::vector<std::string> parts;
  if (!tables.empty()) parts.push_back("TABLE " + join(tables, ", "));
  if (!schemas.empty()) parts.push_back("TABLES IN SCHEMA " + ident_list(schemas));
  return join(parts, ", ");
}

std::string publish_sql(const Publication& publication) {
  return "publish = '" +
         (publication.publish.empty() ? "insert, update, delete, truncate" : join(publication.publish, ", ")) + "'";
}

std::string create_sql(const Id& id, const Publication& publication) {
  std::string sql = "CREATE " + target(id);
  if (publication.all_tables) sql += " FOR ALL TABLES";
  const std::string objects = objects_sql(publication.tables, publication.schemas);
  if (!objects.empty()) sql += " FOR " + objects;
  std::vector<std::string> options;
  if (!publication.publish.empty()) options.push_back(publish_sql(publication));
  if (publication.via_root) options.emplace_back("publish_via_partition_root = true");
  if (!publication.generated_columns.empty())
    options.push_back("publish_generated_columns = " + publication.generated_columns);
  return options.empty() ? sql : sql + " WITH (" + join(options, ", ") + ")";
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& publication = body<Publication>(object);
  push_bare_create(steps, publication::create, object.id, create_sql(object.id, publication), target(object.id),
                   publication.comment);
}

std::string options_sql(const Id& id, const Publication& publication, const Changed& changed) {
  std::vector<std::string> options;
  if (changed.has("publish")) options.push_back(publish_sql(publication));
  if (changed.has("via_root"))
    options.push_back(std::string("publish_via_partition_root = ") + (publication.via_root ? "true" : "false"));
  if (changed.has("generated_columns"))
    options.push_back("publish_generated_columns = " +
                      (publication.generated_columns.empty() ? "none" : publication.generated_columns));
  return "ALTER " + target(id) + " SET (" + join(options, ", ") + ")";
}

Names only_in(const Names& one, const Names& other) {
  Names result;
  std::copy_if(one.begin(), one.end(), std::back_inserter(result),
               [&](const std::string& name) { return std::find(other.begin(), other.end(), name) == other.end(); });
  return result;
}

/// DROP takes the table without its columns and rows.
Names bare(Names tables) {
  for (std::string& table : tables) {
    bool quoted = false;
    std::size_t end = 0;
    for (; end < table.size() && (quoted || (table[end] != ' ' && table[end] != '(')); ++end)
      quoted = quoted != (table[end] == '"');
    table.resize(end);
  }
  return tables;
}

/// Members that go, then those that come; a table with other columns or rows does both.
void push_members(Steps& steps, const Id& id, const Publication& before, const Publication& after) {
  const std::string alter = "ALTER " + target(id);
  const Names gone = only_in(before.tables, after.tables);
  const Names come = only_in(after.tables, before.tables);
  const Names gone_schemas = only_in(before.schemas, after.schemas);
  const Names come_schemas = only_in(after.schemas, before.schemas);
  if (!gone.empty() || !gone_schemas.empty())
    steps.push_back(bare_step(publication::alter, id, alter + " DROP " + objects_sql(bare(gone), gone_schemas),
                              alter + " ADD " + objects_sql(gone, gone_schemas)));
  if (!come.empty() || !come_schemas.empty())
    steps.push_back(bare_step(publication::alter, id, alter + " ADD " + objects_sql(come, come_schemas),
                              alter + " DROP " + objects_sql(bare(come), come_schemas)));
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<Publication>(from);
  const auto& after = body<Publication>(to);
  if (changed.has("all_tables")) {
    push_replacement(steps, publication::replace, to.id, state,
                     {"DROP " + target(to.id), create_sql(to.id, after), create_sql(to.id, before)});
    return push_bare_comment(steps, to.id, target(to.id), after.comment);
  }
  push_members(steps, to.id, before, after);
  if (changed.has("publish") || changed.has("via_root") || changed.has("generated_columns"))
    steps.push_back(
        bare_step(publication::alter, to.id, options_sql(to.id, after, changed), options_sql(to.id, before, changed)));
  if (changed.has("comment")) push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(publication::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<Publication>(object))));
}

// A column of a row filter can not change its type: its table leaves for that moment.
void recreate(const Object& from, const Object& to, const State& state, Steps& steps) {
  const auto still = std::make_shared<Publication>(body<Publication>(from));
  std::erase_if(still->tables, [](const std::string& table) { return table.find('(') != std::string::npos; });
  push_members(steps, from.id, body<Publication>(from), *still);
  for (Step& step : steps) step.breaks = {from.id};
  Object without = from;
  without.body = still;
  alter(without, to, differing(without, to), state, steps);
}

void rename(const Object& from, const Id& to, Steps& steps) {
  push_bare_rename(steps, publication::rename, from.id, to, target(from.id), target(to));
}

constexpr std::string_view catalog_sql = R"(
SELECT p.pubname AS p1, 'pg_publication'::regclass::oid AS classid, p.oid AS objid, 0 AS objsubid,
       p.puballtables AS all_tables,
       ARRAY(SELECT concat(r.prrelid::regclass,
                           {15:CASE WHEN r.prattrs IS NOT NULL THEN format(' (%s)', (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs))) END|NULL},
                           {15:CASE WHEN q.expr LIKE '(%)' THEN format(' WHERE %s', q.expr) WHEN q.expr IS NOT NULL THEN format(' WHERE (%s)', q.expr) END|NULL})
               FROM pg_publication_rel r {15:CROSS JOIN LATERAL (SELECT pg_get_expr(r.prqual, r.prrelid) AS expr) q|} WHERE r.prpubid = p.oid ORDER BY r.prrelid::regclass::text COLLATE "C") AS tables,
       {15:ARRAY(SELECT n.nspname FROM pg_publication_namespace s JOIN pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid ORDER BY 1)|NULL::text[]} AS schemas,
       CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate)
            THEN array_remove(ARRAY[CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                                    CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END], NULL) END AS publish,
       p.pubviaroot AS via_root, CASE to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN 'stored' END AS generated_columns,
       obj_description(p.oid, 'pg_publication') AS comment
  FROM pg_publication p
 WHERE p.oid >= 16384)";

} // namespace

extern const Kind publication{.name = "publication",
                              .title = "publication",
                              .section = "publications",
                              .scope = Scope::database,
                              .weight = 190,
                              .fields = fields,
                              .hints = renamed_from_hint,
                              .manual = "sql-createpublication.html",
                              .summary = "What subscribers of other databases get.",
                              .catalog_sql = catalog_sql,
                              .catalog_rows = "pg_publication",
                              .make = make_body<Publication>,
                              .create = create,
                              .alter = alter,
                              .drop = drop,
                              .recreate = recreate,
                              .rename = rename,
                              .rebuilt_around = true,
                              .target = target};

} // namespace lockstep::kinds
