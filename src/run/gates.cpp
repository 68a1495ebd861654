// What stands between a contract file and its first statement.
#include "run/gates.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "run/wait.hpp"
#include "run/what_goes.hpp"

#include <algorithm>
#include <cmath>

namespace lockstep {

namespace {

using Findings = std::vector<std::string>;

Findings old_writes(const Workplace& work, const Goes& goes) {
  Findings found;
  for (const std::string& sequence : goes.sequences) {
    const Rows there =
        work.connection.exec("SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass($1)", {sequence});
    if (there.size() == 0) continue;
    const bool dated = !work.options.deployed.empty();
    const Rows rows = work.connection.exec("SELECT extract(epoch FROM pg_catalog.clock_timestamp()) - last_value, "
                                           "last_value - extract(epoch FROM $1::timestamptz) FROM " +
                                               sequence + " WHERE is_called",
                                           {dated ? work.options.deployed : "now"});
    if (rows.size() == 0) continue;
    const double ago = std::max(std::stod(std::string(rows.get(0, 0))), 0.0); // the sequence holds whole seconds
    const double since = std::stod(std::string(rows.get(0, 1)));
    const std::string wrote = "the old application version wrote " + duration_words(ago) + " ago (" + sequence + ")";
    if (dated && since > 0) found.push_back(wrote + ", " + duration_words(since) + " after the deploy");
    if (!dated && ago < work.options.quiet_seconds)
      found.push_back(wrote + "; policy.quiet_time is " + duration_words(work.options.quiet_seconds));
  }
  return found;
}

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0; }

/// A name by itself, in PostgreSQL's regular expressions. One that needs no quotes may be written in any case.
std::string as_word(const std::string& name) {
  std::string text;
  for (const char c : name) text += (in_word(c) ? "" : c == '"' ? "\"\\" : "\\") + std::string(1, c);
  return (quote_ident(name) == name ? "(?i)" : "") + std::string(in_word(name.front()) ? "\\m" : "") + text +
         (in_word(name.back()) ? "\\M" : "");
}

/// Behind comments and brackets; what changes the schema is nobody's who reads it.
constexpr const char* reads_or_writes =
    R"(^(\s|\(|--[^\n]*\n|/\*([^*]|\*+[^*/])*\*+/)*(select|insert|update|delete|merge|with|copy|declare|prepare|values|table)\M)";

constexpr const char* here =
    "(SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())";

Findings statements(const Workplace& work, const Goes& goes) {
  const Rows extension = work.connection.exec("SELECT n.nspname FROM pg_catalog.pg_extension e JOIN "
                                              "pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE "
                                              "e.extname = 'pg_stat_statements'");
  if (extension.size() == 0) return {};
  Findings found;
  const std::string view = quote_ident(extension.get(0, 0)) + ".pg_stat_statements";
  if (goes.olds.empty()) return found;
  const Rows hidden = work.connection.exec("SELECT pg_catalog.count(*), current_user FROM " + view +
                                           " s WHERE s.query = '<insufficient privilege>' AND s.dbid = " + here);
  if (hidden.get(0, 0) != "0")
    found.push_back("pg_stat_statements hides " + std::string(hidden.get(0, 0)) + " statements of others from role " +
                    std::string(hidden.get(0, 1)) + "; GRANT pg_read_all_stats TO it, so that it can look");
  for (const Old& old : goes.olds) {
    if (old.comes_again) continue;
    const Rows rows = work.connection.exec(
        "SELECT s.calls, pg_catalog.left(pg_catalog.regexp_replace(s.query, '\\s+', ' ', 'g'), 120), "
        "pg_catalog.pg_get_userbyid(s.userid) FROM " +
            view + " s WHERE s.dbid = " + here +
            " AND s.query ~* $3 AND s.query ~ $1 AND s.query ~ $2 AND s.query !~ 'lockstep' "
            "ORDER BY s.calls DESC LIMIT 3",
        {as_word(parse_name(old.table).back()), old.column.empty() ? "" : as_word(old.column), reads_or_writes});
    for (std::size_t row = 0; row < rows.size(); ++row)
      found.push_back("pg_stat_statements has a statement that names " + old.text() + " (" +
                      std::string(rows.get(row, 0)) + " calls by role " + std::string(rows.get(row, 2)) +
                      "): " + std::string(rows.get(row, 1)) +
                      "; if it is from before the deploy: SELECT pg_stat_statements_reset(), and wait");
  }
  return found;
}

bool is_handled(const Goes& goes, const std::string& name) {
  return std::find(goes.handled.begin(), goes.handled.end(), name) != goes.handled.end();
}

/// What the server itself would not let go: views and the rules of tables, and functions that take or give its rows or
/// have a body that was parsed (BEGIN ATOMIC).
constexpr const char* by_catalog = R"(
SELECT CASE c.relkind WHEN 'm' THEN 'materialized view' WHEN 'v' THEN 'view' ELSE 'a rule of table' END,
       pg_catalog.format('%I.%I', n.nspname, c.relname)
  FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid
  JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = pg_catalog.to_regclass($1) AND c.oid <> d.refobjid
   AND ($2 = '' OR d.refobjsubid = (SELECT a.attnum FROM pg_catalog.pg_attribute a
                                     WHERE a.attrelid = d.refobjid AND a.attname = $2))
 UNION
SELECT 'function', pg_catalog.format('%I.%I', n.nspname, p.proname)
  FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_proc p ON d.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = d.objid
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
 WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = pg_catalog.to_regclass($1)
   AND ($2 = '' OR d.refobjsubid = (SELECT a.attnum FROM pg_catalog.pg_attribute a
                                     WHERE a.attrelid = d.refobjid AND a.attname = $2))
    OR $2 = '' AND d.refclassid = 'pg_catalog.pg_type'::regclass
   AND d.refobjid = (SELECT c.reltype FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass($1)))";

/// What stands in the text of a function is looked for as a word. Functions of other tenants name their own tables.
constexpr const char* by_text = R"(
SELECT 'function', pg_catalog.format('%I.%I', n.nspname, p.proname)
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND p.prosrc ~ $3
   AND (p.prosrc ~ $2 OR EXISTS (SELECT FROM pg_catalog.pg_trigger t
                                  WHERE t.tgfoid = p.oid AND t.tgrelid = pg_catalog.to_regclass($1)))
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
   AND n.nspname NOT IN (SELECT tenant FROM lockstep.migrations WHERE tenant NOT IN ('', $4)))";

Findings dependents(const Workplace& work, const Goes& goes) {
  Findings found;
  const auto look = [&](const Rows& rows, const std::string& at) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const std::string name(rows.get(row, 1));
      std::string finding = std::string(rows.get(row, 0)) + " " + name + " names " + at;
      if (!is_handled(goes, name) && std::find(found.begin(), found.end(), finding) == found.end())
        found.push_back(std::move(finding));
    }
  };
  for (const Old& old : goes.olds) {
    const std::vector<std::string> table = parse_name(old.table);
    look(work.connection.exec(std::string(by_catalog) + " ORDER BY 1 DESC, 2", {old.table, old.column}), old.text());
    if (old.comes_again) continue;
    look(work.connection.exec(std::string(by_text) + " ORDER BY 2",
                              {old.table, as_word(table.back()),
                               as_word(old.column.empty() ? table.back() : old.column), table.front()}),
         old.text());
  }
  for (const std::string& view : goes.remade)
    look(work.connection.exec(std::string(by_catalog) + " ORDER BY 1 DESC, 2", {view, ""}),
         view + ", which is dropped and made anew");
  return found;
}

/// Roles that may use what goes by a grant of their own, and nothing of what takes its place: whoever they belong to
/// was not moved. A grant on the whole table counts for a column that moves to another one. What stands behind a table
/// that goes for good nobody can tell: its grants are those of its application.
Findings strangers(const Workplace& work, const Goes& goes) {
  Findings found;
  for (const Old& old : goes.olds) {
    const auto news = goes.successors(old);
    if (news.empty() && old.column.empty()) continue;
    std::vector<std::string> tables;
    std::vector<std::string> columns;
    bool moves = false;
    for (const std::vector<std::string>& name : news) {
      if (name.size() < 2) continue;
      tables.push_back(qualified(name[0], name[1]));
      columns.push_back(name.size() > 2 ? name[2] : "");
      moves = moves || tables.back() != old.table;
    }
    const Rows rows = work.connection.exec(
        "SELECT coalesce(r.rolname, 'PUBLIC'), pg_catalog.string_agg(DISTINCT a.privilege_type, ', ') FROM "
        "pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_attribute t ON t.attrelid = c.oid AND t.attname = $2 "
        "CROSS JOIN LATERAL pg_catalog.aclexplode(CASE WHEN $2 = '' THEN c.relacl WHEN $5::boolean THEN t.attacl "
        "|| c.relacl ELSE t.attacl END) a "
        "LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee WHERE c.oid = pg_catalog.to_regclass($1) AND "
        "a.grantee <> c.relowner AND r.rolsuper IS NOT TRUE AND ($2 = '' OR a.privilege_type IN ('SELECT', 'INSERT', "
        "'UPDATE', 'REFERENCES')) AND NOT EXISTS (SELECT FROM ROWS FROM ("
        "pg_catalog.unnest($3::text[]), pg_catalog.unnest($4::text[])) AS n(name, part) LEFT JOIN "
        "pg_catalog.pg_attribute s ON s.attrelid = "
        "pg_catalog.to_regclass(n.name) AND s.attname = n.part WHERE CASE WHEN n.part = '' THEN "
        "pg_catalog.has_table_privilege(a.grantee, pg_catalog.to_regclass(n.name), a.privilege_type) ELSE "
        "pg_catalog.has_column_privilege(a.grantee, s.attrelid, s.attnum, a.privilege_type) END) GROUP BY 1 ORDER BY 1",
        {old.table, old.column, array_literal(tables), array_literal(columns), moves ? "true" : "false"});
    for (std::size_t row = 0; row < rows.size(); ++row)
      found.push_back("role " + std::string(rows.get(row, 0)) + " was given " + std::string(rows.get(row, 1)) + " on " +
                      old.text() + (news.empty() ? "" : " and not on what takes its place") +
                      "; see who uses it, then REVOKE that, or GRANT the other");
  }
  return found;
}

Findings dependents_and_strangers(const Workplace& work, const Goes& goes) {
  Findings found = dependents(work, goes);
  for (std::string& finding : strangers(work, goes)) found.push_back(std::move(finding));
  return found;
}

void make_restore_point(const Workplace& work, const Migration& migration) {
  const std::string name = ("lockstep_" + migration.version + "_" + migration.name).substr(0, 63);
  try {
    const Rows rows = work.connection.exec("SELECT pg_catalog.pg_create_restore_point(" + quote_literal(name) + ")");
    work.say("  restore point " + name + " at " + std::string(rows.get(0, 0)));
  } catch (const Error& cause) {
    Error error = database_error("policy.require_restore_point: " + std::string(cause.what()),
                                 cause.sqlstate == "42501"
                                     ? "let a superuser run: GRANT EXECUTE ON FUNCTION pg_create_restore_point(text) "
                                       "TO the role that applies"
                                     : "it needs wal_level = replica or logical");
    error.sqlstate = cause.sqlstate;
    throw error;
  }
}

} // namespace

void pass_gates(const Workplace& work, const ChainFile& file) {
  if (file.migration.phase != "contract") return;
  const Goes goes = what_goes(file.migration);
  constexpr std::pair<const char*, Findings (*)(const Workplace&, const Goes&)> gates[] = {
      {"old_writes", old_writes}, {"statements", statements}, {"dependents", dependents_and_strangers}};
  std::vector<std::string> closed;
  for (const auto& [name, ask] : gates)
    for (const std::string& finding : ask(work, goes)) {
      if (work.options.force.contains(name))
        work.say("  forced: " + finding);
      else
        closed.push_back(std::string(name) + ": " + finding);
    }
  if (!closed.empty())
    throw database_error(file.path + " takes the old side away, and that is not safe yet:\n  " + join(closed, "\n  "),
                         "mend it, or pass a gate with --force GATE --reason \"…\", which the history keeps");
  if (work.options.require_restore_point) make_restore_point(work, file.migration);
}

std::string forced_words(const ApplyOptions& options, const Migration& migration) {
  if (options.force.empty() || migration.phase != "contract") return {};
  return join({options.force.begin(), options.force.end()}, ", ") + ": " + options.reason;
}

} // namespace lockstep
